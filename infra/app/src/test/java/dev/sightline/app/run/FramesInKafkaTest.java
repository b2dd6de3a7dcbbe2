package dev.sightline.app.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.platform.folder.DiskRoom;
import dev.sightline.platform.kafka.PassedRecords.Released;
import dev.sightline.store.retention.DiskThinning;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** On a tight disk frames go first, and no crop goes for bytes that frames are about to free. */
class FramesInKafkaTest {
    private final AtomicLong free = new AtomicLong(1_900);
    private final List<Instant> asked = new ArrayList<>();
    private Instant now = Instant.EPOCH.plus(Duration.ofHours(1));
    private Released next = new Released(0, 0, 0);
    private long crops;

    private final FramesInKafka frames = new FramesInKafka(
            before -> {
                asked.add(before);
                Released released = next;
                next = new Released(0, 0, 0);
                return released;
            },
            () -> now);
    private final DiskThinning thinning = new DiskThinning(
            new DiskRoom("/data", new DiskRoom.Bounds(2_000, 1_000), free::get, () -> now),
            frames::underway,
            List.of(
                    new DiskThinning.Spare("frames-in-kafka", missing -> frames.release()),
                    new DiskThinning.Spare("crops", missing -> {
                        crops += missing;
                        return missing;
                    })),
            new SimpleMeterRegistry());

    @Test
    void shouldLetNoCropGoWhileFramesAreOnTheirWay() {
        next = new Released(12, 4, 800);

        assertThat(thinning.thin()).containsOnlyKeys("frames-in-kafka").containsEntry("frames-in-kafka", 600L);
        assertThat(asked).as("the young stay").containsExactly(now.minus(Duration.ofMinutes(5)));
        now = now.plus(Duration.ofMinutes(2));
        assertThat(thinning.thin()).isEmpty();
        assertThat(crops).isZero();

        free.addAndGet(600);
        now = now.plus(Duration.ofMinutes(1));
        assertThat(thinning.thin()).isEmpty();
        assertThat(thinning.trouble()).isEmpty();
    }

    @Test
    void shouldLetCropsGoForWhatFramesDoNotFree() {
        next = new Released(2, 4, 300);

        assertThat(thinning.thin()).containsEntry("frames-in-kafka", 100L).containsEntry("crops", 500L);
    }

    @Test
    void shouldNotWaitForEverForWhatKafkaDoesNotFree() {
        next = new Released(12, 4, 800);
        thinning.thin();

        now = now.plus(Duration.ofMinutes(3));

        assertThat(thinning.thin()).containsOnlyKeys("crops").containsEntry("crops", 600L);
    }
}
