package dev.sightline.embedder.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.embedder.stream.PartitionProgress.Emission;
import dev.sightline.embedder.stream.PartitionProgress.Entry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class PartitionProgressTest {
    private final PartitionProgress progress = new PartitionProgress();
    private final List<String> out = new ArrayList<>();
    private final Map<String, Runnable> stored = new HashMap<>();

    @Test
    void shouldEmitInOrderAndCommitBehindWhatIsStored() {
        Entry first = progress.polled(10);
        Entry second = progress.polled(11);
        Entry third = progress.polled(15);

        progress.ready(second, emission("second"));
        assertThat(out).isEmpty();
        progress.ready(first, emission("first"));
        assertThat(out).containsExactly("first", "second");

        store("second");
        assertThat(progress.takeCommittable()).isEmpty();
        store("first");
        assertThat(progress.takeCommittable()).hasValue(12);
        assertThat(progress.takeCommittable()).isEmpty();
        assertThat(progress.drained()).isFalse();

        progress.ready(third, Runnable::run);
        assertThat(progress.takeCommittable()).hasValue(16);
        assertThat(progress.drained()).isTrue();
    }

    @Test
    void shouldEmitNothingOnceAbandoned() {
        Entry first = progress.polled(1);
        progress.abandon();

        progress.ready(first, emission("first"));

        assertThat(out).isEmpty();
        assertThat(progress.takeCommittable()).isEmpty();
    }

    @Test
    void shouldOfferAnOffsetAgainThatCouldNotBeCommitted() {
        progress.ready(progress.polled(4), Runnable::run);
        assertThat(progress.takeCommittable()).hasValue(5);

        progress.restore(5);

        assertThat(progress.takeCommittable()).hasValue(5);
    }

    private Emission emission(String name) {
        return done -> {
            out.add(name);
            stored.put(name, done);
        };
    }

    private void store(String name) {
        Objects.requireNonNull(stored.get(name)).run();
    }
}
