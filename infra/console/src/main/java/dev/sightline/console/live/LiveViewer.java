package dev.sightline.console.live;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * One open page. Events wait in a bounded queue; a page that cannot follow loses the oldest, so it never slows the
 * others or the consumer down. Thread-safe.
 */
public final class LiveViewer {
    private static final int CAPACITY = 1_000;

    private final BlockingDeque<LiveEvent> queue = new LinkedBlockingDeque<>(CAPACITY);

    private final Predicate<LiveEvent> wanted;

    /** @param wanted what this page is to get */
    LiveViewer(List<LiveEvent> snapshot, Predicate<LiveEvent> wanted) {
        this.wanted = wanted;
        snapshot.forEach(this::offer);
    }

    void offer(LiveEvent event) {
        if (!wanted.test(event)) {
            return;
        }
        while (!queue.offerLast(event)) {
            queue.pollFirst();
        }
    }

    /** Waits for the next event; empty when none came in this time. */
    public Optional<LiveEvent> next(Duration patience) throws InterruptedException {
        return Optional.ofNullable(queue.pollFirst(patience.toMillis(), TimeUnit.MILLISECONDS));
    }
}
