package dev.sightline.console.access;

import java.util.HashMap;
import java.util.Map;

/** How many live streams are open, of each user and in all: each takes a thread. Thread-safe. */
public final class Streams {
    private final int most;
    private final int mostPerUser;
    private final Map<String, Integer> open = new HashMap<>();
    private int all;

    public Streams(AccessPolicy policy) {
        this.most = policy.streams();
        this.mostPerUser = policy.streamsPerUser();
    }

    /** Takes a place; false when there is none. */
    public synchronized boolean enter(String user) {
        int own = open.getOrDefault(user, 0);
        if (all >= most || own >= mostPerUser) {
            return false;
        }
        open.put(user, own + 1);
        all++;
        return true;
    }

    /** Gives a place back. */
    public synchronized void leave(String user) {
        open.computeIfPresent(user, (name, count) -> count == 1 ? null : count - 1);
        all--;
    }

    public synchronized int open() {
        return all;
    }
}
