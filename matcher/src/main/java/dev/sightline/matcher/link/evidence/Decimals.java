package dev.sightline.matcher.link.evidence;

import java.util.Locale;

/** Numbers as {@code %.3f} and the like word them, at a tenth of the cost: each decision words several. */
final class Decimals {
    /** Beyond it a number times a thousand is no longer exact to the digit. */
    private static final double GREAT = 1e9;

    private Decimals() {}

    static String three(double value) {
        return of(value, 3, 1_000);
    }

    static String one(double value) {
        return of(value, 1, 10);
    }

    static String none(double value) {
        return of(value, 0, 1);
    }

    private static String of(double value, int digits, int parts) {
        if (!(Math.abs(value) < GREAT)) {
            return String.format(Locale.ROOT, "%." + digits + "f", value);
        }
        long scaled = Math.round(Math.abs(value) * parts);
        StringBuilder text = new StringBuilder(12);
        if (value < 0) {
            text.append('-');
        }
        text.append(scaled / parts);
        if (digits > 0) {
            text.append('.');
            for (long rest = scaled % parts, place = parts / 10; place > 0; rest %= place, place /= 10) {
                text.append((char) ('0' + rest / place));
            }
        }
        return text.toString();
    }
}
