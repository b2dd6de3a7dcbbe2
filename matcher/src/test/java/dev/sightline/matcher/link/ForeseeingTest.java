package dev.sightline.matcher.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.contracts.calibration.Comparison;
import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.contracts.v1.Exemplar;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.matcher.link.evidence.CandidateSearch;
import dev.sightline.matcher.link.memory.ExemplarKey;
import dev.sightline.matcher.link.memory.FrameSpan;
import dev.sightline.matcher.link.memory.Identity;
import dev.sightline.matcher.link.memory.KeptExemplar;
import dev.sightline.matcher.link.memory.Origin;
import dev.sightline.matcher.link.memory.Presence;
import dev.sightline.matcher.link.memory.Probe;
import dev.sightline.matcher.link.memory.SiteMemory;
import dev.sightline.matcher.link.memory.Tracklet;
import dev.sightline.matcher.link.policy.LinkPolicy;
import dev.sightline.matcher.link.score.Scales;
import dev.sightline.matcher.link.step.LinkStep;
import dev.sightline.matcher.v1.ModalityMean;
import dev.sightline.matcher.v1.TrackerFrame;
import dev.sightline.matcher.v1.TrackletUpdate;
import dev.sightline.matcher.v1.TrackletUpdate.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A site whose gallery does not stay in the processor's cache. */
class ForeseeingTest {
    private static final int PEOPLE = 5_000;
    private static final int DIMENSION = 2_048;
    private static final int VISITS = 24;

    private final Scales scales =
            new Scales(Map.of(Scene.BODY, List.of(Scene.calibration(Comparison.TRACKLET_EXEMPLAR))));

    @Test
    void shouldDecideAsWithoutLookingAhead() {
        SiteMemory ahead = site();
        SiteMemory plain = site();
        Linker looking = new Linker(LinkPolicy.defaults(), scales, ahead);
        Linker blind = new Linker(LinkPolicy.defaults(), scales, plain);
        List<TrackerFrame> frames = frames();
        List<LinkStep> steps = new ArrayList<>();
        for (int i = 0; i < frames.size(); i++) {
            looking.foresee(frames.get(i), frames.subList(i + 1, frames.size()).iterator());
            steps.add(looking.apply(frames.get(i)));
        }

        assertThat(ahead.gallery().isLarge()).isTrue();
        assertThat(steps).isEqualTo(frames.stream().map(blind::apply).toList());
        assertThat(steps.stream().flatMap(step -> step.events().stream())).hasSizeGreaterThanOrEqualTo(VISITS);
    }

    @Test
    void shouldSearchForTheFramesBehindAtOnce() {
        SiteMemory memory = site();
        List<TrackerFrame> frames = frames();
        TrackerFrame third = frames.get(2);
        TrackletUpdate update = third.getUpdates(0);
        CandidateSearch search = new CandidateSearch(LinkPolicy.defaults(), scales, memory);
        Tracklet tracklet = Tracklet.begun(
                new Origin(update.getTrackletId(), third.getCameraId(), 0, update.getKind()), third.getCaptureTimeUs());
        assertThat(search.questions(tracklet, Probe.of(update))).hasSize(1).allMatch(memory.gallery()::mayForesee);

        new Linker(LinkPolicy.defaults(), scales, memory)
                .foresee(frames.get(0), frames.subList(1, frames.size()).iterator());

        assertThat(search.questions(tracklet, Probe.of(update))).noneMatch(memory.gallery()::mayForesee);
    }

    private static SiteMemory site() {
        SiteMemory memory = new SiteMemory("s");
        for (int person = 0; person < PEOPLE; person++) {
            Origin origin = new Origin("t" + person, "elsewhere", 1, Modality.MODALITY_PERSON);
            KeptExemplar exemplar = new KeptExemplar(
                    new ExemplarKey(origin.trackletId(), 1, 0, 0, Modality.MODALITY_PERSON),
                    "elsewhere",
                    0,
                    look(person, 0).rounded(),
                    null);
            memory.put(new Identity(
                    memory.createIdentity(0),
                    0,
                    0,
                    List.of(exemplar),
                    List.of(new Presence(origin, 0, person, new FrameSpan(1, 80), 1)),
                    ""));
        }
        return memory;
    }

    /** Known people and new ones come into three cameras, each in two frames. */
    private static List<TrackerFrame> frames() {
        List<TrackerFrame> frames = new ArrayList<>();
        for (Phase phase : List.of(Phase.PHASE_CONFIRMED, Phase.PHASE_CLOSED)) {
            for (int visit = 0; visit < VISITS; visit++) {
                frames.add(frame(visit, phase, 1_000_000L + frames.size() * 20_000L));
            }
        }
        return frames;
    }

    private static TrackerFrame frame(int visit, Phase phase, long timeUs) {
        int person = visit % 3 == 0 ? PEOPLE + visit : 7 * visit;
        List<UnitVector> crops = new ArrayList<>();
        TrackletUpdate.Builder update = TrackletUpdate.newBuilder()
                .setTrackletId("v" + visit)
                .setPhase(phase)
                .setKind(Modality.MODALITY_PERSON)
                .setStartTimeUs(1_000_000L + visit * 20_000L)
                .setEndTimeUs(timeUs)
                .setFirstSequence(1)
                .setLastSequence(2);
        for (int i = 0; i < 10; i++) {
            crops.add(look(person, 100 * visit + 10 * phase.getNumber() + i + 1));
            update.addExemplars(Exemplar.newBuilder()
                    .setModality(Modality.MODALITY_PERSON)
                    .setVector(crops.get(i).toMessage())
                    .setCameraId("c" + visit % 3)
                    .setSequence(1)
                    .setDetectionIndex(i)
                    .setCaptureTimeUs(timeUs)
                    .setQuality(0.8f));
        }
        update.addMeans(ModalityMean.newBuilder()
                .setModality(Modality.MODALITY_PERSON)
                .setVector(UnitVector.mean(crops).toMessage())
                .setCount(crops.size() * (phase == Phase.PHASE_CLOSED ? 2 : 1)));
        return TrackerFrame.newBuilder()
                .setCameraId("c" + visit % 3)
                .setSiteId("s")
                .setSequence(1)
                .setCaptureTimeUs(timeUs)
                .addUpdates(update)
                .build();
    }

    /** A crop of a person, two of one about .8 alike. */
    private static UnitVector look(int person, int crop) {
        SplittableRandom own = new SplittableRandom(person);
        Random varied = new Random(crop);
        float[] values = new float[DIMENSION];
        for (int i = 0; i < DIMENSION; i++) {
            values[i] = own.nextInt(-100, 101) + (varied.nextInt(101) - 50);
        }
        return UnitVector.normalize(Scene.BODY, values, 0.8f);
    }
}
