package dev.sightline.app.track;

import dev.sightline.app.audit.CommandAudit;
import dev.sightline.app.results.BatchReader;
import dev.sightline.app.results.BatchResults;
import dev.sightline.app.run.Installation;
import dev.sightline.app.run.SettingsOptions;
import dev.sightline.app.terminal.JsonOption;
import dev.sightline.app.terminal.Outcome;
import dev.sightline.app.terminal.ReasonOption;
import dev.sightline.contracts.topic.Topics;
import dev.sightline.contracts.v1.Camera;
import dev.sightline.platform.kafka.CompactedTopic;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
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

    @Mixin
    private ReasonOption reason;

    @Mixin
    private JsonOption json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        try (Installation installation = options.open()) {
            BatchReport.requireWritable(out);
            installation.createTopics();
            Outcome printed = Outcome.of(spec, json);
            CommandAudit.of(installation.settings(), printed)
                    .did("results.export", String.join(",", cameras), reason.text(), out.toString());
            BatchResults results =
                    new BatchReader(installation.kafka(), Set.copyOf(cameras), tracks -> {}).read(() -> true);
            List<Camera> seen = results.cameras().stream()
                    .sorted()
                    .map(id -> Camera.newBuilder().setCameraId(id).build())
                    .toList();
            BatchOutcome outcome = new BatchOutcome(results, names(installation), "", List.of());
            BatchReport report = new BatchReport(outcome, seen, out, Map.of());
            report.write();
            return report.print(printed, 0);
        }
    }

    /** Whom the running system looks for, by entry. */
    private static Map<String, String> names(Installation installation) {
        Map<String, String> names = new TreeMap<>();
        new CompactedTopic<>(installation.kafka(), Topics.WATCHLIST)
                .read()
                .forEach((id, entry) -> names.put(id, entry.getName()));
        return names;
    }
}
