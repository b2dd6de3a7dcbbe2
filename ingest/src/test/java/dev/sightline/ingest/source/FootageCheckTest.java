package dev.sightline.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.ingest.source.FootageCheck.Declared;
import org.junit.jupiter.api.Test;

class FootageCheckTest {
    private static final Declared MP4 = new Declared("mov,mp4,m4a", 100, 10, 10);

    @Test
    void shouldFindNothingWrongWithSoundFootage() {
        assertThat(read(MP4, 100, 100_000).atEnd()).isEmpty();
        assertThat(read(new Declared("matroska", 0, 10, 10), 100, 100_000).atEnd())
                .isEmpty();
        assertThat(read(new Declared("h264", 0, 0, 0), 100, 100_000).atEnd()).isEmpty();
    }

    @Test
    void shouldFindWhatEndsEarly() {
        assertOne(read(MP4, 99, 100_000), Finding.ENDS_EARLY, "99 of 100 frames, 9.9 of 10.0 s");
        assertOne(read(new Declared("matroska", 0, 10, 10), 50, 100_000), Finding.ENDS_EARLY, "5.0 of 10.0 s");
        FootageCheck broken = read(new Declared("mpegts", 0, 0, 10), 50, 100_000);
        broken.brokeOff("Input/output error");
        assertOne(broken, Finding.ENDS_EARLY, "after 50 frames: Input/output error");
    }

    @Test
    void shouldFindAWrongLength() {
        assertOne(read(new Declared("avi", 50, 5, 10), 100, 100_000), Finding.WRONG_LENGTH, "5.0 s (50 frames) long");
        assertOne(read(new Declared("matroska", 0, 4, 10), 100, 100_000), Finding.WRONG_LENGTH, "holds 10.0 s");
    }

    @Test
    void shouldFindAWrongRate() {
        assertOne(
                read(new Declared("matroska", 0, 10, 25), 100, 100_000),
                Finding.WRONG_RATE,
                "says 25.00 frames a second, and its times make 10.00");
        assertOne(read(new Declared("avi", 100, 0.1, 1000), 100, 1000), Finding.WRONG_RATE, "1000 frames a second");
    }

    @Test
    void shouldCountDamageAndChangesOfSize() {
        FootageCheck check = read(MP4, 100, 100_000);
        check.picture(320, 240);
        check.damaged("invalid data");
        check.damaged("other");

        assertThat(check.soFar()).hasSize(2);
        assertThat(check.soFar().get(0).kind()).isEqualTo(Finding.DECODE_ERRORS);
        assertThat(check.soFar().get(0).count()).isEqualTo(2);
        assertThat(check.soFar().get(0).what()).contains("2 of about 101 frames", "after frame 101: invalid data");
        assertThat(check.soFar().get(1).what()).contains("640x480 to 320x240 at frame 101");
    }

    private static FootageCheck read(Declared declared, int frames, long stepUs) {
        FootageCheck check = new FootageCheck(declared);
        for (int i = 0; i < frames; i++) {
            check.packet(i * stepUs, stepUs);
            check.picture(640, 480);
        }
        return check;
    }

    private static void assertOne(FootageCheck check, String kind, String what) {
        assertThat(check.atEnd()).singleElement().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(kind);
            assertThat(finding.what()).contains(what);
        });
    }
}
