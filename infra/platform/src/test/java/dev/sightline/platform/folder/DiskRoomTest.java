package dev.sightline.platform.folder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.platform.settings.ByteSize;
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
    private final DiskRoom room = new DiskRoom("/data", 1_000, free::get, () -> now);

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
                1_000,
                () -> {
                    throw new IOException("no such device");
                },
                InstantSource.system());

        assertThat(blind.hasRoom()).isTrue();
    }

    @Test
    void shouldReadTheDiskOfAFolderThatIsNotThereYet(@TempDir Path folder) {
        Path later = folder.resolve("a/b");

        assertThat(DiskRoom.of(later, new ByteSize(1), InstantSource.system()).hasRoom())
                .isTrue();
        assertThat(DiskRoom.of(later, new ByteSize(Long.MAX_VALUE / 2), InstantSource.system())
                        .hasRoom())
                .isFalse();
        assertThat(DiskRoom.of(later, new ByteSize(0), InstantSource.system()).hasRoom())
                .isTrue();
    }

    private void free(long bytes) {
        free.set(bytes);
        now = now.plusSeconds(1);
    }
}
