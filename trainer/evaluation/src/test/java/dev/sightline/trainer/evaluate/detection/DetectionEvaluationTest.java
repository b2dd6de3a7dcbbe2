package dev.sightline.trainer.evaluate.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sightline.platform.problem.Problems;
import dev.sightline.testkit.TestData;
import dev.sightline.trainer.evaluate.Box;
import dev.sightline.trainer.evaluate.Rendering;
import dev.sightline.trainer.evaluate.tracking.TrackFiles;
import dev.sightline.trainer.evaluate.tracking.TrackSet;
import dev.sightline.trainer.evaluate.tracking.TrackedBox;
import dev.sightline.trainer.evaluate.tracking.Truth;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DetectionEvaluationTest {
    private final Truth truth =
            Truth.of(new TrackSet(List.of(box(1, "a", 0, 1), box(1, "b", 50, 1), box(2, "a", 0, 1))));

    @Test
    void shouldGiveFullMarksForFindingAllAndNothingElse() {
        DetectionScore score = DetectionEvaluation.evaluate(
                truth, List.of(box(1, "", 0, .9), box(1, "", 50, .8), box(2, "", 0, .7)), .5, .5);

        assertThat(score.averagePrecision()).isCloseTo(1, within(1e-12));
        assertThat(score.precision()).isEqualTo(1);
        assertThat(score.recall()).isEqualTo(1);
        assertThat(score.frames()).isEqualTo(2);
    }

    @Test
    void shouldTakeTheAreaUnderTheEnvelope() {
        // From the top: right (P 1, R 1/3), wrong, right (P 2/3, R 2/3), never the third: 1/3 + 1/3 * 2/3.
        DetectionScore score = DetectionEvaluation.evaluate(
                truth, List.of(box(1, "", 0, .9), box(1, "", 90, .8), box(1, "", 50, .7)), .5, .75);

        assertThat(score.averagePrecision()).isCloseTo(5 / 9.0, within(1e-12));
        assertThat(score.precision()).isEqualTo(.5);
        assertThat(score.recall()).isCloseTo(1 / 3.0, within(1e-12));
    }

    @Test
    void shouldCountASecondDetectionOfABoxAsWrong() {
        DetectionScore score =
                DetectionEvaluation.evaluate(truth, List.of(box(1, "", 0, .9), box(1, "", 1, .8)), .5, 0);

        assertThat(score.precision()).isEqualTo(.5);
        assertThat(score.averagePrecision()).isCloseTo(1 / 3.0, within(1e-12));
    }

    @Test
    void shouldLetTheHigherScoreChooseFirst() {
        // The better box takes b although it comes later in the file; the first finds nothing left.
        DetectionScore score =
                DetectionEvaluation.evaluate(truth, List.of(box(1, "", 51, .6), box(1, "", 50, .9)), .5, .7);

        assertThat(score.precision()).isEqualTo(1);
        assertThat(score.recall()).isCloseTo(1 / 3.0, within(1e-12));
    }

    @Test
    void shouldPassOverDetectionsOfDistractors() {
        Truth some = new Truth(truth.counted(), List.of(box(1, "s", 90, 1)), List.of());

        assertThat(DetectionEvaluation.evaluate(some, List.of(box(1, "", 0, .9), box(1, "", 90, .95)), .5, 0)
                        .precision())
                .isEqualTo(1);
    }

    @Test
    void shouldScoreNoDetections() {
        DetectionScore score = DetectionEvaluation.evaluate(truth, List.of(), .5, .5);

        assertThat(score.averagePrecision()).isZero();
        assertThat(score.recall()).isZero();
        assertThat(Rendering.json(score)).contains("\"precision\" : null");
        assertThatThrownBy(() -> DetectionEvaluation.evaluate(Truth.of(new TrackSet(List.of())), List.of(), .5, .5))
                .hasMessageContaining("no box");
    }

    @Test
    void shouldScoreEqualBoxesExactlyOne() {
        List<TrackedBox> boxes =
                IntStream.rangeClosed(1, 60).mapToObj(f -> box(f, "1", f, .9)).toList();

        assertThat(DetectionEvaluation.evaluate(Truth.of(new TrackSet(boxes)), boxes, .5, .35)
                        .averagePrecision())
                .isEqualTo(1);
    }

    @Test
    void shouldScorePublicDetectionsOfRealFootage() throws IOException {
        Truth street = TrackFiles.truth(TestData.require("video/vtest.gt.txt"));
        List<TrackedBox> detections = TrackFiles.boxes(TestData.require("video/vtest.public-det.txt"), new Problems());

        DetectionScore score = DetectionEvaluation.evaluate(street, detections, .5, 0);

        assertThat(score.averagePrecision()).isBetween(.3, .95);
        assertThat(score.recall()).isBetween(.4, 1.0);
    }

    private static TrackedBox box(long frame, String identity, double x, double score) {
        return new TrackedBox("", frame, identity, new Box(x, 0, 10, 20), score);
    }
}
