package dev.sightline.app.bench;

import com.google.protobuf.ByteString;
import dev.sightline.app.run.ModelStorage;
import dev.sightline.app.run.SettingsOptions;
import dev.sightline.app.run.TemporaryFolder;
import dev.sightline.app.settings.Policies;
import dev.sightline.app.settings.SightlineSettings;
import dev.sightline.app.terminal.JsonOption;
import dev.sightline.app.terminal.Outcome;
import dev.sightline.app.terminal.Progress;
import dev.sightline.app.terminal.Table;
import dev.sightline.contracts.v1.Frame;
import dev.sightline.embedder.EmbedderModels;
import dev.sightline.embedder.EmbedderPolicy;
import dev.sightline.embedder.pipeline.EmbedBench;
import dev.sightline.ingest.source.FrameSource;
import dev.sightline.ingest.source.Grab;
import dev.sightline.ingest.source.Picture;
import dev.sightline.ingest.source.SourceOptions;
import dev.sightline.ingest.source.SourceSpec;
import dev.sightline.ingest.source.SourceUnavailable;
import dev.sightline.platform.crops.FileCropStore;
import dev.sightline.platform.problem.UserError;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code sightline bench embed}. */
@Command(
        name = "bench",
        description = "Measure parts of the system on your machine and footage.",
        footer = {"", "Example:", "  taskset -c 0 sightline bench embed --source north.mp4 --frames 100"},
        mixinStandardHelpOptions = true)
public final class BenchCommand {
    @Mixin
    private SettingsOptions options;

    @Spec
    private CommandSpec spec;

    @Command(
            description = {
                "Frames and crops per second of the embedder's pipeline, beside the time ONNX Runtime alone takes for",
                "the same tensors. Bind the process to one core to compare."
            },
            footer = {"", "Example:", "  sightline bench embed --source north.mp4 --frames 100"},
            mixinStandardHelpOptions = true)
    int embed(@Mixin FootageOptions footage, @Mixin JsonOption json) {
        SightlineSettings settings = options.load();
        EmbedderPolicy policy = Policies.embedder(settings.embedder());
        List<Frame> taken = take(footage.source(), footage.frames(), footage.every());
        Outcome outcome = Outcome.of(spec, json);
        Table table = new Table(
                "frames", "crops", "frames/s", "crops/s", "pipeline s", "ONNX Runtime alone s", "overhead ratio");
        try (TemporaryFolder crops = TemporaryFolder.create("sightline-bench-");
                EmbedderModels models = EmbedderModels.load(ModelStorage.catalog(settings)::resolve, policy);
                Progress progress = Progress.over(outcome.terminal(), "Measuring", "rounds", footage.rounds())) {
            EmbedBench bench = new EmbedBench(models, policy, new FileCropStore(crops.path()));
            for (int round = 1; round <= footage.rounds(); round++) {
                EmbedBench.Result r = bench.measure(taken);
                table.row(
                        r.frames(),
                        r.crops(),
                        rounded(r.framesPerSecond(), 10),
                        rounded(r.cropsPerSecond(), 10),
                        rounded(r.pipelineSeconds(), 100),
                        rounded(r.rawSeconds(), 100),
                        rounded(r.overhead(), 1000));
                progress.step(1);
            }
        }
        return outcome.table("rounds", table).end();
    }

    private static double rounded(double value, double steps) {
        return Math.round(value * steps) / steps;
    }

    private static List<Frame> take(Path video, int frames, int every) {
        List<Frame> taken = new ArrayList<>();
        try (FrameSource source = FrameSource.open(SourceSpec.parse(video.toString()), SourceOptions.defaults())) {
            while (taken.size() < frames) {
                Grab grab = source.next();
                if (grab instanceof Grab.Ended || grab instanceof Grab.Lost) {
                    break;
                }
                if (grab instanceof Grab.Taken t && (t.picture().stamp().sequence() - 1) % every == 0) {
                    taken.add(frame(t.picture()));
                }
            }
        } catch (SourceUnavailable e) {
            throw new UserError(String.valueOf(e.getMessage()), e);
        }
        if (taken.isEmpty()) {
            throw new UserError(video + " has no frames");
        }
        return taken;
    }

    private static Frame frame(Picture picture) {
        return Frame.newBuilder()
                .setCameraId("bench")
                .setSiteId("bench")
                .setSequence(picture.stamp().sequence())
                .setCaptureTimeUs(picture.stamp().captureTimeUs())
                .setWidth(picture.width())
                .setHeight(picture.height())
                .setJpeg(ByteString.copyFrom(picture.jpeg(90)))
                .build();
    }
}
