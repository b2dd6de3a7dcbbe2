package dev.sightline.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class UncaughtFailureTest {
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final List<Integer> halted = new ArrayList<>();
    private final UncaughtFailure handler =
            new UncaughtFailure(new PrintStream(said, true, StandardCharsets.UTF_8), halted::add);

    @Test
    void shouldEndTheProcessWithoutMemory() {
        handler.uncaughtException(new Thread("embedder-loop"), new OutOfMemoryError("Java heap space"));

        assertThat(halted).containsExactly(1);
        assertThat(said.toString(StandardCharsets.UTF_8))
                .contains("embedder-loop")
                .contains("Java heap space")
                .contains("SIGHTLINE_JAVA_OPTS");
    }

    @Test
    void shouldOnlyReportOtherFailures() {
        handler.uncaughtException(new Thread("helper"), new IllegalStateException("broken"));

        assertThat(halted).isEmpty();
        assertThat(said.toString(StandardCharsets.UTF_8)).contains("helper").contains("broken");
    }
}
