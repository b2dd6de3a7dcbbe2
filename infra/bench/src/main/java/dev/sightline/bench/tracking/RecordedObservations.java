package dev.sightline.bench.tracking;

import com.google.protobuf.ByteString;
import dev.sightline.contracts.v1.Frame;
import dev.sightline.contracts.v1.Observation;
import dev.sightline.embedder.EmbedderModels;
import dev.sightline.embedder.EmbedderPolicy;
import dev.sightline.embedder.detect.DetectionsFile;
import dev.sightline.embedder.pipeline.FramePipeline;
import dev.sightline.embedder.pipeline.Outcome;
import dev.sightline.ingest.source.FrameSource;
import dev.sightline.ingest.source.Grab;
import dev.sightline.ingest.source.Picture;
import dev.sightline.ingest.source.SourceOptions;
import dev.sightline.ingest.source.SourceSpec;
import dev.sightline.ingest.source.SourceUnavailable;
import dev.sightline.models.catalog.ModelCatalog;
import dev.sightline.platform.crops.FileCropStore;
import dev.sightline.platform.problem.UserError;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * What the embedder sees in footage, with its default settings. Made once and kept in a folder, so that every tracker and
 * every later run gets the very same detections and descriptors.
 */
final class RecordedObservations {
    private static final int JPEG_QUALITY = 90;

    private final Path folder;
    private final ModelCatalog catalog;
    private final EmbedderPolicy policy = EmbedderPolicy.defaults();

    /** @param folder keeps them; delete it to have them made again */
    RecordedObservations(Path folder, ModelCatalog catalog) {
        this.folder = folder;
        this.catalog = catalog;
    }

    /** The frames of a footage in order. */
    List<Observation> of(String set, Footage footage) throws IOException {
        Path file = folder.resolve(set + "-" + footage.camera() + ".observations");
        if (!Files.exists(file)) {
            Files.createDirectories(folder);
            Path part = folder.resolve(file.getFileName() + ".part");
            try (OutputStream out = Files.newOutputStream(part)) {
                observe(footage, out);
            }
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        }
        List<Observation> frames = new ArrayList<>();
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            Observation next = Observation.parseDelimitedFrom(in);
            while (next != null) {
                frames.add(next);
                next = Observation.parseDelimitedFrom(in);
            }
        }
        return frames;
    }

    private void observe(Footage footage, OutputStream out) throws IOException {
        SourceOptions options = SourceOptions.defaults().withImageFps(footage.fps());
        Deque<CompletableFuture<Outcome>> waiting = new ArrayDeque<>();
        try (EmbedderModels models = models(footage);
                FramePipeline pipeline = new FramePipeline(models, policy, new FileCropStore(folder.resolve("crops")));
                FrameSource source =
                        FrameSource.open(SourceSpec.parse(footage.source().toString()), options)) {
            pipeline.start();
            Grab grab = source.next();
            while (!(grab instanceof Grab.Ended || grab instanceof Grab.Lost)) {
                if (grab instanceof Grab.Taken taken) {
                    while (!pipeline.hasRoom()) {
                        write(waiting.removeFirst(), out);
                    }
                    waiting.addLast(pipeline.submit(frame(footage, taken.picture())));
                }
                grab = source.next();
            }
            while (!waiting.isEmpty()) {
                write(waiting.removeFirst(), out);
            }
        } catch (SourceUnavailable e) {
            throw new UserError(footage.source() + ": " + e.getMessage(), e);
        }
    }

    private EmbedderModels models(Footage footage) throws IOException {
        Optional<Path> detections = footage.detections();
        if (detections.isEmpty()) {
            return EmbedderModels.load(catalog, policy);
        }
        DetectionsFile given = DetectionsFile.read(Map.of(footage.camera(), detections.get()), 0);
        return EmbedderModels.load(given, catalog::resolve, policy);
    }

    private static void write(CompletableFuture<Outcome> outcome, OutputStream out) throws IOException {
        if (!(outcome.join() instanceof Outcome.Observed observed)) {
            throw new IllegalStateException("a frame was not observed: " + outcome.join());
        }
        observed.observation().writeDelimitedTo(out);
    }

    private static Frame frame(Footage footage, Picture picture) {
        return Frame.newBuilder()
                .setCameraId(footage.camera())
                .setSiteId("bench")
                .setSequence(picture.stamp().sequence())
                .setCaptureTimeUs(picture.stamp().captureTimeUs())
                .setWidth(picture.width())
                .setHeight(picture.height())
                .setJpeg(ByteString.copyFrom(picture.jpeg(JPEG_QUALITY)))
                .build();
    }
}
