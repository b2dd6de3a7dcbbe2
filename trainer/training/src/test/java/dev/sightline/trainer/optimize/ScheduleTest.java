package dev.sightline.trainer.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sightline.testkit.ReferenceCase;
import java.io.IOException;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    private static final Offset<Double> NEAR = Offset.offset(1e-12);

    @Test
    void shouldMatchTheReference() throws IOException {
        JsonNode expected = ReferenceCase.require("lr_schedules").expected();
        Schedule bot = new Schedule.Steps(3.5e-4, .1, List.of(40.0, 70.0)).warmedUp(10, .01);
        Schedule hermans = new Schedule.Decay(3e-4, .001, 15_000, 25_000);
        Schedule simClr = new Schedule.Cosine(4.8, 0, 10, 100).warmedUp(10, 0);

        double[] epochs = ReferenceCase.numbers(expected.get("bot_epoch_0_to_79"));
        for (int epoch = 0; epoch < epochs.length; epoch++) {
            assertThat(bot.at(epoch)).as("epoch %d", epoch).isCloseTo(epochs[epoch], NEAR);
        }
        assertFollows(hermans, expected.get("hermans_iter"));
        assertFollows(simClr, expected.get("simclr_cosine_warmup"));
    }

    private static void assertFollows(Schedule schedule, JsonNode expected) {
        expected.fields()
                .forEachRemaining(e -> assertThat(schedule.at(Double.parseDouble(e.getKey())))
                        .as("time %s", e.getKey())
                        .isCloseTo(e.getValue().asDouble(), NEAR));
    }

    @Test
    void shouldStayAtTheEndsAndRefuseNonsense() {
        Schedule cosine = new Schedule.Cosine(1, .1, 5, 10);

        assertThat(cosine.at(0)).isEqualTo(1);
        assertThat(cosine.at(99)).isCloseTo(.1, NEAR);
        assertThat(new Schedule.Constant(.2).warmedUp(0, 0).at(7)).isEqualTo(.2);
        assertThatThrownBy(() -> new Schedule.Cosine(1, 0, 5, 5)).hasMessageContaining("no length");
        assertThatThrownBy(() -> new Schedule.Constant(-1)).hasMessageContaining("Rate -1.0");
        assertThatThrownBy(() -> new Schedule.Steps(1, 2, List.of())).hasMessageContaining("use 0 to 1");
    }
}
