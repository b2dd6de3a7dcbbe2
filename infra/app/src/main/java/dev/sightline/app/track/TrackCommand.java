package dev.sightline.app.track;

import dev.sightline.app.run.Declared;
import dev.sightline.app.run.SettingsOptions;
import dev.sightline.app.run.TemporaryFolder;
import dev.sightline.app.settings.Policies;
import dev.sightline.app.settings.SettingsNames;
import dev.sightline.app.settings.SightlineSettings;
import dev.sightline.app.terminal.JsonOption;
import dev.sightline.app.terminal.Outcome;
import dev.sightline.app.terminal.Terminal;
import dev.sightline.contracts.camera.Cameras;
import dev.sightline.contracts.id.Ids;
import dev.sightline.contracts.v1.Camera;
import dev.sightline.ingest.source.SourceSpec;
import dev.sightline.platform.problem.UserError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sightline track}: recorded footage in, files out. */
@Command(
        name = "track",
        description = {
            "Track people through recorded footage of one or more cameras and write the results to files:",
            "tracks.csv, sightings.jsonl, events.jsonl, alerts.jsonl, crops, summary.txt and report.html."
        },
        footer = {
            "",
            "Examples:",
            "  sightline track --camera north=north.mp4 --camera south=south.mp4 --out results --video",
            "  sightline track --camera door=door.mp4 --start 2026-05-01T08:00:00Z --watchlist Ada=ada.jpg --out results",
            "",
            "Exit status: 0 all done, 2 it could not start, 3 finished with problems (listed), 130 stopped by Ctrl-C."
        },
        mixinStandardHelpOptions = true)
public final class TrackCommand implements Callable<Integer> {
    @Mixin
    private SettingsOptions options;

    @Option(
            names = "--camera",
            required = true,
            paramLabel = "NAME=SOURCE",
            description = "A camera and its footage: a video file or a folder of images. Repeat for more cameras.")
    private List<String> cameras = new ArrayList<>();

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Folder for the results.")
    private Path out;

    @Option(
            names = "--start",
            paramLabel = "[CAMERA=]TIME",
            description = "When the recordings, or one camera's, began, such as 2026-05-01T08:00:00Z.")
    private List<String> starts = new ArrayList<>();

    @Option(
            names = "--watchlist",
            paramLabel = "NAME=PHOTO",
            description = "Say where this person was seen. JPEG or PNG that shows one face; repeat for more.")
    private List<String> photos = new ArrayList<>();

    @Option(names = "--fps", description = "Frames per second to take; every frame by default.")
    private double fps;

    @Option(names = "--frames", description = "Stop each camera after this many frames of its source.")
    private long frames;

    @Option(names = "--video", description = "Also write each camera's footage with boxes and identities.")
    private boolean video;

    @Option(
            names = "--detections",
            paramLabel = "NAME=FILE",
            description = "Take a camera's people from a MOTChallenge detections file instead of a detector.")
    private List<String> detections = new ArrayList<>();

    @Option(names = "--person-detector", paramLabel = "MODEL", description = "Model id or package folder.")
    private @Nullable String personDetector;

    @Option(names = "--person-descriptor", paramLabel = "MODEL", description = "Model id or package folder.")
    private @Nullable String personDescriptor;

    @Option(names = "--no-faces", description = "Leave faces alone.")
    private boolean noFaces;

    @Mixin
    private JsonOption json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Terminal terminal = Terminal.of(spec);
        List<Camera> sources = sources();
        Map<String, String> overrides = overrides(sources);
        BatchReport.requireWritable(out);
        try (TemporaryFolder work = TemporaryFolder.create("sightline-track-");
                StopRequest stop = StopRequest.listen(terminal.err(), work::close)) {
            overrides.put("data.folder", work.path().toString());
            SightlineSettings settings = options.load(overrides);
            BatchOutcome outcome =
                    new Batch(settings, sources, Declared.by(settings, false).rules(), photos()).run(terminal, stop);
            BatchReport report = new BatchReport(outcome, sources, out, SettingsUsed.of(settings, sources));
            report.note(SettingsNames.problems(
                    settings, sources.stream().map(Camera::getCameraId).toList()));
            report.write();
            if (video) {
                report.writeFilms(terminal, stop);
            }
            return report.print(Outcome.of(spec, json), stop.exitStatus());
        }
    }

    private List<Camera> sources() {
        if (!(fps >= 0) || frames < 0) {
            throw new UserError(
                    "--fps and --frames must be 0 (all of them) or more; they are " + fps + " and " + frames);
        }
        Map<String, String> named = NamedValues.once("--camera", cameras);
        StartTimes times = StartTimes.parse(starts, named.keySet());
        return named.entrySet().stream()
                .map(e -> camera(e.getKey(), e.getValue(), times))
                .toList();
    }

    private Camera camera(String name, String given, StartTimes times) {
        String source = Policies.source(given);
        if (Cameras.live(source, false)) {
            throw new UserError("camera " + name + " is a live source (" + SourceSpec.parse(source)
                    + ") and never ends; 'track' takes files and folders, 'run' takes live sources");
        }
        return Camera.newBuilder()
                .setCameraId(Ids.requireName("camera", name))
                .setSiteId("site")
                .setSource(source)
                .setStartTimeUs(times.micros(name))
                .setSampleFps(fps)
                .setLastSequence(frames)
                .build();
    }

    private Map<String, List<Path>> photos() {
        Map<String, List<Path>> byName = new LinkedHashMap<>();
        NamedValues.several("--watchlist", photos)
                .forEach((name, files) ->
                        byName.put(name, files.stream().map(Path::of).toList()));
        if (noFaces && !byName.isEmpty()) {
            throw new UserError(
                    "--watchlist finds people by their faces, which --no-faces leaves alone; give one of them");
        }
        return byName;
    }

    private Map<String, String> overrides(List<Camera> sources) {
        Map<String, String> overrides = new LinkedHashMap<>();
        if (personDetector != null) {
            overrides.put("embedder.person-detector", personDetector);
        }
        if (personDescriptor != null) {
            overrides.put("embedder.person-descriptor", personDescriptor);
        }
        if (noFaces) {
            overrides.put("embedder.faces", "false");
        }
        Map<String, String> files = NamedValues.once("--detections", detections);
        requireOneForEach(files, sources.stream().map(Camera::getCameraId).toList());
        files.forEach((camera, file) -> overrides.put("embedder.detections." + camera, file));
        return overrides;
    }

    private static void requireOneForEach(Map<String, String> files, List<String> names) {
        for (String camera : files.keySet()) {
            if (!names.contains(camera)) {
                throw new UserError("--detections names camera '" + camera + "', but there is no --camera of that name;"
                        + " cameras are " + String.join(", ", names));
            }
        }
        List<String> without = names.stream().filter(n -> !files.containsKey(n)).toList();
        if (!files.isEmpty() && !without.isEmpty()) {
            throw new UserError("--detections is given for camera " + String.join(", ", files.keySet())
                    + " and not for " + String.join(", ", without)
                    + ", where nobody would be found; give one for each camera, or none");
        }
    }
}
