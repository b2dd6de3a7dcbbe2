package dev.sightline.bench.micro;

import dev.sightline.contracts.calibration.Calibration;
import dev.sightline.contracts.calibration.Comparison;
import dev.sightline.contracts.calibration.ScoreDistribution;
import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.contracts.v1.Exemplar;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.matcher.link.Linker;
import dev.sightline.matcher.link.memory.SiteMemory;
import dev.sightline.matcher.link.policy.LinkPolicy;
import dev.sightline.matcher.link.score.Scales;
import dev.sightline.matcher.link.step.LinkStep;
import dev.sightline.matcher.v1.ModalityMean;
import dev.sightline.matcher.v1.TrackerFrame;
import dev.sightline.matcher.v1.TrackletUpdate;
import dev.sightline.matcher.v1.TrackletUpdate.Phase;
import java.util.List;
import java.util.Map;
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

/**
 * One frame through the linker of a site that knows many people: somebody known is confirmed in another camera, is
 * linked, and leaves again (two steps, one link).
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgs = "--add-modules=jdk.incubator.vector")
@SuppressWarnings("NullAway.Init") // JMH calls set-up before anything else.
public class LinkStepTime {
    private static final long STEP_US = 1_000;
    private static final int CROPS = 10;

    /** People the site knows. */
    @Param("200")
    public int identities;

    private Linker linker;
    private Random random;
    private long step;

    /** Makes the site know them. */
    @Setup
    public void meet() {
        random = new Random(1);
        SiteMemory memory = new SiteMemory("bench");
        linker = new Linker(LinkPolicy.defaults(), new Scales(Map.of(Looks.MODEL, List.of(calibration()))), memory);
        for (int p = 0; p < identities; p++) {
            visit("north", p);
            memory.drain((key, entry) -> {});
        }
        if (memory.identityCount() != identities) {
            throw new IllegalStateException(memory.identityCount() + " identities instead of " + identities);
        }
    }

    /** Somebody known comes and goes. */
    @Benchmark
    public LinkStep comeAndGo() {
        return visit("south", (int) (step / 2 % identities));
    }

    private LinkStep visit(String camera, int person) {
        UnitVector look = Looks.again(Looks.of(person), random);
        String tracklet = camera + "-" + step;
        linker.apply(frame(camera, tracklet, Phase.PHASE_CONFIRMED, look));
        return linker.apply(frame(camera, tracklet, Phase.PHASE_CLOSED, look));
    }

    private TrackerFrame frame(String camera, String tracklet, Phase phase, UnitVector look) {
        step++;
        long time = step * STEP_US;
        return TrackerFrame.newBuilder()
                .setCameraId(camera)
                .setSiteId("bench")
                .setSequence(step)
                .setCaptureTimeUs(time)
                .addUpdates(TrackletUpdate.newBuilder()
                        .setTrackletId(tracklet)
                        .setPhase(phase)
                        .setKind(Modality.MODALITY_PERSON)
                        .setStartTimeUs(phase == Phase.PHASE_CLOSED ? time - STEP_US : time)
                        .setEndTimeUs(time)
                        .setFirstSequence(step)
                        .setLastSequence(step)
                        .addMeans(ModalityMean.newBuilder()
                                .setModality(Modality.MODALITY_PERSON)
                                .setVector(look.toMessage())
                                .setCount(CROPS))
                        .addExemplars(Exemplar.newBuilder()
                                .setModality(Modality.MODALITY_PERSON)
                                .setVector(look.toMessage())
                                .setCameraId(camera)
                                .setSequence(step)
                                .setCaptureTimeUs(time)
                                .setQuality(0.8f)))
                .build();
    }

    /** Strangers are orthogonal here, so thresholds may lie anywhere between 0 and the .96 of the same person. */
    private static Calibration calibration() {
        ScoreDistribution impostor = new ScoreDistribution(
                10_000, new double[] {-1, 0, 0.5, 0.55, 0.6}, new double[] {1, 0.5, 0.01, 0.001, 0.0001});
        ScoreDistribution genuine =
                new ScoreDistribution(1_000, new double[] {0.2, 0.3, 0.9}, new double[] {1, 0.99, 0.5});
        return new Calibration(Comparison.TRACKLET_EXEMPLAR, "bench", "00", 100, genuine, impostor);
    }
}
