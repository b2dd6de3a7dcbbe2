package dev.sightline.app.track;

import dev.sightline.app.results.BatchResults;
import dev.sightline.app.run.Installation;
import dev.sightline.app.run.SettingsOptions;
import dev.sightline.app.run.TemporaryFolder;
import dev.sightline.app.settings.Policies;
import dev.sightline.app.settings.SightlineSettings;
import dev.sightline.contracts.id.Ids;
import dev.sightline.contracts.v1.Camera;
import dev.sightline.platform.problem.UserError;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
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
        description = "Track people through recorded footage of one or more cameras and write the results to files.",
        footer = {
            "",
            "Example:",
            "  sightline track --camera north=north.mp4 --camera south=south.mp4 --out results --video"
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
    private Map<String, String> cameras = new LinkedHashMap<>();

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Folder for the results.")
    private Path out;

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
    private Map<String, Path> detections = new LinkedHashMap<>();

    @Option(names = "--person-detector", paramLabel = "MODEL", description = "Model id or package folder.")
    private @Nullable String personDetector;

    @Option(names = "--person-descriptor", paramLabel = "MODEL", description = "Model id or package folder.")
    private @Nullable String personDescriptor;

    @Option(names = "--no-faces", description = "Leave faces alone.")
    private boolean noFaces;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        PrintWriter terminal = spec.commandLine().getErr();
        List<Camera> sources = cameras.entrySet().stream().map(this::camera).toList();
        try (TemporaryFolder work = TemporaryFolder.create("sightline-track-")) {
            SightlineSettings settings = options.load(overrides(work.path()));
            BatchResults results = new Batch(settings, sources, Installation.rules(settings)).run(terminal);
            results.write(out);
            if (video) {
                for (Camera camera : sources) {
                    terminal.println("Writing video of camera " + camera.getCameraId() + "…");
                    terminal.flush();
                    AnnotatedVideo.write(camera, results.rows(), out.resolve(camera.getCameraId() + ".mp4"));
                }
            }
            spec.commandLine().getOut().println(Summary.of(results, out));
        }
        return 0;
    }

    private Camera camera(Map.Entry<String, String> named) {
        String source = Policies.source(named.getValue());
        if (source.matches("(?i)(rtsps?|https?)://.*|device:.*")) {
            throw new UserError("camera " + named.getKey() + " is a live source (" + named.getValue()
                    + ") and never ends; 'track' takes files and folders, 'run' takes live sources");
        }
        return Camera.newBuilder()
                .setCameraId(Ids.requireName("camera", named.getKey()))
                .setSiteId("site")
                .setSource(source)
                .setSampleFps(fps)
                .setLastSequence(frames)
                .build();
    }

    private Map<String, String> overrides(Path work) {
        Map<String, String> overrides = new LinkedHashMap<>();
        overrides.put("data.folder", work.toString());
        if (personDetector != null) {
            overrides.put("embedder.person-detector", personDetector);
        }
        if (personDescriptor != null) {
            overrides.put("embedder.person-descriptor", personDescriptor);
        }
        if (noFaces) {
            overrides.put("embedder.faces", "false");
        }
        for (String camera : detections.keySet()) {
            if (!cameras.containsKey(camera)) {
                throw new UserError("--detections names camera '" + camera + "', but there is no --camera of that name;"
                        + " cameras are " + cameras.keySet());
            }
        }
        detections.forEach((camera, file) -> overrides.put("embedder.detections." + camera, file.toString()));
        return overrides;
    }
}
