package dev.sightline.bench.micro;

import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.contracts.v1.Box;
import dev.sightline.contracts.v1.Detection;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.contracts.v1.Observation;
import dev.sightline.matcher.track.CameraTracker;
import dev.sightline.matcher.track.TrackOutcome;
import dev.sightline.matcher.track.TrackPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One frame through the tracker of a camera: people who walk to and fro, every box with a 512-d descriptor. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgs = "--add-modules=jdk.incubator.vector")
@SuppressWarnings("NullAway.Init") // JMH calls set-up before anything else.
public class TrackerObserve {
    private static final int CYCLE = 200;
    private static final long STEP_US = 100_000;

    /** People in the picture. */
    @Param({"10", "100"})
    public int people;

    private List<Observation> cycle;
    private CameraTracker tracker;
    private long sequence;

    /** Draws the frames, which repeat. */
    @Setup
    public void draw() {
        Random random = new Random(1);
        List<UnitVector> looks = new ArrayList<>();
        for (int p = 0; p < people; p++) {
            looks.add(Looks.of(p));
        }
        cycle = new ArrayList<>();
        for (int f = 0; f < CYCLE; f++) {
            cycle.add(frame(f, looks, random));
        }
        tracker = new CameraTracker(TrackPolicy.defaults(), "north");
    }

    private static Observation frame(int frame, List<UnitVector> looks, Random random) {
        int step = Math.min(frame, CYCLE - frame);
        Observation.Builder observation = Observation.newBuilder()
                .setCameraId("north")
                .setSiteId("bench")
                .setWidth(1920)
                .setHeight(1080);
        for (int p = 0; p < looks.size(); p++) {
            observation.addDetections(Detection.newBuilder()
                    .setIndex(p)
                    .setModality(Modality.MODALITY_PERSON)
                    .setScore(0.9f)
                    .setQuality(0.8f)
                    .setVector(Looks.again(looks.get(p), random).toMessage())
                    .setBox(Box.newBuilder()
                            .setX(20 + p % 10 * 180 + step + random.nextFloat())
                            .setY(20 + p / 10 * 210 + random.nextFloat())
                            .setWidth(60)
                            .setHeight(160)));
        }
        return observation.build();
    }

    /** The next frame. */
    @Benchmark
    public TrackOutcome observe() {
        sequence++;
        return tracker.observe(cycle.get((int) (sequence % CYCLE)).toBuilder()
                .setSequence(sequence)
                .setCaptureTimeUs(sequence * STEP_US)
                .build());
    }
}
