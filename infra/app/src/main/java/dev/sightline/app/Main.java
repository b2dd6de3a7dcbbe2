package dev.sightline.app;

import java.io.PrintWriter;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/** Starts the command line interface. Exit status: 0 done, 1 a failure, 2 a mistake the user can mend. */
public final class Main {
    private static final Set<String> SERVICES =
            Set.of("run", "ingest", "embed", "match", "record", "console", "broker");

    private Main() {}

    /** Runs one command and ends the process with its exit status. */
    public static void main(String[] arguments) {
        if (arguments.length > 0 && SERVICES.contains(arguments[0])) {
            // Read by logback.xml: a service tells what it does, a command only what is wrong.
            System.setProperty("sightline.log.level", "INFO");
        }
        System.exit(commandLine().execute(arguments));
    }

    /** The whole command tree; also what the documentation tests walk. */
    public static CommandLine commandLine() {
        return new CommandLine(new Sightline())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setExecutionExceptionHandler(Main::explain);
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
