package dev.sightline.app;

import dev.sightline.app.cli.Cli;

/** Starts the command line interface and ends the process with the command's exit status. */
public final class Main {
    private Main() {}

    /** Runs one command. */
    public static void main(String[] arguments) {
        System.exit(Cli.run(arguments));
    }
}
