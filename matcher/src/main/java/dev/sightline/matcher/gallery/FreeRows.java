package dev.sightline.matcher.gallery;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;

/** Ranges of rows to give away: those handed back, smallest that fits first, before new ones at the end. */
final class FreeRows {
    private final TreeMap<Integer, Deque<Integer>> startsByLength = new TreeMap<>();
    private int end;
    private int free;

    /** The row after the last one ever given. */
    int end() {
        return end;
    }

    /** Rows before the end that belong to nobody. */
    int free() {
        return free;
    }

    /** The beginning of a range of so many rows. */
    int take(int length) {
        Map.Entry<Integer, Deque<Integer>> fit = startsByLength.ceilingEntry(length);
        if (fit == null) {
            end += length;
            return end - length;
        }
        int start = fit.getValue().pop();
        if (fit.getValue().isEmpty()) {
            startsByLength.remove(fit.getKey());
        }
        free -= fit.getKey();
        if (fit.getKey() > length) {
            release(start + length, fit.getKey() - length);
        }
        return start;
    }

    void release(int start, int length) {
        startsByLength.computeIfAbsent(length, l -> new ArrayDeque<>()).push(start);
        free += length;
    }

    /** Rows from 0 to {@code rows - 1} are given, all others are new. */
    void reset(int rows) {
        startsByLength.clear();
        end = rows;
        free = 0;
    }
}
