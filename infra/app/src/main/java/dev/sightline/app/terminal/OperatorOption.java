package dev.sightline.app.terminal;

import picocli.CommandLine.Option;

/** Adds {@code --by} to a command: the person who says or does something that is kept with their name. */
public final class OperatorOption {
    @Option(
            names = "--by",
            paramLabel = "NAME",
            description = "Who says or does it, for the history; the user of this machine by default.")
    private String by = System.getProperty("user.name", "unknown");

    /** The name. */
    public String by() {
        return by;
    }
}
