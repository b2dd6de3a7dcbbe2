package dev.sightline.app.demo;

import dev.sightline.app.preflight.Preflight;
import dev.sightline.app.preflight.Preflight.Part;
import dev.sightline.app.run.AllInOne;
import dev.sightline.app.run.ClosingMessage;
import dev.sightline.app.run.ConsoleGreeting;
import dev.sightline.app.run.Declared;
import dev.sightline.app.run.Installation;
import dev.sightline.app.run.ModelStorage;
import dev.sightline.app.run.SettingsOptions;
import dev.sightline.app.run.TemporaryFolder;
import dev.sightline.app.settings.Policies;
import dev.sightline.app.settings.SightlineSettings;
import dev.sightline.app.terminal.JsonOption;
import dev.sightline.app.terminal.Outcome;
import dev.sightline.app.terminal.Terminal;
import dev.sightline.app.track.Batch;
import dev.sightline.app.track.BatchOutcome;
import dev.sightline.app.track.BatchReport;
import dev.sightline.app.track.NamedValues;
import dev.sightline.app.track.SettingsUsed;
import dev.sightline.app.track.StopRequest;
import dev.sightline.contracts.id.Ids;
import dev.sightline.contracts.rule.RuleDefaults;
import dev.sightline.contracts.v1.AlertRule;
import dev.sightline.contracts.v1.Camera;
import dev.sightline.contracts.v1.Dwell;
import dev.sightline.contracts.v1.UnknownPerson;
import dev.sightline.contracts.v1.WatchlistHit;
import dev.sightline.platform.lifecycle.Service;
import dev.sightline.platform.problem.UserError;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sightline demo}: the main job on real footage, everything embedded, with a live page. */
@Command(
        name = "demo",
        description = {
            "Follow people through two cameras of a real street, live, in a page on this machine.",
            "The second camera is the same street mirrored, darker, noisier and 20 seconds later."
        },
        footer = {
            "",
            "Examples:",
            "  sightline demo",
            "  sightline demo --camera north=north.mp4 --camera south=south.mp4",
            "  sightline demo --batch --seconds 5 --out results"
        },
        mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {
    private static final double LIVE_FPS = 5;
    private static final String MAX_FRAME_AGE = "embedder.max-frame-age";

    @Mixin
    private SettingsOptions options;

    @Option(
            names = "--camera",
            paramLabel = "NAME=SOURCE",
            description = "A camera of your own instead of the street. Repeat for more.")
    private List<String> cameras = new ArrayList<>();

    @Option(names = "--out", paramLabel = "DIR", description = "Folder for data and results.")
    private Path out = Path.of("sightline-demo");

    @Option(names = "--batch", description = "No page: go through the footage at full speed, write files, end.")
    private boolean batch;

    @Option(names = "--seconds", description = "Use only this much of the footage.")
    private @Nullable Integer seconds;

    @Option(
            names = "--once",
            description = "Play the footage once; otherwise it starts again when all of it has ended.")
    private boolean once;

    @Option(names = "--fps", description = "Frames per second to take; live 5, in batch every frame.")
    private @Nullable Double fps;

    @Mixin
    private JsonOption json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        PrintWriter terminal = spec.commandLine().getErr();
        return batch ? batch(terminal) : live(terminal);
    }

    private int batch(PrintWriter terminal) throws IOException {
        BatchReport.requireWritable(out);
        try (TemporaryFolder work = TemporaryFolder.create("sightline-demo-");
                StopRequest stop = StopRequest.listen(terminal, work::close)) {
            SightlineSettings settings =
                    options.load(Map.of("data.folder", work.path().toString()));
            List<Camera> sources = sources(settings, terminal);
            BatchOutcome outcome = new Batch(settings, sources, rules(), Map.of()).run(Terminal.of(spec), stop);
            BatchReport report = new BatchReport(outcome, sources, out, SettingsUsed.of(settings, sources));
            report.write();
            return report.print(Outcome.of(spec, json), stop.exitStatus());
        }
    }

    private int live(PrintWriter terminal) throws IOException {
        SightlineSettings settings = liveSettings();
        new Preflight(settings, ModelStorage.catalog(settings)::verify)
                .require(EnumSet.allOf(Part.class), Terminal.of(spec));
        List<Camera> sources = sources(settings, terminal);
        try (Installation installation = Installation.open(settings)) {
            List<Service> beside = new ArrayList<>(List.of(new ClosingMessage(() -> sayWhereResultsAre(terminal))));
            if (!once) {
                Set<String> ids = sources.stream().map(Camera::getCameraId).collect(Collectors.toSet());
                beside.add(new FootageLoop(
                        installation.kafka(), ids, () -> installation.publish(fromNow(sources), rules())));
            }
            return AllInOne.run(
                    installation,
                    Declared.only(sources, rules()),
                    beside,
                    ConsoleGreeting.DEMO,
                    Outcome.of(spec, json));
        }
    }

    /** On a busy machine the demo skips frames, so that the page shows what is happening now. */
    private SightlineSettings liveSettings() {
        Map<String, String> own = new LinkedHashMap<>();
        own.put("data.folder", out.toAbsolutePath().toString());
        if (!options.flags().containsKey(MAX_FRAME_AGE)) {
            own.put(MAX_FRAME_AGE, "2s");
        }
        return options.load(own);
    }

    /** The same cameras with another beginning, which makes ingest play them again, in step. */
    private static List<Camera> fromNow(List<Camera> sources) {
        long now = Clock.systemUTC().millis() * 1000;
        return sources.stream()
                .map(c -> c.toBuilder().setStartTimeUs(now).build())
                .toList();
    }

    private void sayWhereResultsAre(PrintWriter terminal) {
        Path folder = out.toAbsolutePath().normalize();
        terminal.printf(
                "%nStopped. Identities, sightings, alerts and crops are in %s.%n"
                        + "As files: sightline export --set data.folder=%s --out %s%n",
                folder, folder, folder.resolve("results"));
        terminal.flush();
    }

    private List<Camera> sources(SightlineSettings settings, PrintWriter terminal) throws IOException {
        Map<String, String> named = new LinkedHashMap<>();
        NamedValues.once("--camera", cameras).forEach((name, source) -> named.put(name, Policies.source(source)));
        if (named.isEmpty()) {
            Path cache = ModelStorage.cache(settings).resolve("footage");
            Street street = seconds == null ? Street.whole(cache) : Street.brief(cache, seconds);
            named.putAll(street.cameras(terminal));
        } else if (seconds != null) {
            throw new UserError(
                    "--seconds shortens the demo's own footage; for yours use 'sightline track --frames N'");
        }
        return named.entrySet().stream().map(this::camera).toList();
    }

    private Camera camera(Map.Entry<String, String> named) {
        return Camera.newBuilder()
                .setCameraId(Ids.requireName("camera", named.getKey()))
                .setSiteId("demo")
                .setSource(named.getValue())
                .setSampleFps(fps != null ? fps : batch ? 0 : LIVE_FPS)
                .setRealTime(!batch)
                .setLastSequence(seconds == null ? 0 : (long) seconds * Street.FPS)
                .build();
    }

    private static List<AlertRule> rules() {
        long cooldown = RuleDefaults.COOLDOWN.toNanos() / 1_000;
        return List.of(
                AlertRule.newBuilder()
                        .setRuleId("watchlist")
                        .setCooldownUs(cooldown)
                        .setWatchlistHit(WatchlistHit.getDefaultInstance())
                        .build(),
                AlertRule.newBuilder()
                        .setRuleId("unknown-in-restricted-area")
                        .setCooldownUs(cooldown)
                        .setUnknownPerson(UnknownPerson.getDefaultInstance())
                        .build(),
                AlertRule.newBuilder()
                        .setRuleId("stays-long")
                        .setCooldownUs(cooldown)
                        .setDwell(Dwell.newBuilder()
                                .setAtLeastUs(Duration.ofSeconds(15).toNanos() / 1_000))
                        .build());
    }
}
