package dev.sightline.trainer.loss;

import java.util.List;
import java.util.Locale;

/**
 * Says when a run has collapsed: all people described alike, which no further epoch repairs. Pure: the same history gives
 * the same verdict.
 *
 * @param grace epochs at the start that are not judged, 0 or more
 * @param patience how many epochs in a row must look collapsed, 1 or more
 */
public record CollapseGuard(int grace, int patience) {
    /** What to change when all people come to be described alike. */
    public static final String AGAINST_A_POINT =
            "compare normalized features, start the triplet term some epochs later, lower the peak rate to a third";

    /** Impostors nearer than this, or than this share of a row's length, are one point. */
    private static final double POINT = .05;

    private static final double POINT_SHARE = .02;
    /** Below this effective rank all rows are on about one line. */
    private static final double LINE = 1.5;
    /** A line tells few people apart, which is no fault where there are few. */
    private static final int FEW_PEOPLE = 4;
    /** Strangers must be farther than crops of one person by this share. */
    private static final double APART = .01;

    private static final double EXPLODED = 1e6;
    /** Rows this much shorter than in the first epoch, while this share of triplets is active (half is chance), shrink. */
    private static final double SHRUNK = .25;

    private static final double SHRUNK_ACTIVE = .35;

    /** What the history says. */
    public sealed interface Verdict {
        /** Go on. */
        record Healthy() implements Verdict {}

        /**
         * Stop, and go back to the last good state.
         *
         * @param reason with numbers
         * @param change what to change before the next try
         */
        record Collapsed(String reason, String change) implements Verdict {}
    }

    public CollapseGuard {
        if (grace < 0 || patience < 1) {
            throw new IllegalArgumentException("A collapse guard with grace " + grace + " and patience " + patience
                    + " is not allowed: use grace 0 or more and patience 1 or more");
        }
    }

    /** Two epochs of grace, and two in a row. */
    public static CollapseGuard usual() {
        return new CollapseGuard(2, 2);
    }

    /** Whether descriptors of length 1 are one point: those of different people are so far apart on the mean. */
    public static boolean isOnePoint(double meanDistance) {
        return !(meanDistance >= POINT);
    }

    /** Judges epochs, oldest first, one reading each. Numbers that are none are judged at once. */
    public Verdict judge(List<EmbeddingHealth> epochs) {
        if (epochs.isEmpty()) {
            return new Verdict.Healthy();
        }
        EmbeddingHealth last = epochs.get(epochs.size() - 1);
        if (!(last.norm() < EXPLODED)) {
            return verdict(Sign.EXPLODED, last);
        }
        double start = epochs.get(0).scale();
        Sign sign = sign(last, start);
        if (sign == Sign.NONE || epochs.size() < grace + patience) {
            return new Verdict.Healthy();
        }
        boolean lasting = epochs.subList(epochs.size() - patience, epochs.size()).stream()
                .noneMatch(e -> sign(e, start) == Sign.NONE);
        return lasting ? verdict(sign, last) : new Verdict.Healthy();
    }

    private enum Sign {
        NONE,
        EXPLODED,
        POINT,
        LINE,
        SHRINKING,
        BLIND
    }

    private static Sign sign(EmbeddingHealth health, double start) {
        if (health.people() < 2) {
            return Sign.NONE;
        }
        if (health.impostor() < POINT || health.impostor() < POINT_SHARE * health.scale()) {
            return Sign.POINT;
        }
        if (health.effectiveRank() < LINE && health.people() >= FEW_PEOPLE) {
            return Sign.LINE;
        }
        if (health.scale() < SHRUNK * start && health.activeTriplets() > SHRUNK_ACTIVE) {
            return Sign.SHRINKING;
        }
        return health.impostor() - health.genuine() < APART * health.impostor() ? Sign.BLIND : Sign.NONE;
    }

    private static Verdict verdict(Sign sign, EmbeddingHealth last) {
        return switch (sign) {
            case EXPLODED ->
                new Verdict.Collapsed(
                        text("features have a mean length of %.3g", last.norm()),
                        "lower the peak rate to a third, clip the gradient norm (5 is usual), warm up for longer");
            case POINT ->
                new Verdict.Collapsed(
                        text(
                                "all people are described alike: strangers are %.3g apart at a length of %.3g, so a soft"
                                        + " margin stays at ln 2 = 0.693 (%.0f%% of triplets are active)",
                                last.impostor(), last.scale(), 100 * last.activeTriplets()),
                        AGAINST_A_POINT);
            case LINE ->
                new Verdict.Collapsed(
                        text(
                                "descriptors of %d people lie on about one line: effective rank %.2f",
                                last.people(), last.effectiveRank()),
                        "add the identity loss or weigh it more, start the triplet term some epochs later, lower the peak"
                                + " rate to a third");
            case SHRINKING ->
                new Verdict.Collapsed(
                        text(
                                "descriptors shrink to a point instead of parting people: their length fell to %.3g and"
                                        + " %.0f%% of triplets are active (half is chance)",
                                last.scale(), 100 * last.activeTriplets()),
                        AGAINST_A_POINT);
            default ->
                new Verdict.Collapsed(
                        text(
                                "strangers are no farther apart than crops of one person: %.3g against %.3g (%.0f%% of"
                                        + " triplets are active)",
                                last.impostor(), last.genuine(), 100 * last.activeTriplets()),
                        "check the labels of some crops; start from a trained network, lower the peak rate to a third, warm"
                                + " up for longer, use semi-hard triplets at first");
        };
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
