package dev.sightline.trainer.recipe;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.PropertyBindingException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** Which key of a recipe's YAML belongs to which part of a {@link Recipe}, and what to say of one that is wrong. */
final class RecipeKeys {
    /** All keys, in the order they are written. */
    private static final List<String> ORDER = List.of(
            "name",
            "task",
            "network",
            "epochs",
            "seed",
            "batch",
            "losses",
            "optimizer",
            "schedule",
            "freeze",
            "style-mixing",
            "augmentation",
            "patches",
            "average",
            "memory",
            "mining",
            "validation",
            "guard",
            "half-weights",
            "mirror-images");

    private static final Map<String, List<String>> PARTS = Map.of(
            "data", List.of("batch", "mining", "augmentation", "patches"),
            "learning", List.of("losses", "optimizer", "schedule", "freeze", "style-mixing", "average", "memory"),
            "supervision", List.of("validation", "guard"),
            "packaging", List.of("half-weights", "mirror-images"));

    private RecipeKeys() {}

    /** The tree as {@link Recipe} has it, its keys under their parts. */
    static Map<String, Object> grouped(Map<String, Object> flat) {
        for (String key : flat.keySet()) {
            if (!ORDER.contains(key)) {
                throw new IllegalArgumentException(
                        "there is no key '" + key + "'; allowed: " + String.join(", ", ORDER));
            }
        }
        Map<String, Object> grouped = new LinkedHashMap<>(flat);
        PARTS.forEach((part, keys) -> {
            Map<String, Object> own = new LinkedHashMap<>(flat);
            own.keySet().retainAll(keys);
            grouped.keySet().removeAll(keys);
            grouped.put(part, own);
        });
        return grouped;
    }

    /** Every key that a recipe has at its top, in order. */
    static List<String> names() {
        return ORDER;
    }

    /** The tree as YAML has it, all keys side by side. */
    static Map<String, Object> flat(Map<String, Object> grouped) {
        Map<String, Object> all = new LinkedHashMap<>(grouped);
        for (String part : PARTS.keySet()) {
            if (all.remove(part) instanceof Map<?, ?> own) {
                own.forEach((key, value) -> all.put(String.valueOf(key), value));
            }
        }
        Map<String, Object> ordered = new LinkedHashMap<>();
        ORDER.forEach(key -> ordered.put(key, Objects.requireNonNull(all.get(key))));
        return ordered;
    }

    /** What a person can use of a mapping failure: the place and the reason. */
    static String explain(IllegalArgumentException e) {
        if (!(e.getCause() instanceof JsonMappingException mapping)) {
            return String.valueOf(e.getMessage());
        }
        String place = place(mapping);
        if (mapping instanceof PropertyBindingException unknown && unknown.getKnownPropertyIds() != null) {
            String allowed = unknown.getKnownPropertyIds().stream()
                    .map(String::valueOf)
                    .sorted()
                    .collect(Collectors.joining(", "));
            return "there is no key '" + place + "'; allowed beside it: " + allowed;
        }
        Throwable reason = mapping.getCause() instanceof IllegalArgumentException own ? own : mapping;
        String text = String.valueOf(reason == mapping ? mapping.getOriginalMessage() : reason.getMessage());
        return place.isEmpty() || text.contains(place) ? text : "at " + place + ": " + text;
    }

    /** Such as {@code batch.people} or {@code losses[1].margin}; people know no parts. */
    private static String place(JsonMappingException mapping) {
        StringBuilder place = new StringBuilder();
        for (JsonMappingException.Reference step : mapping.getPath()) {
            if (step.getFieldName() == null) {
                place.append('[').append(step.getIndex()).append(']');
            } else if (!place.isEmpty() || !PARTS.containsKey(step.getFieldName())) {
                place.append(place.isEmpty() ? "" : ".").append(step.getFieldName());
            }
        }
        return place.toString();
    }
}
