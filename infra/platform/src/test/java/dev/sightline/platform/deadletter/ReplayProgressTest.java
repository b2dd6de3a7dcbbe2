package dev.sightline.platform.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.BitSet;
import java.util.SplittableRandom;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.junit.jupiter.api.Test;

class ReplayProgressTest {
    @Test
    void shouldCommitABareOffsetWithoutGaps() {
        ReplayProgress progress = ReplayProgress.from(10);
        progress.markDone(10);
        progress.markDone(11);

        assertThat(progress.commit()).isEqualTo(new OffsetAndMetadata(12, ""));
    }

    @Test
    void shouldRememberGapsOverAnyNumberOfCommits() {
        long seed = 5;
        SplittableRandom random = new SplittableRandom(seed);
        BitSet expected = new BitSet();
        ReplayProgress progress = ReplayProgress.from(0);

        for (int round = 0; round < 200; round++) {
            int letter = random.nextInt(2_000);
            expected.set(letter);
            if (!progress.isDone(letter)) {
                progress.markDone(letter);
            }
            progress = ReplayProgress.of(progress.commit());
        }

        for (int letter = 0; letter < 2_000; letter++) {
            assertThat(progress.isDone(letter))
                    .as("seed %d letter %d", seed, letter)
                    .isEqualTo(expected.get(letter));
        }
        assertThat(progress.offset()).isEqualTo(expected.nextClearBit(0));
    }

    @Test
    void shouldSkipLettersThatAreGone() {
        ReplayProgress progress = ReplayProgress.from(0);
        progress.markDone(7);

        progress.skipTo(5);

        assertThat(progress.isDone(4)).isTrue();
        assertThat(progress.isDone(5)).isFalse();
        assertThat(progress.isDone(7)).isTrue();
        assertThat(ReplayProgress.of(progress.commit()).isDone(7)).isTrue();
    }

    @Test
    void shouldRefuseMoreGapsThanABrokerKeeps() {
        ReplayProgress progress = ReplayProgress.from(0);
        SplittableRandom random = new SplittableRandom(1);
        for (int letter = 1; letter < 60_000; letter++) {
            if (random.nextBoolean()) {
                progress.markDone(letter);
            }
        }

        assertThatThrownBy(progress::commit).hasMessageContaining("too many dead letters are left between");
    }

    @Test
    void shouldSayWhenProgressCannotBeRead() {
        assertThatThrownBy(() -> ReplayProgress.of(new OffsetAndMetadata(3, "somebody else's")))
                .hasMessageContaining("reset the offsets of the group dead-letter-replay");
    }
}
