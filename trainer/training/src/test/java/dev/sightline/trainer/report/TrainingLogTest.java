package dev.sightline.trainer.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrainingLogTest {

    @Test
    void shouldMakeCurvesOfStepsAndEpochs() {
        TrainingLog log = new TrainingLog(List.of(
                Map.of("event", "step", "step", 1, "rate", .1, "losses", Map.of("id", 6.0)),
                Map.of("event", "step", "step", 2, "rate", .2, "losses", Map.of("id", "NaN", "triplet", .5)),
                Map.of("event", "epoch", "epoch", 1, "validation_rank1", .3, "losses", Map.of("id", 5.0)),
                Map.of("event", "step", "step", 3, "rate", .2, "losses", Map.of("id", 4.0, "triplet", .4))));

        assertThat(log.losses())
                .containsExactly(
                        new Curve("id", new double[] {1, 3}, new double[] {6, 4}),
                        new Curve("triplet", new double[] {2, 3}, new double[] {.5, .4}));
        assertThat(log.lossesOver()).isEqualTo("step");
        assertThat(log.steps(LogKeys.RATE))
                .contains(new Curve("rate", new double[] {1, 2, 3}, new double[] {.1, .2, .2}));
        assertThat(log.epochs(LogKeys.VALIDATION_RANK1, "rank-1"))
                .contains(new Curve("rank-1", new double[] {1}, new double[] {.3}));
        assertThat(log.epochs(LogKeys.VALIDATION_MAP, "mAP")).isEmpty();
    }

    @Test
    void shouldTellHappeningsInWords() {
        Map<String, Object> finished = new java.util.LinkedHashMap<>(Map.of("event", "finished", "epoch", 4));
        finished.put("rank1", .75);
        finished.put("sites", List.of());

        assertThat(new TrainingLog(List.of(finished)).happenings())
                .containsExactly("epoch 4: finished: rank1 0.7500, sites -");
    }

    @Test
    void shouldForgetWhatAResumedRunDidAgain() {
        TrainingLog log = new TrainingLog(List.of(
                Map.of("event", "epoch", "epoch", 1, "losses", Map.of("id", 6.0)),
                Map.of("event", "epoch", "epoch", 2, "losses", Map.of("id", 5.0)),
                Map.of("event", "epoch", "epoch", 3, "losses", Map.of("id", 4.0)),
                Map.of("event", "resumed", "epoch", 2, "message", "goes on from epoch 2"),
                Map.of("event", "epoch", "epoch", 2, "losses", Map.of("id", 5.5))));

        assertThat(log.losses()).containsExactly(new Curve("id", new double[] {1, 2}, new double[] {6, 5.5}));
        assertThat(log.lossesOver()).isEqualTo("epoch");
        assertThat(log.happenings()).containsExactly("epoch 2: goes on from epoch 2");
    }
}
