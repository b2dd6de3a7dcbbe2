package dev.sightline.platform.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.sightline.platform.deadletter.LetterQuota.LeftOut;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class LetterQuotaTest {
    private final SetClock clock = new SetClock();
    private final LetterQuota quota = new LetterQuota(clock);

    @Test
    void shouldKeepTheFirstTwentyThenOneAMinute() {
        assertThat(taken("door", "junk", 100)).isEqualTo(20);

        clock.forward(Duration.ofSeconds(59));
        assertThat(taken("door", "junk", 100)).isZero();
        clock.forward(Duration.ofSeconds(1));
        assertThat(taken("door", "junk", 100)).isEqualTo(1);
    }

    @Test
    void shouldCountEachKeyAndKindByItself() {
        taken("door", "junk", 100);

        assertThat(taken("yard", "junk", 100)).isEqualTo(20);
        assertThat(taken("door", "image-truncated", 100)).isEqualTo(20);
    }

    @Test
    void shouldSayOnceAMinuteWhatIsLeftOut() {
        taken("door", "junk", 25);
        assertThat(quota.due()).isEmpty();

        clock.forward(Duration.ofMinutes(1));

        assertThat(quota.due())
                .containsExactly(new LeftOut("shop.frames.v1", ByteString.copyFromUtf8("door"), "junk", 5));
        assertThat(quota.due()).isEmpty();
        clock.forward(Duration.ofMinutes(1));
        assertThat(quota.due()).isEmpty();
    }

    @Test
    void shouldSayTheRestAtTheEnd() {
        taken("door", "junk", 23);

        assertThat(quota.rest())
                .containsExactly(new LeftOut("shop.frames.v1", ByteString.copyFromUtf8("door"), "junk", 3));
        assertThat(quota.rest()).isEmpty();
    }

    @Test
    void shouldStartOverAfterTenQuietMinutes() {
        taken("door", "junk", 100);
        clock.forward(Duration.ofMinutes(10));

        assertThat(taken("door", "junk", 100)).isEqualTo(20);
    }

    @Test
    void shouldBoundWhatManyKeysGetTogether() {
        int kept = 0;
        for (int key = 0; key < 3 * LetterQuota.MAX_CAUSES; key++) {
            kept += taken("key " + key, "junk", 1);
        }

        assertThat(kept).isEqualTo(LetterQuota.MAX_CAUSES + LetterQuota.FIRST);
        assertThat(quota.rest()).singleElement().satisfies(left -> {
            assertThat(left.key().toStringUtf8()).isEqualTo("(other keys)");
            assertThat(left.count()).isEqualTo(2 * LetterQuota.MAX_CAUSES - LetterQuota.FIRST);
        });
    }

    @Test
    void shouldForgetQuietKeys() {
        for (int key = 0; key < LetterQuota.MAX_CAUSES; key++) {
            taken("key " + key, "junk", 1);
        }
        clock.forward(Duration.ofMinutes(10));
        quota.due();

        assertThat(taken("door", "junk", 1)).isEqualTo(1);
        assertThat(taken("yard", "junk", 100)).isEqualTo(20);
    }

    @Test
    void shouldNotFallSilentWhenTheClockIsSetBack() {
        taken("door", "junk", 100);
        clock.forward(Duration.ofDays(-1));

        assertThat(taken("door", "junk", 100)).isEqualTo(1);
        assertThat(quota.due()).hasSize(1);
    }

    private int taken(String key, String kind, int records) {
        int taken = 0;
        for (int i = 0; i < records; i++) {
            byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
            if (quota.takes(new ConsumerRecord<>("shop.frames.v1", 0, i, bytes, new byte[0]), kind)) {
                taken++;
            }
        }
        return taken;
    }

    /** Stands still until it is moved. */
    static final class SetClock extends Clock {
        private Instant now = Instant.parse("2026-01-01T00:00:00Z");

        void forward(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException("UTC only");
        }
    }
}
