package dev.sightline.embedder.detect;

import java.util.List;
import java.util.Map;

/**
 * Typed reading of a manifest's textual {@code decoderOptions}. Errors name key, value and what is allowed.
 *
 * @param values as in the manifest
 */
public record DecoderOptions(Map<String, String> values) {
    public DecoderOptions {
        values = Map.copyOf(values);
    }

    /** A number within bounds, or {@code fallback} when absent. */
    public double number(String key, double fallback, double least, double most) {
        String text = values.get(key);
        if (text == null) {
            return fallback;
        }
        double value;
        try {
            value = Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw refused(key, text, "a number from " + least + " to " + most, e);
        }
        if (!(value >= least && value <= most)) {
            throw refused(key, text, "a number from " + least + " to " + most, null);
        }
        return value;
    }

    /** A whole number within bounds, or {@code fallback} when absent. */
    public int whole(String key, int fallback, int least, int most) {
        double value = number(key, fallback, least, most);
        if (value != Math.rint(value)) {
            throw refused(key, String.valueOf(value), "a whole number", null);
        }
        return (int) value;
    }

    /** A text, or {@code fallback} when absent. */
    public String text(String key, String fallback) {
        return values.getOrDefault(key, fallback);
    }

    /** Comma-separated output names, one per stride; {@code prefix} and the stride when absent. */
    public List<String> names(String key, List<Integer> strides, String prefix) {
        List<String> fallback = strides.stream().map(stride -> prefix + stride).toList();
        String text = values.get(key);
        if (text == null) {
            return fallback;
        }
        List<String> names = List.of(text.split("\\s*,\\s*"));
        if (names.size() != strides.size()) {
            throw refused(key, text, strides.size() + " comma-separated output names such as " + fallback, null);
        }
        return names;
    }

    /** Comma-separated whole numbers of at least 1, or {@code fallback} when absent. */
    public List<Integer> wholes(String key, List<Integer> fallback) {
        String text = values.get(key);
        if (text == null) {
            return fallback;
        }
        if (!text.matches("[1-9]\\d{0,5}(\\s*,\\s*[1-9]\\d{0,5})*")) {
            throw refused(key, text, "comma-separated whole numbers such as " + fallback, null);
        }
        return java.util.stream.Stream.of(text.split("\\s*,\\s*"))
                .map(Integer::valueOf)
                .toList();
    }

    private static IllegalArgumentException refused(
            String key, String value, String allowed, @org.jspecify.annotations.Nullable Throwable cause) {
        return new IllegalArgumentException(
                "decoderOptions." + key + " is '" + value + "'; allowed: " + allowed + "; correct model.json", cause);
    }
}
