package dev.sightline.platform.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.platform.folder.DiskRoom.Bounds;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskRoomTest {
    private final AtomicLong free = new AtomicLong(2_000);
    private Instant now = Instant.EPOCH;
    private final DiskRoom room = new DiskRoom("/data", new Bounds(1_500, 1_000), free::get, () -> now);

    @Test
    void shouldHaveNoRoomBelowTheReserveAndAgainWellAboveIt() {
        assertThat(room.hasRoom()).isTrue();
        free(999);
        assertThat(room.hasRoom()).isFalse();
        assertThat(room.problem())
                .contains("the disk of /data is nearly full: 999 bytes are free, 1000 are kept (data.disk-reserve)");
        free(1_100);
        assertThat(room.hasRoom()).as("just above").isFalse();
        free(1_250);
        assertThat(room.hasRoom()).isTrue();
        assertThat(room.problem()).isEmpty();
    }

    @Test
    void shouldBeTightBeforeItIsFull() {
        assertThat(room.look())
                .hasValueSatisfying(seen -> assertThat(seen.missing()).isZero());
        free(1_400);
        assertThat(room.hasRoom()).as("still taken in").isTrue();
        assertThat(room.tightness())
                .contains("the disk of /data is getting full: 1400 bytes are free, below 1500 (data.disk-thin)");
        assertThat(room.look()).hasValueSatisfying(seen -> {
            assertThat(seen.tight()).isTrue();
            assertThat(seen.full()).isFalse();
            assertThat(seen.missing()).as("to a quarter above").isEqualTo(475);
        });
        free(900);
        assertThat(room.hasRoom()).isFalse();
        free(1_600);
        assertThat(room.hasRoom()).isTrue();
        assertThat(room.tightness()).as("just above").isPresent();
        free(1_875);
        assertThat(room.tightness()).isEmpty();
    }

    @Test
    void shouldRefuseToStopBeforeItThins() {
        assertThatThrownBy(() -> new Bounds(999, 1_000))
                .hasMessageContaining("data.disk-thin = 999 bytes must be at least data.disk-reserve = 1000");
        assertThat(new Bounds(0, 1_000).thin()).isZero();
    }

    @Test
    void shouldWaitUntilThereIsRoomOrItIsStopped() {
        free(10);
        AtomicInteger waits = new AtomicInteger();

        assertThat(room.await(duration -> {
                    free(waits.incrementAndGet() < 3 ? 10 : 5_000);
                    return true;
                }))
                .isTrue();
        assertThat(waits).hasValue(3);
        free(10);
        assertThat(room.await(duration -> false)).isFalse();
    }

    @Test
    void shouldLookAtMostOnceASecond() {
        assertThat(room.hasRoom()).isTrue();
        free.set(1);

        assertThat(room.hasRoom()).isTrue();
    }

    @Test
    void shouldGoOnAsBeforeWhereTheSpaceCannotBeRead() {
        DiskRoom blind = new DiskRoom(
                "/data",
                Bounds.reserve(1_000),
                () -> {
                    throw new IOException("no such device");
                },
                InstantSource.system());

        assertThat(blind.hasRoom()).isTrue();
    }

    @Test
    void shouldReadTheDiskOfAFolderThatIsNotThereYet(@TempDir Path folder) {
        Path later = folder.resolve("a/b");

        assertThat(DiskRoom.of(later, Bounds.reserve(1), InstantSource.system()).hasRoom())
                .isTrue();
        assertThat(DiskRoom.of(later, Bounds.reserve(Long.MAX_VALUE / 2), InstantSource.system())
                        .hasRoom())
                .isFalse();
        assertThat(DiskRoom.of(later, Bounds.reserve(0), InstantSource.system()).hasRoom())
                .isTrue();
    }

    private void free(long bytes) {
        free.set(bytes);
        now = now.plusSeconds(1);
    }
}
