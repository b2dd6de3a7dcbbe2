package dev.sightline.app.track;

import dev.sightline.app.results.BatchReader;
import dev.sightline.app.results.BatchResults;
import dev.sightline.app.run.Installation;
import dev.sightline.app.run.SettingsOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sightline export}: what {@code track} writes, from the topics of running services. */
@Command(
        name = "export",
        description = {
            "Write tracks.csv and the rest from the topics. With --camera it waits until those cameras of recorded",
            "footage have ended; without, it writes what is there now."
        },
        footer = {"", "Example:", "  sightline export --camera north --camera south --out results"},
        mixinStandardHelpOptions = true)
public final class ExportCommand implements Callable<Integer> {
    @Mixin
    private SettingsOptions options;

    @Option(names = "--camera", paramLabel = "NAME", description = "Wait for the end of this camera. Repeat for more.")
    private List<String> cameras = new ArrayList<>();

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Folder for the results.")
    private Path out;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        try (Installation installation = options.open()) {
            installation.createTopics();
            BatchResults results =
                    new BatchReader(installation.kafka(), Set.copyOf(cameras), tracks -> {}).read(() -> true);
            results.write(out);
            spec.commandLine().getOut().println(Summary.of(results, out));
        }
        return 0;
    }
}
