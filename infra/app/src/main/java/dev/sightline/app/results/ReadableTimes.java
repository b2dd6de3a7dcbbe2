package dev.sightline.app.results;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Puts a readable time behind each one in microseconds of a JSON line: {@code "start_time"} behind
 * {@code "start_time_us"}, {@code "time"} behind {@code "timeUs"}. What was there stays as it was, byte for byte. Quotes
 * inside a text are escaped, so a text that looks like a field is none.
 */
final class ReadableTimes {
    private static final Pattern MICROS = Pattern.compile("\"(\\w*time)(_us|Us)\":(\"?)(\\d{1,18})\\3");

    private ReadableTimes() {}

    static String in(String line) {
        return MICROS.matcher(line).replaceAll(ReadableTimes::withReadable);
    }

    private static String withReadable(MatchResult field) {
        String readable = UtcTime.iso(Long.parseLong(field.group(4)));
        return field.group() + ",\"" + field.group(1) + "\":\"" + readable + "\"";
    }
}
