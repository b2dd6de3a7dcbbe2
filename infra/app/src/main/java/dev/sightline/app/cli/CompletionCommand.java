package dev.sightline.app.cli;

import dev.sightline.app.terminal.ExitStatus;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sightline completion bash|zsh}: a script that lets the shell complete commands and options. */
@Command(
        name = "completion",
        description = {
            "Print a script that lets the shell complete commands and options. Load it in ~/.bashrc or ~/.zshrc with:",
            "source <(sightline completion bash)"
        },
        footer = {"", "Example:", "  sightline completion bash > sightline-completion.sh"},
        mixinStandardHelpOptions = true)
final class CompletionCommand implements Callable<Integer> {
    /** Shells that the script works in. */
    enum Shell {
        bash,
        zsh
    }

    @Parameters(
            paramLabel = "SHELL",
            defaultValue = "bash",
            description = "The shell: ${COMPLETION-CANDIDATES}; bash by default.")
    private Shell shell;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        out.println("# Completion of sightline for " + shell + "; load it with: source <(sightline completion " + shell
                + ")");
        out.print(AutoComplete.bash("sightline", spec.root().commandLine()));
        out.flush();
        return ExitStatus.DONE;
    }
}
