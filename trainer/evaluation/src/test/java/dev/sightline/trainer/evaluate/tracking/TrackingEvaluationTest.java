package dev.sightline.trainer.evaluate.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sightline.trainer.evaluate.Box;
import dev.sightline.trainer.evaluate.Rendering;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Cases small enough to be worked out on paper. */
class TrackingEvaluationTest {

    @Test
    void shouldGiveFullMarksToTheTruthItself() {
        TrackSet truth = tracks("a 1 0", "a 2 5", "b 1 100", "b 2 105");

        TrackingScore score = TrackingEvaluation.evaluate(Truth.of(truth), truth);

        assertThat(HotaScore.mean(score.hota().hota())).isEqualTo(1);
        assertThat(score.identity().idf1()).isEqualTo(1);
        assertThat(score.clear().mota()).isEqualTo(1);
        assertThat(score.clear().motp()).isEqualTo(1);
        assertThat(score.clear().mostlyTracked()).isEqualTo(2);
        assertThat(score.crossCamera()).isEmpty();
    }

    @Test
    void shouldScoreATrackThatChangesItsIdentityHalfWay() {
        TrackSet truth = tracks("a 1 0", "a 2 0", "a 3 0", "a 4 0");
        TrackSet predicted = tracks("x 1 0", "x 2 0", "y 3 0", "y 4 0");

        TrackingScore score = TrackingEvaluation.evaluate(Truth.of(truth), predicted);

        // Each of four TP has TPA 2, FNA 2, FPA 0: AssA = 1/2, DetA = 1, HOTA = sqrt(1/2).
        assertThat(HotaScore.mean(score.hota().assA())).isCloseTo(.5, within(1e-12));
        assertThat(HotaScore.mean(score.hota().detA())).isEqualTo(1);
        assertThat(HotaScore.mean(score.hota().hota())).isCloseTo(Math.sqrt(.5), within(1e-12));
        // One of the two halves is the right identity.
        assertThat(score.identity()).isEqualTo(new IdentityScore(2, 2, 2));
        assertThat(score.identity().idf1()).isEqualTo(.5);
        assertThat(score.clear().switches()).isEqualTo(1);
        assertThat(score.clear().fragmentations()).isZero();
        assertThat(score.clear().mota()).isEqualTo(.75);
    }

    @Test
    void shouldCountALossAsFragmentation() {
        TrackSet truth = tracks("a 1 0", "a 2 0", "a 3 0", "a 4 0", "a 5 0", "b 1 90", "b 2 90", "b 3 90");
        TrackSet predicted = tracks("x 1 0", "x 3 0", "y 2 300", "x 5 0");

        ClearScore clear =
                TrackingEvaluation.evaluate(Truth.of(truth), predicted).clear();

        assertThat(clear.truePositives()).isEqualTo(3);
        assertThat(clear.falseNegatives()).isEqualTo(5);
        assertThat(clear.falsePositives()).isEqualTo(1);
        assertThat(clear.switches()).isZero();
        // Frame 4 has no prediction at all: as in TrackEval it does not end the stretch; frame 2 does.
        assertThat(clear.fragmentations()).isEqualTo(1);
        assertThat(clear.partlyTracked()).isEqualTo(1);
        assertThat(clear.mostlyLost()).isEqualTo(1);
        assertThat(clear.mota()).isEqualTo((3 - 1 - 0) / 8.0);
    }

    @Test
    void shouldPreferThePairOfTheFrameBeforeToABetterOverlap() {
        TrackSet truth = tracks("a 1 0", "a 2 0");
        TrackSet predicted = tracks("x 1 0", "x 2 3", "y 2 0");

        ClearScore clear =
                TrackingEvaluation.evaluate(Truth.of(truth), predicted).clear();

        assertThat(clear.switches()).isZero();
        assertThat(clear.falsePositives()).isEqualTo(1);
        assertThat(clear.motp()).isCloseTo((1 + 7 / 13.0) / 2, within(1e-12));
    }

    @Test
    void shouldCountOverlapsFromEachAlphaOn() {
        // Overlap 7/13 = .538: found at alpha .05 to .50, lost at .55 and above.
        HotaScore hota = TrackingEvaluation.evaluate(Truth.of(tracks("a 1 0")), tracks("x 1 3"))
                .hota();

        assertThat(hota.detA().subList(0, 10)).allMatch(v -> v == 1);
        assertThat(hota.detA().subList(10, 19)).allMatch(v -> v == 0);
        assertThat(hota.locA().get(0)).isCloseTo(7 / 13.0, within(1e-12));
        assertThat(hota.locA().get(18)).isEqualTo(1);
        assertThat(HotaScore.mean(hota.hota())).isCloseTo(10 / 19.0, within(1e-12));
    }

    @Test
    void shouldKeepIdentitiesOverCameras() {
        TrackSet truth = tracks("n/a 1 0", "n/a 2 0", "s/a 1 0", "s/a 2 0", "n/b 1 90", "s/b 1 90");
        TrackSet predicted = tracks("n/x 1 0", "n/x 2 0", "s/x 1 0", "s/x 2 0", "n/y 1 90", "s/z 1 90");

        TrackingScore score = TrackingEvaluation.evaluate(Truth.of(truth), predicted);

        assertThat(score.cameras()).isEqualTo(2);
        assertThat(score.identity()).isEqualTo(new IdentityScore(5, 1, 1));
        // Cameras apart there is nothing to switch.
        assertThat(score.clear().switches()).isZero();
        assertThat(score.clear().mota()).isEqualTo(1);
        CrossCameraScore cross = score.crossCamera().orElseThrow();
        assertThat(cross.people()).isEqualTo(2);
        assertThat(cross.whole()).isEqualTo(1);
        assertThat(cross.merged()).isZero();
        // b is missed, y and z stay in one camera each and do not count.
        assertThat(cross.identity()).isEqualTo(new IdentityScore(4, 2, 0));
    }

    @Test
    void shouldPunishAMergeOfTwoPeople() {
        TrackSet truth = tracks("n/a 1 0", "s/b 1 0");
        TrackSet predicted = tracks("n/x 1 0", "s/x 1 0");

        CrossCameraScore cross = TrackingEvaluation.evaluate(Truth.of(truth), predicted)
                .crossCamera()
                .orElseThrow();

        assertThat(cross.people()).isZero();
        assertThat(cross.merged()).isEqualTo(1);
        assertThat(cross.identity()).isEqualTo(new IdentityScore(0, 0, 2));
    }

    @Test
    void shouldExcusePredictionsOnDistractors() {
        Truth truth = new Truth(
                tracks("a 1 0"),
                tracks("statue 1 100").boxes(),
                tracks("sitting 1 200").boxes());
        TrackSet predicted = tracks("x 1 0", "y 1 100", "z 1 200");

        ClearScore clear = TrackingEvaluation.evaluate(truth, predicted).clear();

        assertThat(clear.truePositives()).isEqualTo(1);
        assertThat(clear.falsePositives()).isEqualTo(1);
    }

    @Test
    void shouldTakeAFileWithoutCamerasForTheOnlyCamera() {
        TrackSet named = tracks("n/a 1 0");

        assertThat(TrackingEvaluation.evaluate(Truth.of(tracks("a 1 0")), named)
                        .identity()
                        .idf1())
                .isEqualTo(1);
        assertThat(TrackingEvaluation.evaluate(Truth.of(named), tracks("a 1 0"))
                        .identity()
                        .idf1())
                .isEqualTo(1);
        assertThatThrownBy(() -> TrackingEvaluation.evaluate(Truth.of(tracks("a 1 0")), tracks("n/a 1 0", "s/a 1 0")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[n, s]");
        assertThatThrownBy(() -> TrackingEvaluation.evaluate(Truth.of(named), tracks("s/a 1 0")))
                .hasMessageContaining("same names");
    }

    @Test
    void shouldScoreAnEmptyPrediction() {
        TrackingScore score = TrackingEvaluation.evaluate(Truth.of(tracks("a 1 0")), new TrackSet(List.of()));

        assertThat(HotaScore.mean(score.hota().hota())).isZero();
        assertThat(score.identity().idf1()).isZero();
        assertThat(score.clear().mota()).isZero();
        assertThatThrownBy(() -> TrackingEvaluation.evaluate(Truth.of(new TrackSet(List.of())), tracks("a 1 0")))
                .hasMessageContaining("no box that counts");
    }

    @Test
    void shouldShowItselfAsTextAndJson() {
        TrackSet truth = tracks("a 1 0");
        TrackingScore score = TrackingEvaluation.evaluate(Truth.of(truth), truth);

        assertThat(Rendering.text(score)).contains("IDF1").contains("1.0000").contains("ID switches");
        assertThat(Rendering.json(score)).contains("\"HOTA\" : 1.0").contains("\"ID switches\" : 0");
    }

    /** Boxes of 10 by 10 written "[camera/]identity frame x". */
    private static TrackSet tracks(String... lines) {
        List<TrackedBox> boxes = new ArrayList<>();
        for (String line : lines) {
            String[] parts = line.split(" ");
            int slash = parts[0].indexOf('/');
            boxes.add(new TrackedBox(
                    slash < 0 ? "" : parts[0].substring(0, slash),
                    Long.parseLong(parts[1]),
                    parts[0].substring(slash + 1),
                    new Box(Double.parseDouble(parts[2]), 0, 10, 10),
                    1));
        }
        return new TrackSet(boxes);
    }
}
