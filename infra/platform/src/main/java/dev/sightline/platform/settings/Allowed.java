package dev.sightline.platform.settings;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/**
 * What values a setting may have beyond its type.
 *
 * @param text for people; empty for no bound
 * @param holds whether a parsed value is allowed
 */
record Allowed(String text, Predicate<Object> holds) {
    static final Allowed ANY = new Allowed("", value -> true);

    /** The bounds a mapping method declares by annotation. */
    static Allowed of(Method method) {
        Range range = method.getAnnotation(Range.class);
        if (range != null) {
            return range(range);
        }
        Between between = method.getAnnotation(Between.class);
        if (between != null) {
            return between(between);
        }
        OneOf oneOf = method.getAnnotation(OneOf.class);
        if (oneOf != null) {
            List<String> values = List.of(oneOf.value());
            return new Allowed("one of " + String.join(", ", values), value -> values.contains(value.toString()));
        }
        Matches matches = method.getAnnotation(Matches.class);
        if (matches != null) {
            return new Allowed(matches.meaning(), value -> value.toString().matches(matches.value()));
        }
        return ANY;
    }

    private static Allowed range(Range range) {
        boolean low = Double.isFinite(range.min());
        boolean high = Double.isFinite(range.max());
        String text = low && high
                ? number(range.min()) + " to " + number(range.max())
                : low ? number(range.min()) + " or more" : high ? number(range.max()) + " or less" : "";
        return new Allowed(text, value -> {
            double number = ((Number) value).doubleValue();
            return number >= range.min() && number <= range.max();
        });
    }

    private static Allowed between(Between between) {
        return new Allowed(between.min() + " to " + between.max(), value -> {
            if (value instanceof Duration duration) {
                return duration.compareTo(DurationText.parse(between.min())) >= 0
                        && duration.compareTo(DurationText.parse(between.max())) <= 0;
            }
            return value instanceof ByteSize size
                    && size.compareTo(ByteSize.of(between.min())) >= 0
                    && size.compareTo(ByteSize.of(between.max())) <= 0;
        });
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? String.valueOf((long) value)
                : String.valueOf(value);
    }
}
