package dev.sightline.trainer.gate;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * One thing the gate looked at.
 *
 * @param name such as {@code rank-1} or {@code camera pair north -> south}
 * @param outcome what came out
 * @param reason in words, empty when it holds
 * @param figures names to numbers, in the order to show them
 */
public record Check(String name, Outcome outcome, String reason, Map<String, Object> figures) {
    private static final double ROUNDING = 1e-12;

    /** What came out. */
    public enum Outcome {
        /** Within its bound. */
        HOLDS,
        /** Beyond its bound: the challenger is refused. */
        FAILS,
        /** Nobody can say: the champion stays. */
        UNCLEAR,
        /** Shown for people, not judged. */
        LISTED
    }

    public Check {
        figures = new LinkedHashMap<>(figures);
    }

    @Override
    public Map<String, Object> figures() {
        return new LinkedHashMap<>(figures);
    }

    /** A figure whose fall must be shown to stay within {@code bound} (non-inferiority). */
    static Check notWorse(String name, Change change, double bound) {
        Map<String, Object> figures = figures(change, bound);
        if (change.low() >= -bound - ROUNDING) {
            return new Check(name, Outcome.HOLDS, "", figures);
        }
        if (change.high() < -bound) {
            return new Check(name, Outcome.FAILS, fall(name, change, bound), figures);
        }
        return new Check(
                name,
                Outcome.UNCLEAR,
                say(
                        "%s changes by %+.4f and may fall by as much as %.4f (bound %.4f): too few people to tell",
                        name, change.gain(), -change.low(), bound),
                figures);
    }

    /** A figure that must not be shown to fall by more than {@code bound}; for parts that are too small for more. */
    static Check noRegression(String name, Change change, double bound) {
        Map<String, Object> figures = figures(change, bound);
        if (change.gain() >= -bound - ROUNDING) {
            return new Check(name, Outcome.HOLDS, "", figures);
        }
        if (change.high() < 0) {
            return new Check(name, Outcome.FAILS, fall(name, change, bound), figures);
        }
        return new Check(
                name,
                Outcome.UNCLEAR,
                say("%s falls by %.4f (bound %.4f), which may be chance", name, -change.gain(), bound),
                figures);
    }

    static String fall(String name, Change change, double bound) {
        return say(
                "%s goes from %.4f to %.4f: worse by %.4f, bound %.4f",
                name, change.champion(), change.challenger(), -change.gain(), bound);
    }

    static String say(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    Check with(String figure, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(figures);
        more.put(figure, value);
        return new Check(name, outcome, reason, more);
    }

    static Map<String, Object> figures(Change change, double bound) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("champion", change.champion());
        figures.put("challenger", change.challenger());
        figures.put("gain", change.gain());
        figures.put("gainLow", change.low());
        figures.put("gainHigh", change.high());
        figures.put("allowedFall", bound);
        return figures;
    }
}
