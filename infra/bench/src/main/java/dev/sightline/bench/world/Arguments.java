package dev.sightline.bench.world;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code --name value} pairs and flags of a benchmark's command line. */
final class Arguments {
    private final Map<String, String> values = new HashMap<>();

    /** @throws IllegalArgumentException for an unknown name, a name without its value, or anything else */
    Arguments(List<String> arguments, Set<String> names, Set<String> flags) {
        for (int i = 0; i < arguments.size(); i++) {
            String name = arguments.get(i);
            if (flags.contains(name)) {
                values.put(name, "true");
            } else if (names.contains(name) && i + 1 < arguments.size()) {
                values.put(name, arguments.get(++i));
            } else {
                throw new IllegalArgumentException(
                        names.contains(name) ? name + " needs a value" : "unknown option " + name);
            }
        }
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name));
    }

    double number(String name, double otherwise) {
        return text(name).map(v -> number(name, v)).orElse(otherwise);
    }

    /** The comma-separated parts of a value. */
    Optional<List<String>> list(String name) {
        return text(name).map(v -> Arrays.asList(v.split(",", -1)));
    }

    /** @throws IllegalArgumentException that names the option */
    static double number(String name, String value) {
        try {
            return Double.parseDouble(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " is '" + value + "'; allowed: a number", e);
        }
    }
}
