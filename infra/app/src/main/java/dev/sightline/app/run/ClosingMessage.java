package dev.sightline.app.run;

import dev.sightline.platform.lifecycle.Service;

/**
 * Says something once the other services have stopped: first in the list, so closed last.
 *
 * @param words printed on closing
 */
public record ClosingMessage(Runnable words) implements Service {
    @Override
    public String name() {
        return "closing-message";
    }

    @Override
    public void close() {
        words.run();
    }
}
