package dev.sightline.app.demo;

import dev.sightline.platform.lifecycle.Service;

/**
 * Says something once the other services have stopped: first in the row, so last to be closed.
 *
 * @param words said on closing
 */
record ClosingMessage(Runnable words) implements Service {
    @Override
    public String name() {
        return "farewell";
    }

    @Override
    public void start() {
        // Speaks at the end only.
    }

    @Override
    public boolean ready() {
        return true;
    }

    @Override
    public boolean live() {
        return true;
    }

    @Override
    public void close() {
        words.run();
    }
}
