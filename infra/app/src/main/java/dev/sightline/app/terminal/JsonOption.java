package dev.sightline.app.terminal;

import picocli.CommandLine.Option;

/** {@code --json}, for every command that reports data. */
public final class JsonOption {
    /** The option's name. */
    public static final String NAME = "--json";

    @Option(
            names = NAME,
            description = "One JSON document on standard output instead of text, with the problems in it.")
    private boolean json;

    /** Whether the user asked for JSON. */
    public boolean wanted() {
        return json;
    }
}
