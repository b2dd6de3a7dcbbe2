package dev.sightline.trainer.labeled;

import java.util.HashMap;
import java.util.Map;

/** Numbers names in the order they come, from 0. Not safe for use by several threads. */
public final class Numbering {
    private final Map<String, Integer> numbers = new HashMap<>();

    /** The number of a name, a new one for a new name. */
    public int of(String name) {
        return numbers.computeIfAbsent(name, n -> numbers.size());
    }

    /** How many names there are. */
    public int count() {
        return numbers.size();
    }
}
