package dev.sightline.trainer.pair;

import java.util.Comparator;

/**
 * Two tracklets or crops that are said to show the same person, or two people. A pair is one pair whichever way round it
 * is said: {@code left} sorts before {@code right}.
 *
 * @param left tracklet id, or name of a crop
 * @param right another
 * @param same whether both show one person
 * @param source who says so
 */
public record LabeledPair(String left, String right, boolean same, LabelSource source)
        implements Comparable<LabeledPair> {
    private static final Comparator<LabeledPair> ORDER = Comparator.comparing(LabeledPair::source)
            .thenComparing(LabeledPair::left)
            .thenComparing(LabeledPair::right)
            .thenComparing(LabeledPair::same);

    public LabeledPair {
        if (left.isEmpty() || right.isEmpty() || left.equals(right)) {
            throw new IllegalArgumentException(
                    "a label is about two different tracklets or crops, got '" + left + "' and '" + right + "'");
        }
        if (left.compareTo(right) > 0) {
            String first = right;
            right = left;
            left = first;
        }
    }

    /** The most trusted first, then by name. */
    @Override
    public int compareTo(LabeledPair other) {
        return ORDER.compare(this, other);
    }

    /** For people. */
    @Override
    public String toString() {
        return left + (same ? " = " : " \u2260 ") + right + " (" + source.name().toLowerCase(java.util.Locale.ROOT)
                + ")";
    }
}
