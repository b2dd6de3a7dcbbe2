package dev.sightline.app.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.console.api.Topology.WayItem;
import dev.sightline.matcher.link.score.LearnedWay;
import dev.sightline.platform.kafka.KafkaUnavailableException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Reading takes long, so it is done seldom, by one, and nobody waits who has an answer. */
@Timeout(30)
class MatcherWaysTest {
    private final AtomicInteger reads = new AtomicInteger();
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch slow = new CountDownLatch(1);
    private volatile Instant now = Instant.EPOCH;
    private volatile boolean slowly;
    private volatile boolean gone;

    private final MatcherWays ways = new MatcherWays(this::changelog, () -> now);

    @Test
    void shouldReadOnceAMinute() {
        assertThat(ways.read()).containsExactly(item(1));
        now = now.plusSeconds(59);
        assertThat(ways.read()).containsExactly(item(1));
        now = now.plusSeconds(1);
        assertThat(ways.read()).containsExactly(item(2));
    }

    @Test
    void shouldLetNobodyWaitWhoHasAnOlderAnswer() throws Exception {
        ways.read();
        now = now.plusSeconds(60);
        slowly = true;
        CompletableFuture<List<WayItem>> reader = CompletableFuture.supplyAsync(ways::read);
        begun.await();

        assertThat(ways.read()).containsExactly(item(1));
        assertThat(reader).isNotDone();

        slow.countDown();
        assertThat(reader.get()).containsExactly(item(2));
        assertThat(ways.read()).containsExactly(item(2));
        assertThat(reads).hasValue(2);
    }

    @Test
    void shouldReadTheFirstTimeForAllWhoWait() throws Exception {
        slowly = true;
        CompletableFuture<List<WayItem>> first = CompletableFuture.supplyAsync(ways::read);
        begun.await();
        CompletableFuture<List<WayItem>> second = CompletableFuture.supplyAsync(ways::read);

        slow.countDown();

        assertThat(first.get()).containsExactly(item(1)).isEqualTo(second.get());
        assertThat(reads).hasValue(1);
    }

    @Test
    void shouldTryAgainAfterAFailure() {
        gone = true;
        assertThatThrownBy(ways::read).isInstanceOf(KafkaUnavailableException.class);

        gone = false;
        assertThat(ways.read()).containsExactly(item(2));
    }

    private Map<String, List<LearnedWay>> changelog() {
        int read = reads.incrementAndGet();
        if (gone) {
            throw new KafkaUnavailableException("no matcher ever ran", new IllegalStateException());
        }
        if (slowly) {
            begun.countDown();
            try {
                slow.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        return Map.of("hall", List.of(new LearnedWay("north", "south", read, .5, 1, 2, 3)));
    }

    /** As the so manieth read finds it. */
    private static WayItem item(int read) {
        return new WayItem("hall", "north", "south", read, .5, 1, 2, 3);
    }
}
