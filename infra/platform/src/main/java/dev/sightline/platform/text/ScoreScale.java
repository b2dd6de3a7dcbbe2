package dev.sightline.platform.text;

import dev.sightline.platform.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * What the scores of one file of detections mean: 0 to 1 as they are, with any above as percent, and no score as certain.
 * Give it every score first, then ask. Scores that are neither are refused, and what was not taken as written is noted as
 * a problem. Mutable, of one file.
 */
public final class ScoreScale {
    private static final double PERCENT = 100;
    /** Rounding of scores of 1. */
    private static final double ROUNDED = 1.01;
    /** The best score of a file in percent is above, and that of MOT15's detectors below. */
    private static final double LEAST_PERCENT = 10;

    private static final double MOST_PERCENT = 1000;

    private final String file;
    private double highest = Double.NEGATIVE_INFINITY;
    private double lowest = Double.POSITIVE_INFINITY;
    private double example;
    private long outside;
    private long given;

    /** Of a file, named in messages. */
    public ScoreScale(String file) {
        this.file = file;
    }

    /** Takes a score into account. */
    public void see(OptionalDouble score) {
        score.ifPresent(value -> {
            given++;
            highest = Math.max(highest, value);
            lowest = Math.min(lowest, value);
            if (value < 0 || value > PERCENT) {
                example = outside++ == 0 ? value : example;
            }
        });
    }

    /**
     * A score on a scale where 1 is certain. A file in percent may have some outside 0 to 1.
     *
     * @throws TextException when the scores of the file are neither
     */
    public double of(OptionalDouble score) {
        return score.isEmpty() ? 1 : score.getAsDouble() / divisor();
    }

    /** {@link #of}, what is outside 0 to 1 taken to the nearer end. */
    public double within(OptionalDouble score) {
        return Math.max(0, Math.min(1, of(score)));
    }

    private double divisor() {
        if (highest <= ROUNDED) {
            return 1;
        }
        if (highest < LEAST_PERCENT || highest > MOST_PERCENT) {
            throw new TextException(String.format(
                    Locale.ROOT,
                    "%s: scores go from %s to %s; allowed: 0 to 1, percent from 0 to 100, or -1 where no score was given",
                    file,
                    plain(lowest),
                    plain(highest)));
        }
        return PERCENT;
    }

    /** What was not taken as written. */
    public List<Problem> problems() {
        List<Problem> problems = new ArrayList<>();
        if (given > 0 && divisor() == PERCENT) {
            problems.add(new Problem(
                    file,
                    "scores-in-percent",
                    "its scores go up to " + plain(highest) + " and were read as percent",
                    given,
                    "divide them by 100"));
        }
        if (outside > 0) {
            problems.add(new Problem(
                    file,
                    "scores-out-of-range",
                    outside + " of " + given + " scores are out of range, such as " + plain(example),
                    outside,
                    "give scores from 0 to 1, or -1 where there is none"));
        }
        return problems;
    }

    private static String plain(double score) {
        return score == Math.rint(score) && Math.abs(score) < 1e15
                ? String.valueOf((long) score)
                : String.valueOf(score);
    }
}
