package dev.sightline.ingest.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SamplerTest {
    @ParameterizedTest
    @CsvSource({"25, 25, 250", "25, 10, 100", "25, 5, 50", "30, 15, 150", "29.97, 10, 100", "10, 25, 100", "10, 0, 100"
    })
    void shouldTakeAtTheRateItIsGiven(double source, double rate, int expectedOfTenSeconds) {
        Sampler sampler = new Sampler(rate);

        long taken = LongStream.range(0, (long) Math.ceil(source * 10))
                .map(i -> 1_000_000_000_000L + Math.round(i * 1e6 / source))
                .filter(sampler::take)
                .count();

        assertThat(taken).isEqualTo(expectedOfTenSeconds);
    }

    @Test
    void shouldTakeEverySecondFrameAtHalfTheRate() {
        Sampler sampler = new Sampler(15);

        long[] taken = LongStream.range(0, 10)
                .filter(i -> sampler.take(Math.round(i * 1e6 / 30)))
                .toArray();

        assertThat(taken).containsExactly(0, 2, 4, 6, 8);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldNeverTakeTwoFramesOfOneSlot(long seed) {
        Random random = new Random(seed);
        Sampler sampler = new Sampler(4);
        long slot = -1;
        for (long time = 0; time < 60_000_000; time += 1000L * (1 + random.nextInt(400))) {
            boolean taken = sampler.take(time);
            assertThat(taken).as("seed %d time %d", seed, time).isEqualTo(time / 250_000 > slot);
            slot = taken ? time / 250_000 : slot;
        }
    }

    @Test
    void shouldRefuseARateThatIsNone() {
        assertThatThrownBy(() -> new Sampler(-1)).hasMessageContaining("fps = -1.0");
        assertThatThrownBy(() -> new Sampler(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    }
}
