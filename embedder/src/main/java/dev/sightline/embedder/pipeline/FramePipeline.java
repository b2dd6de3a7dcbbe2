package dev.sightline.embedder.pipeline;

import dev.sightline.contracts.v1.CameraShift;
import dev.sightline.contracts.v1.Frame;
import dev.sightline.contracts.v1.Observation;
import dev.sightline.embedder.EmbedderModels;
import dev.sightline.embedder.EmbedderPolicy;
import dev.sightline.embedder.detect.Detected;
import dev.sightline.embedder.detect.FrameImage;
import dev.sightline.embedder.pipeline.Outcome.Observed;
import dev.sightline.embedder.pipeline.Outcome.Refused;
import dev.sightline.platform.crops.CropStore;
import dev.sightline.platform.picture.BrokenPicture;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The overlapped stages of the embedder: decode, detect people (several cameras' frames in one run, where that pays),
 * describe. At most {@code inFlight} frames are between {@link #submit} and their outcome, which bounds every queue and
 * all picture memory; callers ask {@link #hasRoom} first. Outcomes may come out of order; the caller puts them back in
 * order. Any thread may submit.
 */
public final class FramePipeline implements AutoCloseable {
    private final EmbedderModels models;
    private final FrameDecoder decoder;
    private final ObservationBuilder reader;
    private final Stage decode;
    private final Stage detect;
    private final Stage describe;
    private final int capacity;
    private final FrameBefore cameras = new FrameBefore();
    private final AtomicInteger inFlight = new AtomicInteger();

    /** @param store where frames lie that came as references */
    public FramePipeline(EmbedderModels models, EmbedderPolicy policy, CropStore store) {
        EmbedderPolicy.Inference inference = policy.inference();
        this.models = models;
        this.decoder = new FrameDecoder(store, policy.flow().maxPixels());
        this.reader = new ObservationBuilder(models, policy.describing());
        this.capacity = policy.flow().inFlight();
        int batch = models.people().batches() ? inference.detectionBatch() : 1;
        this.decode = new Stage("decode", inference.decodeThreads(), 1, this::decode);
        this.detect = new Stage("detect", inference.detectThreads(), batch, this::detect);
        this.describe = new Stage("describe", inference.describeThreads(), 1, this::describe);
    }

    /** Begins to work. */
    public void start() {
        decode.start();
        detect.start();
        describe.start();
    }

    /** Whether another frame may be submitted now. */
    public boolean hasRoom() {
        return inFlight.get() < capacity;
    }

    /** Frames between submission and outcome. */
    public int inFlight() {
        return inFlight.get();
    }

    /**
     * Takes a frame in. The future completes in a thread of the pipeline; exceptionally when something is broken that a
     * dead letter cannot mend.
     */
    public CompletableFuture<Outcome> submit(Frame frame) {
        if (frame.getEndOfStream()) {
            cameras.forget(frame.getCameraId());
            return CompletableFuture.completedFuture(
                    new Observed(ObservationBuilder.header(frame).build()));
        }
        inFlight.incrementAndGet();
        CompletableFuture<Outcome> outcome = queued(frame).outcome();
        return outcome.whenComplete((done, failure) -> inFlight.decrementAndGet());
    }

    /** A frame waits in the decoder for the one before of its camera, which therefore has to be taken up first. */
    private FrameJob queued(Frame frame) {
        synchronized (cameras) {
            FrameJob job = new FrameJob(frame, cameras);
            decode.put(job);
            return job;
        }
    }

    private void decode(List<FrameJob> jobs) {
        for (FrameJob job : jobs) {
            try {
                job.decoded(decoder.decode(job.frame()));
                detect.put(job);
            } catch (BrokenPicture e) {
                job.finish(new Refused(e.kind(), e.reason()));
            }
        }
    }

    private void detect(List<FrameJob> jobs) {
        List<FrameImage> images = jobs.stream().map(FrameJob::image).toList();
        List<List<Detected>> found = models.people().detect(images);
        for (int i = 0; i < jobs.size(); i++) {
            jobs.get(i).found(found.get(i));
            describe.put(jobs.get(i));
        }
    }

    private void describe(List<FrameJob> jobs) {
        for (FrameJob job : jobs) {
            job.finish(new Observed(moved(reader.read(job.frame(), job.picture(), job.people()), job)));
        }
    }

    private static Observation moved(Observation observation, FrameJob job) {
        return job.shift()
                .map(s -> observation.toBuilder()
                        .setCameraShift(
                                CameraShift.newBuilder().setDx((float) s.dx()).setDy((float) s.dy()))
                        .build())
                .orElse(observation);
    }

    /** Stops after the work at hand; what has not come out by then fails. */
    @Override
    public void close() {
        decode.close();
        detect.close();
        describe.close();
    }
}
