package dev.sightline.app.cli;

import java.io.PrintWriter;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/**
 * The command line interface. Exit status: 0 all done, 1 a fault of ours, 2 it could not start and the user can mend that,
 * 3 it finished, but something that was asked for was not done.
 */
public final class Cli {
    private static final Set<String> SERVICES =
            Set.of("run", "ingest", "embed", "match", "record", "console", "broker");

    private Cli() {}

    /** Runs one command and returns its exit status. */
    public static int run(String[] arguments) {
        if (arguments.length > 0 && SERVICES.contains(arguments[0])) {
            // Read by logback.xml: a service tells what it does, a command only what is wrong.
            System.setProperty("sightline.log.level", "INFO");
        }
        return commandLine().execute(arguments);
    }

    /** The whole command tree; also what the documentation tests walk. */
    public static CommandLine commandLine() {
        return new CommandLine(new Sightline())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setExecutionExceptionHandler(Cli::explain);
    }

    private static int explain(Exception failure, CommandLine command, ParseResult parsed) {
        PrintWriter err = command.getErr();
        boolean expected = Failures.isUsersToMend(failure);
        err.println("sightline: " + Failures.sentence(failure));
        if (!expected || Sightline.debug(command)) {
            failure.printStackTrace(err);
        }
        err.flush();
        return expected ? CommandLine.ExitCode.USAGE : CommandLine.ExitCode.SOFTWARE;
    }
}
