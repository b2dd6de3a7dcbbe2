package dev.sightline.trainer.recipe;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Names that recipes of earlier versions use. They keep working: what is read has the names of today. */
final class RenamedKeys {
    private static final Map<String, String> TODAY = Map.of(
            "optimiser", "optimizer",
            "normalised", "normalized",
            "colour", "color",
            "grey", "gray");
    private static final Map<String, String> LOSSES = Map.of("centre", "center");

    private RenamedKeys() {}

    /** The name of today for a key, itself when it was never renamed. */
    static String of(String key) {
        return TODAY.getOrDefault(key, key);
    }

    /** A copy with text keys only, under the names of today. */
    static Map<String, Object> in(Map<?, ?> map) {
        Map<String, Object> copy = new LinkedHashMap<>();
        map.forEach((key, value) -> copy.put(of(String.valueOf(key)), value(String.valueOf(key), value)));
        return copy;
    }

    private static Object value(String key, Object value) {
        if (value instanceof Map<?, ?> map) {
            return in(map);
        }
        if (value instanceof List<?> list) {
            // A list of its own for each key: YAML writes one list that stands twice as a reference.
            List<Object> copy = new ArrayList<>();
            list.forEach(entry -> copy.add(value(key, entry)));
            return copy;
        }
        return key.equals("loss") && value instanceof String loss ? LOSSES.getOrDefault(loss, loss) : value;
    }
}
