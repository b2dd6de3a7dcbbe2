package dev.sightline.models.manifest;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class CommandLineLimitTest {
    @Test
    void shouldRefuseACommandLineThatOnnxRuntimeWouldNotSurvive() {
        CommandLineLimit.check(3800);

        assertThatThrownBy(() -> CommandLineLimit.check(3801))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("argument file");
    }
}
