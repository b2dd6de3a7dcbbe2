package dev.sightline.matcher.track;

import static dev.sightline.matcher.track.Scenes.CAMERA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.contracts.v1.Descriptor;
import dev.sightline.contracts.v1.Detection;
import dev.sightline.contracts.v1.Exemplar;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.contracts.v1.Observation;
import dev.sightline.matcher.track.TrackOutcome.Tracked;
import dev.sightline.matcher.v1.FrameModel;
import dev.sightline.matcher.v1.ModalityMean;
import dev.sightline.matcher.v1.TrackletUpdate;
import dev.sightline.matcher.v1.TrackletUpdate.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Another descriptor model takes over while people are in view. */
class TrackModelChangeTest {
    private static final String NEXT = "other@2";
    private static final TrackPolicy POLICY = TrackPolicy.defaults();

    @Test
    void shouldFollowThroughTheChangeAsIfThereWereNone() {
        for (long seed = 1; seed <= 5; seed++) {
            List<Observation> crowd = Scenes.crowd(seed, 200);
            Follower plain = new Follower();
            crowd.forEach(plain::see);
            Follower changed = new Follower();
            changed(crowd, 80, 140).forEach(changed::see);
            // What is still open is told at the end.
            Observation end = Scenes.end(0, 201, crowd.get(199).getCaptureTimeUs() / 1e6 + 0.1);
            plain.see(end);
            changed.see(end);

            assertThat(changed.tracks()).as("seed %d", seed).isEqualTo(plain.tracks());
        }
    }

    @Test
    void shouldTellBothModelsAndThenTheNextOneAlone() {
        Follower follower = new Follower();
        changed(standing(60), 20, 40).forEach(follower::see);

        List<TrackletUpdate> updates = follower.updates().toList();
        assertThat(follower.phases(CAMERA + "/0/t1")).startsWith(Phase.PHASE_CONFIRMED);
        assertThat(updates).extracting(TrackletUpdate::getTrackletId).containsOnly(CAMERA + "/0/t1");
        ModalityMean before = mean(updates, 39);
        assertThat(before.getVector().getModelId()).isEqualTo(Scenes.MODEL);
        assertThat(before.getNextVector().getModelId()).isEqualTo(NEXT);
        assertThat(before.getNextCount()).isPositive().isLessThan(before.getCount());
        TrackletUpdate last = updates.get(updates.size() - 1);
        assertThat(last.getMeans(0).getVector().getModelId()).isEqualTo(NEXT);
        assertThat(last.getMeans(0).hasNextVector()).isFalse();
        assertThat(last.getMeans(0).getCount())
                .as("counted from its first descriptor on")
                .isGreaterThan(20);
        assertThat(last.getExemplarsList())
                .isNotEmpty()
                .allMatch(e -> e.getVector().getModelId().equals(NEXT))
                .noneMatch(Exemplar::hasNextVector);
    }

    @Test
    void shouldSayByWhichModelsAFrameIsDescribed() {
        CameraTracker tracker = new CameraTracker(POLICY, CAMERA);
        List<FrameModel> reported = new ArrayList<>();
        for (Observation observation : changed(standing(6), 3, 5)) {
            reported.addAll(((Tracked) tracker.observe(observation)).frame().getModelsList());
        }

        assertThat(reported)
                .extracting(m -> m.getModelId() + " " + m.getNextModelId())
                .containsExactly(
                        Scenes.MODEL + " ",
                        Scenes.MODEL + " ",
                        Scenes.MODEL + " " + NEXT,
                        Scenes.MODEL + " " + NEXT,
                        NEXT + " ",
                        NEXT + " ");
        assertThat(reported).extracting(FrameModel::getModality).containsOnly(Modality.MODALITY_PERSON);
    }

    @Test
    void shouldFindAgainByTheNextModelWhoWasLostAcrossTheSwitch() {
        Random random = new Random(3);
        List<Observation> frames = new ArrayList<>();
        for (int i = 1; i <= 120; i++) {
            List<Detection.Builder> people = new ArrayList<>(List.of(Scenes.person(700, 400, 0.9, 1, random)));
            if (i <= 70 || i > 85) {
                people.add(Scenes.person(200, 300, 0.9, 0, random));
            }
            frames.add(Scenes.frame(0, i, i * 0.1, people));
        }

        Follower follower = new Follower();
        changed(frames, 20, 78).forEach(follower::see);

        assertThat(follower.tracks()).hasSize(2);
    }

    @Test
    void shouldGoOnWhenTheNextModelComesUnannounced() {
        Follower follower = new Follower();
        changed(standing(60), 30, 30).forEach(follower::see);

        List<TrackletUpdate> updates = follower.updates().toList();
        assertThat(updates).extracting(TrackletUpdate::getTrackletId).containsOnly(CAMERA + "/0/t1");
        TrackletUpdate last = updates.get(updates.size() - 1);
        assertThat(last.getMeans(0).getVector().getModelId()).isEqualTo(NEXT);
        assertThat(last.getMeans(0).getCount()).isLessThanOrEqualTo(31);
    }

    @Test
    void shouldContinueByteForByteAfterRestoringAtAnyFrameOfTheChange() {
        for (long seed = 1; seed <= 3; seed++) {
            Random random = new Random(seed);
            StoredTracker whole = new StoredTracker();
            StoredTracker restored = new StoredTracker();
            int announced = random.nextInt(40);
            for (Observation observation :
                    changed(Scenes.crowd(seed, 100), announced, announced + random.nextInt(50))) {
                restored.restart();
                assertThat(restored.see(observation))
                        .as("seed %d, frame %d", seed, observation.getSequence())
                        .isEqualTo(whole.see(observation));
                assertThat(restored.contents()).isEqualTo(whole.contents());
            }
        }
    }

    private static ModalityMean mean(List<TrackletUpdate> updates, long untilSequence) {
        return updates.stream()
                .filter(u -> u.getLastSequence() <= untilSequence)
                .reduce((a, b) -> b)
                .orElseThrow()
                .getMeans(0);
    }

    private static List<Observation> standing(int frames) {
        Random random = new Random(7);
        return IntStream.rangeClosed(1, frames)
                .mapToObj(i -> Scenes.frame(i, i * 0.1, Scenes.person(200, 300, 0.9, 0, random)))
                .toList();
    }

    /** From {@code announced} on the next model describes beside the other, from {@code switched} on alone. */
    private static List<Observation> changed(List<Observation> frames, long announced, long switched) {
        return frames.stream().map(f -> changed(f, announced, switched)).toList();
    }

    private static Observation changed(Observation frame, long announced, long switched) {
        Observation.Builder changed = frame.toBuilder();
        for (Detection.Builder detection : changed.getDetectionsBuilderList()) {
            if (detection.hasVector() && frame.getSequence() >= switched) {
                detection.setVector(other(detection.getVector()));
            } else if (detection.hasVector() && frame.getSequence() >= announced) {
                detection.setNextVector(other(detection.getVector()));
            }
        }
        return changed.build();
    }

    /** The same cosines in another space: as many dimensions more, all zero, and the rest in another order. */
    private static Descriptor other(Descriptor descriptor) {
        UnitVector vector = UnitVector.of(descriptor);
        float[] values = vector.values();
        float[] other = new float[values.length + 3];
        for (int i = 0; i < values.length; i++) {
            other[other.length - 1 - i] = values[i];
        }
        return UnitVector.normalize(NEXT, other, vector.quality()).toMessage();
    }
}
