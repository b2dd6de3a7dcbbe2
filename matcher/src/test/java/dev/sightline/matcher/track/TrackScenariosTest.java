package dev.sightline.matcher.track;

import static dev.sightline.matcher.track.Scenes.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.sightline.contracts.v1.Detection;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.matcher.v1.TrackerFrame;
import dev.sightline.matcher.v1.TrackletUpdate;
import dev.sightline.matcher.v1.TrackletUpdate.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrackScenariosTest {
    private static final String FIRST = "north/0/t1";
    private static final String SECOND = "north/0/t2";
    private final Follower follower = new Follower();

    @ParameterizedTest
    @ValueSource(doubles = {30, 10, 5, 2})
    void shouldKeepCrossingPeopleApartAtEveryFrameRate(double rate) {
        int frames = (int) (8 * rate);
        for (int i = 1; i <= frames; i++) {
            double seconds = i / rate;
            follower.see(Scenes.frame(
                    i, seconds, person(100 + 70 * seconds, 300, 0.9), person(700 - 70 * seconds, 315, 0.9)));
        }

        assertThat(follower.tracks()).containsOnlyKeys(FIRST, SECOND);
        assertThat(follower.x(FIRST, false)).isLessThan(200);
        assertThat(follower.x(FIRST, true)).isGreaterThan(600);
        assertThat(follower.x(SECOND, true)).isLessThan(200);
        assertThat(follower.track(FIRST)).hasSize(frames);
    }

    @Test
    void shouldFindAPersonAgainBehindAPillarAndFillTheGap() {
        for (int i = 1; i <= 60; i++) {
            double seconds = i * 0.1;
            boolean hidden = i > 25 && i <= 40;
            follower.see(
                    hidden ? Scenes.frame(i, seconds) : Scenes.frame(i, seconds, person(100 + 80 * seconds, 300, 0.9)));
        }

        assertThat(follower.tracks()).containsOnlyKeys(FIRST);
        assertThat(follower.track(FIRST))
                .hasSize(60)
                .hasEntrySatisfying(
                        33L, box -> assertThat(box.getX()).isBetween(100 + 80 * 3.3f - 22, 100 + 80 * 3.3f - 18));
    }

    @Test
    void shouldTellPeopleApartByLooksWhenMotionCannot() {
        Random random = new Random(11);
        int meeting = 60;
        for (int i = 1; i <= 120; i++) {
            double seconds = i * 0.1;
            // They meet, hide one another for a second, and both turn back: motion alone would swap them.
            double away = Math.abs(i - meeting) * 5.0;
            List<Detection.Builder> seen = new ArrayList<>();
            if (Math.abs(i - meeting) > 5) {
                seen.add(person(500 - away, 300, 0.9, 1, random));
                seen.add(person(500 + away, 300, 0.9, 2, random));
            }
            follower.see(Scenes.frame(0, i, seconds, seen));
        }

        assertThat(follower.tracks()).containsOnlyKeys(FIRST, SECOND);
        assertThat(follower.x(FIRST, true)).isLessThan(300);
        assertThat(follower.x(SECOND, true)).isGreaterThan(700);
    }

    @Test
    void shouldNotLearnTheWayFromABoxThatTwoShare() {
        for (int i = 1; i <= 80; i++) {
            // While one passes before the other there is one box for both, which goes over from the first to the
            // second.
            double near = 700 - 7 * i;
            double far = 300 + 3 * i;
            boolean together = i >= 37 && i <= 43;
            List<Detection.Builder> seen = new ArrayList<>();
            if (together) {
                double over = Math.min(1, Math.max(0, (i - 38) / 3.0));
                seen.add(person(near + (far - near) * over, 310, 0.9));
            } else {
                seen.add(person(near, 315, 0.9));
                seen.add(person(far, 305, 0.9));
            }
            follower.see(Scenes.frame(0, i, i * 0.1, seen));
        }

        assertThat(follower.tracks()).containsOnlyKeys(FIRST, SECOND);
        assertThat(follower.x(FIRST, true)).isLessThan(200);
        assertThat(follower.x(SECOND, true)).isGreaterThan(500);
    }

    @Test
    void shouldBridgeIrregularFrameTimes() {
        double[] steps = {0.03, 0.5, 0.1, 0.9, 0.03, 0.03, 1.2, 0.2};
        double seconds = 0;
        for (int i = 1; i <= 40; i++) {
            seconds += steps[i % steps.length];
            follower.see(Scenes.frame(i, seconds, person(100 + 50 * seconds, 300, 0.9)));
        }

        assertThat(follower.tracks()).containsOnlyKeys(FIRST);
    }

    @Test
    void shouldContinueByLowScoresButNeverBeginWithThem() {
        for (int i = 1; i <= 30; i++) {
            double score = i >= 15 && i < 22 ? 0.25 : 0.9;
            follower.see(Scenes.frame(i, i * 0.1, person(100 + 5 * i, 300, score), person(800, 300, 0.3)));
        }

        assertThat(follower.tracks()).containsOnlyKeys(FIRST);
        assertThat(follower.track(FIRST)).hasSize(30);
    }

    @Test
    void shouldNotSettleOnFurnitureOfLowScore() {
        for (int i = 1; i <= 60; i++) {
            // The person leaves behind a cone that the detector takes for a quarter of a person.
            Detection.Builder cone = person(300, 280, 0.25).setBox(Scenes.box(300, 280, 25, 30));
            follower.see(
                    i <= 20
                            ? Scenes.frame(i, i * 0.1, person(200 + 5 * i, 300, 0.9), cone)
                            : Scenes.frame(i, i * 0.1, cone));
        }

        assertThat(follower.track(FIRST).lastKey()).isLessThanOrEqualTo(21);
    }

    @Test
    void shouldForgetAFlicker() {
        follower.see(Scenes.frame(1, 0.1, person(100, 300, 0.9)));
        follower.see(Scenes.frame(2, 0.2, person(100, 300, 0.9)));
        for (int i = 3; i <= 20; i++) {
            follower.see(Scenes.frame(i, i * 0.1));
        }

        assertThat(follower.updates()).isEmpty();
        assertThat(follower.tracks()).isEmpty();
    }

    @Test
    void shouldCloseWhoStaysAway() {
        walk(1, 20);
        for (int i = 21; i <= 90; i++) {
            follower.see(Scenes.frame(i, i * 0.1));
        }

        assertThat(follower.phases(FIRST)).startsWith(Phase.PHASE_CONFIRMED).endsWith(Phase.PHASE_CLOSED);
        TrackletUpdate closed = follower.updates().reduce((a, b) -> b).orElseThrow();
        assertThat(closed.getEndTimeUs()).isEqualTo(2_000_000);
        assertThat(closed.getLastSequence()).isEqualTo(20);
    }

    @Test
    void shouldNotFillTheTimeSomebodyWasOutOfView() {
        for (int i = 1; i <= 40; i++) {
            boolean gone = i > 15 && i <= 22;
            Detection.Builder atBorder = person(15, 300, 0.9).setBox(Scenes.box(15, 300, 30, 100));
            follower.see(gone ? Scenes.frame(i, i * 0.1) : Scenes.frame(i, i * 0.1, atBorder));
        }

        assertThat(follower.tracks().values())
                .allSatisfy(track -> assertThat(track).doesNotContainKey(18L));
    }

    @Test
    void shouldCloseTheOldSessionAndNumberTheNewOneAfresh() {
        walk(1, 10);

        TrackerFrame first = follower.see(Scenes.frame(77, 1, 100, List.of(person(100, 300, 0.9))));
        for (int i = 2; i <= 5; i++) {
            follower.see(Scenes.frame(77, i, 100 + i * 0.1, List.of(person(100, 300, 0.9))));
        }

        assertThat(first.getUpdatesList())
                .extracting(TrackletUpdate::getTrackletId, TrackletUpdate::getPhase)
                .containsExactly(tuple(FIRST, Phase.PHASE_CLOSED));
        assertThat(follower.tracks()).containsKeys(FIRST, "north/77/t1");
    }

    @Test
    void shouldRefreshAtMostOnceASecondAndKeepFewExemplars() {
        Random random = new Random(2);
        for (int i = 1; i <= 200; i++) {
            follower.see(Scenes.frame(i, i * 0.1, person(100 + i, 300, 0.9, i % 7, random)));
        }

        List<TrackletUpdate> updates = follower.updates().toList();
        assertThat(updates).hasSizeBetween(3, 21).allSatisfy(update -> {
            assertThat(update.getExemplarsCount()).isBetween(1, 5);
            assertThat(update.getMeans(0).getModality()).isEqualTo(Modality.MODALITY_PERSON);
        });
        assertThat(updates.get(updates.size() - 1).getExemplars(0).getCropJpeg().toStringUtf8())
                .startsWith("jpeg-");
    }

    @Test
    void shouldGiveAFaceToItsPersonAndTrackNobodysFaceAlone() {
        Random random = new Random(4);
        for (int i = 1; i <= 10; i++) {
            follower.see(Scenes.frame(
                    i,
                    i * 0.1,
                    person(100, 300, 0.9, 1, random),
                    Scenes.face(100, 262, 0, 3, random),
                    Scenes.face(700, 100, -1, 5, random)));
        }

        TrackletUpdate person = last(FIRST);
        TrackletUpdate face = last(SECOND);
        assertThat(person.getKind()).isEqualTo(Modality.MODALITY_PERSON);
        assertThat(person.getMeansList())
                .extracting(mean -> mean.getModality())
                .containsExactly(Modality.MODALITY_PERSON, Modality.MODALITY_FACE);
        assertThat(face.getKind()).isEqualTo(Modality.MODALITY_FACE);
    }

    @Test
    void shouldGiveAFaceWithoutPersonToTheTrackletWhereItIs() {
        Random random = new Random(4);
        for (int i = 1; i <= 12; i++) {
            Detection.Builder face = Scenes.face(100, 262, -1, 3, random);
            follower.see(
                    i <= 8
                            ? Scenes.frame(i, i * 0.1, person(100, 300, 0.9, 1, random))
                            : Scenes.frame(i, i * 0.1, face));
        }
        follower.see(Scenes.end(0, 13, 1.3));

        assertThat(follower.tracks()).containsOnlyKeys(FIRST);
        assertThat(last(FIRST).getMeansList())
                .extracting(mean -> mean.getModality())
                .contains(Modality.MODALITY_FACE);
    }

    private TrackletUpdate last(String trackletId) {
        return follower.updates()
                .filter(update -> update.getTrackletId().equals(trackletId))
                .reduce((a, b) -> b)
                .orElseThrow();
    }

    private void walk(int from, int to) {
        for (int i = from; i <= to; i++) {
            follower.see(Scenes.frame(i, i * 0.1, person(100 + 5 * i, 300, 0.9)));
        }
    }
}
