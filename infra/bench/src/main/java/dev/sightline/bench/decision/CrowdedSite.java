package dev.sightline.bench.decision;

import dev.sightline.contracts.calibration.Calibration;
import dev.sightline.contracts.calibration.Comparison;
import dev.sightline.contracts.calibration.ScoreDistribution;
import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.contracts.v1.Exemplar;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.matcher.link.decide.Decider;
import dev.sightline.matcher.link.memory.ExemplarKey;
import dev.sightline.matcher.link.memory.FrameSpan;
import dev.sightline.matcher.link.memory.Identity;
import dev.sightline.matcher.link.memory.KeptExemplar;
import dev.sightline.matcher.link.memory.Origin;
import dev.sightline.matcher.link.memory.Presence;
import dev.sightline.matcher.link.memory.Probe;
import dev.sightline.matcher.link.memory.Shown;
import dev.sightline.matcher.link.memory.SiteMemory;
import dev.sightline.matcher.link.memory.Tracklet;
import dev.sightline.matcher.v1.ModalityMean;
import dev.sightline.matcher.v1.TrackerFrame;
import dev.sightline.matcher.v1.TrackletUpdate;
import dev.sightline.matcher.v1.TrackletUpdate.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A site that knows many people by body and face, {@value #EXEMPLARS} exemplars of each in two cameras. The last stays of all
 * are spread over the last {@value #HOURS} hours. Same number, same site.
 */
final class CrowdedSite {
    static final String BODY = "body@1";
    static final String FACE = "face@1";

    private static final String SITE = "bench";
    private static final int DIMENSION = 256;
    private static final int EXEMPLARS = 5;
    private static final int CROPS = 10;
    private static final int CAMERAS = 4;
    private static final int HOURS = 8;
    private static final long NOW_US = HOURS * 3_600_000_000L;
    /** So short that nothing is looked at again meanwhile: that is not part of a decision. */
    private static final long STEP_US = 20_000;

    private static final double NOISE = 0.5;

    private final int people;
    private final SiteMemory memory = new SiteMemory(SITE);
    private final Random random = new Random(3);
    private final float[] noise = noise(random);
    private long step;

    CrowdedSite(int people) {
        this.people = people;
        for (int person = 0; person < people; person++) {
            memory.put(known(memory.createIdentity(0), person));
        }
    }

    SiteMemory memory() {
        return memory;
    }

    /**
     * Strangers are orthogonal here, so thresholds may lie anywhere between 0 and what the same person scores. Shows rates low enough
     * to be sure of one among a hundred thousand at once.
     */
    static Calibration calibration() {
        ScoreDistribution impostor = new ScoreDistribution(
                1_000_000_000, new double[] {-1, 0, 0.3, 0.4, 0.45, 0.5}, new double[] {1, 0.5, 0.001, 1e-5, 1e-6, 1e-8
                });
        ScoreDistribution genuine =
                new ScoreDistribution(1_000, new double[] {0.5, 0.6, 0.8}, new double[] {1, 0.99, 0.5});
        return new Calibration(Comparison.TRACKLET_EXEMPLAR, "bench", "00", 100, genuine, impostor);
    }

    /** The frame in which somebody known has shown enough to be decided, or in which they leave. */
    TrackerFrame frame(int visit, Phase phase, boolean face) {
        step++;
        long time = NOW_US + step * STEP_US;
        int person = new Random(visit).nextInt(people);
        TrackletUpdate.Builder update = TrackletUpdate.newBuilder()
                .setTrackletId("v" + visit)
                .setPhase(phase)
                .setKind(Modality.MODALITY_PERSON)
                .setStartTimeUs(time - STEP_US)
                .setEndTimeUs(time)
                .setFirstSequence(step)
                .setLastSequence(step);
        show(update, Modality.MODALITY_PERSON, person, time);
        if (face) {
            show(update, Modality.MODALITY_FACE, person, time);
        }
        return TrackerFrame.newBuilder()
                .setCameraId("entrance")
                .setSiteId(SITE)
                .setSequence(step)
                .setCaptureTimeUs(time)
                .addUpdates(update)
                .build();
    }

    /** The question that a frame's tracklet puts, as the linker puts it. */
    Decider.Asked asked(TrackerFrame frame) {
        TrackletUpdate update = frame.getUpdates(0);
        List<Probe> probes = Probe.of(update);
        Tracklet tracklet = Tracklet.begun(
                        new Origin(update.getTrackletId(), frame.getCameraId(), 0, update.getKind()),
                        frame.getCaptureTimeUs())
                .with(new Tracklet.Span(
                        update.getStartTimeUs(),
                        update.getEndTimeUs(),
                        update.getEndTimeUs(),
                        new FrameSpan(update.getFirstSequence(), update.getLastSequence())));
        Shown shown = tracklet.shown().with(probes).confirmed(CROPS);
        return new Decider.Asked(tracklet.with(shown), probes, false, frame.getCaptureTimeUs());
    }

    private void show(TrackletUpdate.Builder update, Modality modality, int person, long time) {
        List<UnitVector> crops = new ArrayList<>();
        for (int i = 0; i < EXEMPLARS; i++) {
            crops.add(look(modality, person));
            update.addExemplars(Exemplar.newBuilder()
                    .setModality(modality)
                    .setVector(crops.get(i).toMessage())
                    .setCameraId("entrance")
                    .setSequence(step)
                    .setDetectionIndex(i)
                    .setCaptureTimeUs(time)
                    .setQuality(0.8f));
        }
        update.addMeans(ModalityMean.newBuilder()
                .setModality(modality)
                .setVector(UnitVector.mean(crops).toMessage())
                .setCount(CROPS));
    }

    private Identity known(String id, int person) {
        List<KeptExemplar> exemplars = new ArrayList<>();
        String tracklet = "t" + person;
        String camera = "camera" + person % CAMERAS;
        long end = NOW_US - (long) (NOW_US * random.nextDouble());
        for (Modality modality : List.of(Modality.MODALITY_PERSON, Modality.MODALITY_FACE)) {
            for (int i = 0; i < EXEMPLARS; i++) {
                exemplars.add(new KeptExemplar(
                        new ExemplarKey(tracklet, 1, i, 0, modality), camera, end, look(modality, person), null));
            }
        }
        Presence stay = new Presence(
                new Origin(tracklet, camera, 1, Modality.MODALITY_PERSON),
                Math.max(0, end - 8_000_000),
                end,
                new FrameSpan(1, 80),
                1);
        return new Identity(id, 0, end, exemplars, List.of(stay), "");
    }

    /** A crop of a person, equal people about .8 alike. */
    private UnitVector look(Modality modality, int person) {
        boolean face = modality == Modality.MODALITY_FACE;
        Random own = new Random(2L * person + (face ? 1 : 0));
        int from = random.nextInt(noise.length - DIMENSION);
        float[] values = new float[DIMENSION];
        for (int i = 0; i < DIMENSION; i++) {
            values[i] = (float) own.nextGaussian() + noise[from + i];
        }
        return UnitVector.normalize(face ? FACE : BODY, values, 0.8f);
    }

    /** Drawn once: a site of many people is filled in seconds. */
    private static float[] noise(Random random) {
        float[] noise = new float[1 << 16];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (float) (NOISE * random.nextGaussian());
        }
        return noise;
    }
}
