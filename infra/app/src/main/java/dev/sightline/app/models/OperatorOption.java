package dev.sightline.app.models;

import picocli.CommandLine.Option;

/** The person who changes models, kept in the history. */
final class OperatorOption {
    @Option(
            names = "--by",
            paramLabel = "NAME",
            description = "The person who does it, for the history; the user of this machine by default.")
    private String by = System.getProperty("user.name", "unknown");

    String by() {
        return by;
    }
}
