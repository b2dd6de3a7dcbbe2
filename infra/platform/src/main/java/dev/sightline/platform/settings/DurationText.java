package dev.sightline.platform.settings;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them: {@code 250ms}, {@code 5s}, {@code 2m}, {@code 12h}, {@code 14d}; ISO-8601 too. */
public final class DurationText {
    private static final Pattern TEXT = Pattern.compile("(\\d{1,12}(?:\\.\\d{1,9})?) ?(ms|s|m|h|d)");
    private static final Map<String, Duration> UNITS = Map.of(
            "ms", Duration.ofMillis(1),
            "s", Duration.ofSeconds(1),
            "m", Duration.ofMinutes(1),
            "h", Duration.ofHours(1),
            "d", Duration.ofDays(1));

    private DurationText() {}

    /**
     * Reads a duration.
     *
     * @throws IllegalArgumentException when it is none, or negative
     */
    public static Duration parse(String text) {
        Matcher matcher = TEXT.matcher(text.strip());
        if (matcher.matches()) {
            long nanos = UNITS.getOrDefault(matcher.group(2), Duration.ZERO).toMillis() * 1_000_000;
            try {
                return Duration.ofNanos(new BigDecimal(matcher.group(1))
                        .multiply(BigDecimal.valueOf(nanos))
                        .longValueExact());
            } catch (ArithmeticException e) {
                throw new IllegalArgumentException("'" + text + "' is longer or finer than a duration can be", e);
            }
        }
        try {
            Duration duration = Duration.parse(text.strip());
            if (!duration.isNegative()) {
                return duration;
            }
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(notADuration(text), e);
        }
        throw new IllegalArgumentException(notADuration(text));
    }

    private static String notADuration(String text) {
        return "'" + text + "' is not a duration: write such as 250ms, 5s, 2m, 12h or 14d";
    }
}
