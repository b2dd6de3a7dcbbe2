package dev.sightline.trainer.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TrainedPeopleTest {
    @Test
    void shouldKnowWhoTrainedAndWhoChoseTheEpoch() {
        TrainedPeople people =
                read("{\"training\": [\"mall/1\"], \"validation\": [\"mall/2\"], \"test\": [\"mall/3\"]}");

        assertThat(people.has("mall/1")).isTrue();
        assertThat(people.has("mall/2")).isTrue();
        assertThat(people.has("mall/3")).isFalse();
    }

    @Test
    void shouldRefuseAFileThatDoesNotSayWhoTrained() {
        assertThatThrownBy(() -> read("{\"training\": []}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("model x")
                .hasMessageContaining("no list 'validation'");
        assertThatThrownBy(() -> read("{"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is no JSON");
    }

    private static TrainedPeople read(String json) {
        return TrainedPeople.read(json.getBytes(StandardCharsets.UTF_8), "model x");
    }
}
