package dev.sightline.app.cli;

import dev.sightline.app.terminal.ExitStatus;
import dev.sightline.app.terminal.JsonOption;
import dev.sightline.app.terminal.Outcome;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code sightline version}: what {@code --version} prints. */
@Command(
        name = "version",
        description = "Print the version of Sightline and of the Java that runs it.",
        footer = {"", "Example:", "  sightline version --json"},
        mixinStandardHelpOptions = true)
final class VersionCommand implements Callable<Integer> {
    @Mixin
    private JsonOption json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        String[] lines = spec.root().version();
        return Outcome.of(spec, json)
                .text(String.join(System.lineSeparator(), lines))
                .field("version", lines.length == 0 ? "unknown" : lines[0])
                .field("java", System.getProperty("java.version"))
                .end(ExitStatus.DONE);
    }
}
