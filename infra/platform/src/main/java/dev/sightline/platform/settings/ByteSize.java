package dev.sightline.platform.settings;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A size in bytes, written as {@code 512KiB}, {@code 8MiB}, {@code 2GiB} or plain bytes.
 *
 * @param bytes not negative
 */
public record ByteSize(long bytes) implements Comparable<ByteSize> {
    private static final Pattern TEXT = Pattern.compile("(\\d{1,18}) ?(B|KiB|MiB|GiB|TiB)?");
    private static final List<String> UNITS = List.of("B", "KiB", "MiB", "GiB", "TiB");

    public ByteSize {
        if (bytes < 0) {
            throw new IllegalArgumentException("a size of " + bytes + " bytes cannot be");
        }
    }

    /** Reads what {@link #toString} writes. */
    public static ByteSize of(String text) {
        Matcher matcher = TEXT.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + text + "' is not a size: write such as 512KiB, 8MiB or 2GiB");
        }
        int unit = matcher.group(2) == null ? 0 : UNITS.indexOf(matcher.group(2));
        return new ByteSize(Math.multiplyExact(Long.parseLong(matcher.group(1)), 1L << (10 * unit)));
    }

    @Override
    public int compareTo(ByteSize other) {
        return Long.compare(bytes, other.bytes);
    }

    @Override
    public String toString() {
        int unit = UNITS.size() - 1;
        while (unit > 0 && (bytes == 0 || bytes % (1L << (10 * unit)) != 0)) {
            unit--;
        }
        return (bytes >> (10 * unit)) + UNITS.get(unit);
    }
}
