package dev.sightline.console.live;

import java.util.List;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.LinkedBlockingDeque;

/**
 * One open page. Events wait in a bounded queue; a page that cannot follow loses the oldest, so it never slows the
 * others or the consumer down. Thread-safe.
 */
final class LiveViewer {
    private static final int CAPACITY = 1_000;

    private final BlockingDeque<LiveEvent> queue = new LinkedBlockingDeque<>(CAPACITY);

    LiveViewer(List<LiveEvent> snapshot) {
        snapshot.forEach(this::offer);
    }

    void offer(LiveEvent event) {
        while (!queue.offerLast(event)) {
            queue.pollFirst();
        }
    }

    /** Waits for the next event. */
    LiveEvent next() throws InterruptedException {
        return queue.takeFirst();
    }
}
