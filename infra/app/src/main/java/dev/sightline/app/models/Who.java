package dev.sightline.app.models;

import picocli.CommandLine.Option;

/** Who changes models, kept in the history. */
final class Who {
    @Option(
            names = "--by",
            paramLabel = "NAME",
            description = "Who does it, for the history; the system's user by default.")
    private String by = System.getProperty("user.name", "unknown");

    String by() {
        return by;
    }
}
