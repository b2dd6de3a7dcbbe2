package dev.sightline.app.run;

import dev.sightline.app.preflight.DataFolder;
import dev.sightline.app.preflight.Preflight;
import dev.sightline.app.preflight.Preflight.Part;
import dev.sightline.app.settings.SightlineSettings;
import dev.sightline.app.terminal.Outcome;
import dev.sightline.app.terminal.Terminal;
import dev.sightline.platform.lifecycle.Service;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.EnumSet;
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
        SightlineSettings settings = options.load();
        Declared declared = options.declared(settings);
        PrintWriter terminal = spec.commandLine().getErr();
        new Preflight(settings, ModelStorage.catalog(settings)::verify)
                .require(EnumSet.allOf(Part.class), Terminal.of(spec));
        DataFolder.of(settings).elsewhere().ifPresent(terminal::println);
        try (Installation installation = Installation.open(settings, options.words())) {
            ClosingMessage kept = new ClosingMessage(() -> tellWhatIsKept(settings, terminal));
            List<Service> beside = new ArrayList<>(List.of(kept));
            ScheduledAdaptation.of(installation).ifPresent(beside::add);
            return AllInOne.run(installation, declared, beside, ConsoleGreeting.SETUP, Outcome.of(spec));
        }
    }

    private static void tellWhatIsKept(SightlineSettings settings, PrintWriter terminal) {
        terminal.printf(
                "%nStopped. What was recorded is kept in %s; the same command goes on with it.%n",
                DataFolder.of(settings).path());
        terminal.flush();
    }
}
