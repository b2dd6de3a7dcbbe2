package dev.sightline.app.run;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code sightline run}: all services in one process, as configured. */
@Command(
        name = "run",
        description = {
            "Run everything in one process on the configured cameras: ingest, embedder, matcher, recorder and the live",
            "page. Without kafka.bootstrap-servers a real Kafka runs inside."
        },
        footer = {"", "Example:", "  sightline run --config sightline.yaml"},
        mixinStandardHelpOptions = true)
public final class RunCommand implements Callable<Integer> {
    @Mixin
    private SettingsOptions options;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        try (Installation installation = Installation.open(options.load())) {
            return AllInOne.run(
                    installation,
                    Installation.cameras(installation.settings()),
                    Installation.rules(installation.settings()),
                    List.of(),
                    spec.commandLine().getErr());
        }
    }
}
