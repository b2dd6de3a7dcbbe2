package dev.sightline.trainer.recipe;

import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Refuses recipe values, naming the key, the value and what is allowed. */
public final class AllowedValues {
    private AllowedValues() {}

    public static void range(String key, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            throw new IllegalArgumentException(
                    key + " is " + plain(value) + "; allowed: " + plain(least) + " to " + plain(most));
        }
    }

    public static void oneOf(String key, String value, String... allowed) {
        if (!List.of(allowed).contains(value)) {
            throw new IllegalArgumentException(key + " is '" + value + "'; allowed: " + String.join(", ", allowed));
        }
    }

    public static void pattern(String key, String value) {
        try {
            Pattern.compile(value);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    key + " is '" + value + "'; allowed: a regular expression (" + e.getDescription() + ")", e);
        }
    }

    public static void found(String key, String nodes, int found) {
        if (found == 0) {
            throw new IllegalArgumentException(key + " is '" + nodes + "', which no node that it could mean is called;"
                    + " give a regular expression found in names of the network's nodes, as graph viewers show them");
        }
    }

    private static String plain(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
