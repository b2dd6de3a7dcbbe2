package dev.sightline.store.retention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.platform.folder.DiskRoom;
import dev.sightline.store.retention.DiskThinning.Spare;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** A disk of 2,000 bytes below which what may go early goes, and of 1,000 that stay free; frames and crops lie on it. */
class DiskThinningTest {
    private final AtomicLong free = new AtomicLong(5_000);
    private final AtomicLong underway = new AtomicLong();
    private final List<String> asked = new ArrayList<>();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private Instant now = Instant.EPOCH;
    private long frames = 300;
    private long crops = 10_000;

    private final DiskRoom room =
            new DiskRoom("/data", new DiskRoom.Bounds(2_000, 1_000), free::get, () -> now = now.plusSeconds(1));
    private final DiskThinning thinning = new DiskThinning(
            room, underway::get, List.of(new Spare("frames", this::frames), new Spare("crops", this::crops)), registry);

    @Test
    void shouldLetNothingGoWhileThereIsRoom() {
        assertThat(thinning.thin()).isEmpty();
        assertThat(asked).isEmpty();
        assertThat(thinning.trouble()).isEmpty();
    }

    @Test
    void shouldLetGoAsMuchAsIsMissingTheLeastMissedFirst() {
        free.set(1_900);

        assertThat(thinning.thin()).containsEntry("frames", 300L).containsEntry("crops", 300L);

        assertThat(asked).containsExactly("frames 600", "crops 300");
        assertThat(free).as("a quarter above").hasValue(2_500);
        assertThat(room.hasRoom()).as("nothing stopped").isTrue();
        assertThat(thinning.thin()).isEmpty();
        assertThat(thinning.trouble()).isEmpty();
        assertThat(registry.counter("sightline.disk.thinned", "class", "crops").count())
                .isEqualTo(300);
    }

    @Test
    void shouldNotCountTwiceWhatIsAboutToGo() {
        free.set(1_900);
        underway.set(600);

        assertThat(thinning.thin()).isEmpty();
        assertThat(thinning.trouble())
                .contains("the disk of /data is getting full: 1900 bytes are free, below 2000"
                        + " (data.disk-thin); what may go early goes before its time");
    }

    @Test
    void shouldSayThatNothingIsLeftBeforeIngestStopsAndGoOnWhenThereIsRoomAgain() {
        crops = 100;
        free.set(900);

        assertThat(thinning.thin()).containsEntry("frames", 300L).containsEntry("crops", 100L);
        assertThat(thinning.trouble())
                .hasValueSatisfying(text -> assertThat(text).contains("nothing more may go early"));
        free.set(950);
        assertThat(thinning.thin()).isEmpty();
        assertThat(room.hasRoom()).as("thinned first, then stopped").isFalse();

        free.set(3_000);
        assertThat(thinning.thin()).isEmpty();
        assertThat(room.hasRoom()).isTrue();
        assertThat(thinning.trouble()).isEmpty();
    }

    private long frames(long missing) {
        asked.add("frames " + missing);
        long some = frames;
        frames = 0;
        free.addAndGet(some);
        return some;
    }

    private long crops(long missing) {
        asked.add("crops " + missing);
        long some = Math.min(missing, crops);
        crops -= some;
        free.addAndGet(some);
        return some;
    }
}
