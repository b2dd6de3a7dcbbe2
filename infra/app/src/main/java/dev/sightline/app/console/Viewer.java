package dev.sightline.app.console;

import java.util.List;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.LinkedBlockingDeque;

/**
 * One open page. Events wait in a bounded queue; a page that cannot follow loses the oldest, so it never slows the
 * others or the consumer down. Thread-safe.
 */
final class Viewer {
    private static final int CAPACITY = 1_000;

    private final BlockingDeque<WallEvent> queue = new LinkedBlockingDeque<>(CAPACITY);

    Viewer(List<WallEvent> snapshot) {
        snapshot.forEach(this::offer);
    }

    void offer(WallEvent event) {
        while (!queue.offerLast(event)) {
            queue.pollFirst();
        }
    }

    /** Waits for the next event. */
    WallEvent next() throws InterruptedException {
        return queue.takeFirst();
    }
}
