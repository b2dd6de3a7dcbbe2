package dev.sightline.models.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Strict reading of one JSON object: every key must be known, every required key present, every value of its type. One
 * message names the file, the key by its full path, the value found and what is allowed.
 */
final class JsonFields {
    private final String file;
    private final String path;
    private final JsonNode node;

    private JsonFields(String file, String path, JsonNode node) {
        this.file = file;
        this.path = path;
        this.node = node;
    }

    /** @throws ModelException when {@code node} is no object or has a key outside {@code allowed} */
    static JsonFields of(String file, String path, JsonNode node, String... allowed) {
        JsonFields fields = new JsonFields(file, path, node);
        if (!node.isObject()) {
            throw fields.bad(path.isEmpty() ? "the document" : path, node, "a JSON object");
        }
        List<String> known = Arrays.asList(allowed);
        for (String key : (Iterable<String>) node::fieldNames) {
            if (!known.contains(key)) {
                throw new ModelException(
                        file + ": key '" + fields.at(key) + "' is unknown; allowed: " + String.join(", ", known));
            }
        }
        return fields;
    }

    boolean has(String key) {
        return node.has(key);
    }

    JsonFields object(String key, String... allowed) {
        return of(file, at(key), required(key), allowed);
    }

    List<JsonFields> objects(String key, String... allowed) {
        List<JsonFields> found = new ArrayList<>();
        for (JsonNode element : array(key)) {
            found.add(of(file, at(key) + "[" + found.size() + "]", element, allowed));
        }
        return found;
    }

    String text(String key) {
        JsonNode value = required(key);
        if (!value.isTextual()) {
            throw bad(at(key), value, "a string");
        }
        return value.textValue();
    }

    /** A string that matches {@code pattern}, described for people by {@code allowed}. */
    String text(String key, String pattern, String allowed) {
        String value = text(key);
        if (!value.matches(pattern)) {
            throw bad(at(key), required(key), allowed);
        }
        return value;
    }

    <E extends Enum<E>> E oneOf(String key, E[] values, Function<E, String> label) {
        String value = text(key);
        for (E candidate : values) {
            if (label.apply(candidate).equals(value)) {
                return candidate;
            }
        }
        String allowed = Arrays.stream(values).map(label).collect(Collectors.joining(", "));
        throw bad(at(key), required(key), "one of " + allowed);
    }

    int integer(String key, int least, int greatest) {
        JsonNode value = required(key);
        if (!value.isInt() || value.intValue() < least || value.intValue() > greatest) {
            throw bad(at(key), value, "a whole number " + least + ".." + greatest);
        }
        return value.intValue();
    }

    long count(String key) {
        JsonNode value = required(key);
        if (!value.canConvertToLong() || !value.isIntegralNumber() || value.longValue() < 1) {
            throw bad(at(key), value, "a whole number of at least 1");
        }
        return value.longValue();
    }

    double number(String key) {
        JsonNode value = required(key);
        if (!value.isNumber()) {
            throw bad(at(key), value, "a number");
        }
        return value.doubleValue();
    }

    boolean flag(String key) {
        JsonNode value = required(key);
        if (!value.isBoolean()) {
            throw bad(at(key), value, "true or false");
        }
        return value.booleanValue();
    }

    double[] numbers(String key) {
        JsonNode value = array(key);
        double[] numbers = new double[value.size()];
        for (int i = 0; i < numbers.length; i++) {
            if (!value.get(i).isNumber()) {
                throw bad(at(key) + "[" + i + "]", value.get(i), "a number");
            }
            numbers[i] = value.get(i).doubleValue();
        }
        return numbers;
    }

    List<String> texts(String key) {
        List<String> texts = new ArrayList<>();
        for (JsonNode element : array(key)) {
            if (!element.isTextual()) {
                throw bad(at(key) + "[" + texts.size() + "]", element, "a string");
            }
            texts.add(element.textValue());
        }
        return texts;
    }

    Map<String, String> textMap(String key) {
        JsonNode value = required(key);
        if (!value.isObject()) {
            throw bad(at(key), value, "a JSON object of strings");
        }
        Map<String, String> map = new TreeMap<>();
        value.properties().forEach(entry -> {
            if (!entry.getValue().isTextual()) {
                throw bad(at(key) + "." + entry.getKey(), entry.getValue(), "a string");
            }
            map.put(entry.getKey(), entry.getValue().textValue());
        });
        return map;
    }

    ModelException bad(String where, @Nullable JsonNode value, String allowed) {
        return new ModelException(file + ": key '" + where + "' is " + value + "; allowed: " + allowed);
    }

    /** A record's own refusal, with the file and the place put in front. */
    ModelException bad(IllegalArgumentException refusal) {
        return new ModelException(file + ": key '" + path + "': " + refusal.getMessage(), refusal);
    }

    private JsonNode array(String key) {
        JsonNode value = required(key);
        if (!value.isArray()) {
            throw bad(at(key), value, "a JSON array");
        }
        return value;
    }

    private JsonNode required(String key) {
        JsonNode value = node.get(key);
        if (value == null) {
            throw new ModelException(file + ": key '" + at(key) + "' is missing; add it");
        }
        return value;
    }

    private String at(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }
}
