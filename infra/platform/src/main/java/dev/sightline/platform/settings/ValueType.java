package dev.sightline.platform.settings;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How one value is written.
 *
 * @param name for people: "whole number"
 * @param parse text to value; {@link IllegalArgumentException} when it is none
 * @param canonical value to the text the mapping's converter reads
 */
record ValueType(String name, Function<String, Object> parse, Function<Object, String> canonical) {
    private static final Map<Class<?>, ValueType> PLAIN = Map.ofEntries(
            Map.entry(String.class, plain("text", text -> text)),
            Map.entry(int.class, plain("whole number", ValueType::wholeInt)),
            Map.entry(Integer.class, plain("whole number", ValueType::wholeInt)),
            Map.entry(long.class, plain("whole number", ValueType::wholeLong)),
            Map.entry(Long.class, plain("whole number", ValueType::wholeLong)),
            Map.entry(double.class, plain("number", ValueType::number)),
            Map.entry(Double.class, plain("number", ValueType::number)),
            Map.entry(boolean.class, plain("true or false", ValueType::truth)),
            Map.entry(Boolean.class, plain("true or false", ValueType::truth)),
            Map.entry(Duration.class, plain("duration", DurationText::parse)),
            Map.entry(ByteSize.class, plain("size", ByteSize::of)),
            Map.entry(Path.class, plain("path", ValueType::path)));

    static Optional<ValueType> of(Class<?> java) {
        if (java.isEnum()) {
            return Optional.of(choice(java));
        }
        return Optional.ofNullable(PLAIN.get(java));
    }

    private static ValueType plain(String name, Function<String, Object> parse) {
        return new ValueType(name, parse, String::valueOf);
    }

    private static ValueType choice(Class<?> java) {
        List<Enum<?>> constants = Arrays.stream(java.getEnumConstants())
                .<Enum<?>>map(constant -> (Enum<?>) constant)
                .toList();
        String allowed = constants.stream().map(ValueType::kebab).collect(Collectors.joining(", "));
        return new ValueType(
                "one of " + allowed,
                text -> constants.stream()
                        .filter(constant -> kebab(constant).equals(kebab(text)))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("must be one of " + allowed)),
                value -> ((Enum<?>) value).name());
    }

    private static String kebab(Enum<?> constant) {
        return kebab(constant.name());
    }

    private static String kebab(String text) {
        return text.strip().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Object wholeInt(String text) {
        long value = (Long) wholeLong(text);
        if (value != (int) value) {
            throw new IllegalArgumentException(
                    "must be a whole number from " + Integer.MIN_VALUE + " to " + Integer.MAX_VALUE);
        }
        return (int) value;
    }

    private static Object wholeLong(String text) {
        try {
            return Long.parseLong(text.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("must be a whole number", e);
        }
    }

    private static Object number(String text) {
        try {
            double value = Double.parseDouble(text.strip());
            if (Double.isFinite(value)) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("must be a number, such as 0.5", e);
        }
        throw new IllegalArgumentException("must be a finite number, such as 0.5");
    }

    private static Object truth(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "true", "yes", "on" -> true;
            case "false", "no", "off" -> false;
            default -> throw new IllegalArgumentException("must be true or false");
        };
    }

    private static Object path(String text) {
        try {
            return Path.of(text.strip());
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("must be a path of this system", e);
        }
    }
}
