package dev.sightline.platform.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class OnnxRuntimeTelemetryTest {
    @Test
    void shouldLeaveAVariableAloneThatTurnsItOff() {
        AtomicInteger calls = new AtomicInteger();

        OnnxRuntimeTelemetry.off("1", calls::incrementAndGet);

        assertThat(calls).hasValue(0);
    }

    @Test
    void shouldSetTheVariableWhereItIsMissingOrSaysSomethingElse() {
        AtomicInteger calls = new AtomicInteger();

        OnnxRuntimeTelemetry.off(null, () -> calls.getAndIncrement() * 0);
        OnnxRuntimeTelemetry.off("0", () -> calls.getAndIncrement() * 0);

        assertThat(calls).hasValue(2);
    }

    @Test
    void shouldRefuseAndSayWhatToDoWhenTheVariableCannotBeSet() {
        assertThatThrownBy(() -> OnnxRuntimeTelemetry.off(null, () -> -1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("ORT_DISABLE_TELEMETRY=1")
                .hasMessageContaining("-1");
        assertThatThrownBy(() -> OnnxRuntimeTelemetry.off(null, () -> {
                    throw new UnsatisfiedLinkError("noexec");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("ORT_DISABLE_TELEMETRY=1")
                .hasMessageContaining("noexec");
    }
}
