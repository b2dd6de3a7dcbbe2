package dev.sightline.platform.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RecentShareTest {
    private long now;
    private final RecentShare share = new RecentShare(Duration.ofSeconds(30), () -> Instant.ofEpochMilli(now));

    @Test
    void shouldForgetWhatIsOlderThanTheWindow() {
        share.add(10, 8);
        assertThat(share.share(10)).isCloseTo(0.8, within(1e-9));

        now = 20_000;
        share.add(10, 0);
        assertThat(share.share(10)).isCloseTo(0.4, within(1e-9));

        now = 31_000;
        assertThat(share.share(10)).isZero();
        now = 60_000;
        assertThat(share.share(0)).isZero();
    }

    @Test
    void shouldNotJudgeByAHandful() {
        share.add(4, 4);

        assertThat(share.share(5)).isZero();
        assertThat(share.share(4)).isEqualTo(1);
    }
}
