package dev.sightline.app.cli;

import dev.sightline.app.settings.LogOutput;
import dev.sightline.app.terminal.ExitStatus;
import dev.sightline.app.terminal.OutputOptions;
import dev.sightline.app.words.EvaluateWordsCommand;
import dev.sightline.platform.problem.UserError;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/**
 * The command line interface, and the one place that turns exceptions into what the user reads and into an
 * {@link ExitStatus}.
 */
public final class Cli {
    private Cli() {}

    /** Runs one command and returns its exit status. */
    public static int run(String[] arguments) {
        CommandLine commands = commandLine();
        try {
            LogOutput.begin(System.getenv());
        } catch (UserError e) {
            commands.getErr().println("sightline: " + e.getMessage());
            return ExitStatus.CANNOT_START;
        }
        return commands.execute(arguments);
    }

    /** The whole command tree; also what the documentation tests walk. */
    public static CommandLine commandLine() {
        CommandLine root = new CommandLine(new Sightline());
        // Here, because measuring words needs more than measuring descriptors, and their packages must not need each
        // other.
        java.util.Objects.requireNonNull(root.getSubcommands().get("evaluate"))
                .addSubcommand(new EvaluateWordsCommand());
        return root.setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setExecutionStrategy(Cli::execute)
                .setParameterExceptionHandler(UsageMistake::explain)
                .setExecutionExceptionHandler(Cli::explain);
    }

    private static int execute(ParseResult parsed) {
        List<CommandLine> commands = parsed.asCommandLineList();
        LogLevel.use(commands.stream().map(CommandLine::getCommandName).toList(), OutputOptions.of(commands.get(0)));
        try {
            return new CommandLine.RunLast().execute(parsed);
        } catch (LinkageError e) {
            throw new CommandLine.ExecutionException(
                    commands.get(commands.size() - 1),
                    String.valueOf(e.getMessage()),
                    new UserError(
                            "a part of this build does not load here (" + e.getMessage()
                                    + "); 'sightline doctor' says which",
                            e));
        }
    }

    private static int explain(Exception failure, CommandLine command, ParseResult parsed) {
        PrintWriter err = command.getErr();
        boolean expected = Failures.isUsersToMend(failure);
        int status = expected ? ExitStatus.CANNOT_START : ExitStatus.BUG;
        String sentence = Failures.sentence(failure);
        err.println("sightline: " + sentence);
        if (!expected) {
            err.println("This is a bug of Sightline; please report it with the lines below.");
        }
        if (!expected || OutputOptions.of(command).debug()) {
            failure.printStackTrace(err);
        }
        err.flush();
        if (ErrorDocument.wanted(parsed.originalArgs())) {
            ErrorDocument.print(command.getOut(), sentence, status);
        }
        return status;
    }
}
