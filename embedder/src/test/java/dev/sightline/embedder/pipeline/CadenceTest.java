package dev.sightline.embedder.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.contracts.v1.Frame;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class CadenceTest {
    @Test
    void shouldDescribeEverythingAtOne() {
        assertThat(described(1, 1)).isEqualTo(1000);
    }

    @Test
    void shouldDescribeAboutOneInSoManyWhateverFramesTheSamplingTakes() {
        for (int step : new int[] {1, 2, 4, 5, 8}) {
            assertThat(described(4, step)).as("every %d. frame", step).isCloseTo(250, Offset.offset(45L));
        }
    }

    private static long described(int every, int step) {
        Cadence cadence = new Cadence(every);
        return IntStream.range(0, 1000)
                .filter(i -> cadence.describes(
                        Frame.newBuilder().setSequence(1 + (long) i * step).build(), i % 3))
                .count();
    }
}
