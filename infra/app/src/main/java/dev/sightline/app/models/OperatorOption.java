package dev.sightline.app.models;

import picocli.CommandLine.Option;

/** OperatorOption changes models, kept in the history. */
final class OperatorOption {
    @Option(
            names = "--by",
            paramLabel = "NAME",
            description = "OperatorOption does it, for the history; the system's user by default.")
    private String by = System.getProperty("user.name", "unknown");

    String by() {
        return by;
    }
}
