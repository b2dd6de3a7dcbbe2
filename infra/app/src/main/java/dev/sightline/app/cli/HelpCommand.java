package dev.sightline.app.cli;

import dev.sightline.app.terminal.ExitStatus;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** {@code sightline help models fetch}: the same as {@code sightline models fetch --help}. */
@Command(
        name = "help",
        description = "Explain Sightline, or one of its commands.",
        footer = {"", "Examples:", "  sightline help track", "  sightline help models fetch"},
        helpCommand = true,
        mixinStandardHelpOptions = true)
final class HelpCommand implements Callable<Integer> {
    @Parameters(arity = "0..*", paramLabel = "COMMAND", description = "The command, and its own command if it has any.")
    private List<String> path = List.of();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        CommandLine shown = spec.root().commandLine();
        for (String name : path) {
            CommandLine next = shown.getSubcommands().get(name);
            if (next == null) {
                throw new UnmatchedArgumentException(shown, List.of(name));
            }
            shown = next;
        }
        shown.usage(spec.commandLine().getOut());
        return ExitStatus.DONE;
    }
}
