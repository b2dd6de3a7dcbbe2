package dev.sightline.app;

import dev.sightline.app.cli.Cli;
import dev.sightline.app.cli.UncaughtFailure;

/** Starts the command line interface and ends the process with the command's exit status. */
public final class Main {
    private Main() {}

    /** Runs one command. */
    public static void main(String[] arguments) {
        Thread.setDefaultUncaughtExceptionHandler(UncaughtFailure.ofProcess());
        System.exit(Cli.run(arguments));
    }
}
