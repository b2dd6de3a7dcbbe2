package dev.sightline.app.track;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.platform.problem.UserError;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamedValuesTest {
    @Test
    void shouldKeepTheOrderAndEqualSignsOfValues() {
        assertThat(NamedValues.once("--camera", List.of("b=x=1.mp4", "a=y.mp4")))
                .containsExactly(
                        org.assertj.core.api.Assertions.entry("b", "x=1.mp4"),
                        org.assertj.core.api.Assertions.entry("a", "y.mp4"));
    }

    @Test
    void shouldRefuseANameTwice() {
        assertThatThrownBy(() -> NamedValues.once("--camera", List.of("a=x.mp4", "a=y.mp4")))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("--camera names 'a' 2 times (x.mp4, y.mp4)");
    }

    @Test
    void shouldTakeSeveralWhereThatIsMeant() {
        assertThat(NamedValues.several("--watchlist", List.of("Ada=1.jpg", "Ada=2.jpg")))
                .containsEntry("Ada", List.of("1.jpg", "2.jpg"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x.mp4", "=x.mp4", "a="})
    void shouldSayHowItIsWritten(String given) {
        assertThatThrownBy(() -> NamedValues.once("--camera", List.of(given)))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("must be NAME=VALUE");
    }
}
