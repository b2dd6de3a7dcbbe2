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
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** A site that knows many people, each seen once. Same number, same site. One thread. */
public final class KnownSite {
    public static final String SITE = "bench";
    private static final long STEP_US = 1_000;
    private static final int CROPS = 10;

    private final Random random = new Random(1);
    private final Linker linker;
    private long step;

    /** @param entries takes what the site remembers, as its store would; null deletes */
    public KnownSite(int identities, BiConsumer<String, byte @Nullable []> entries) {
        SiteMemory memory = new SiteMemory(SITE);
        linker = new Linker(LinkPolicy.defaults(), new Scales(Map.of(Looks.MODEL, List.of(calibration()))), memory);
        for (int p = 0; p < identities; p++) {
            visit("north", p);
            memory.drain(entries);
        }
        if (memory.identityCount() != identities) {
            throw new IllegalStateException(memory.identityCount() + " identities instead of " + identities);
        }
    }

    /** Somebody comes and goes (two steps, one decision). */
    LinkStep visit(String camera, int person) {
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
                .setSiteId(SITE)
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
