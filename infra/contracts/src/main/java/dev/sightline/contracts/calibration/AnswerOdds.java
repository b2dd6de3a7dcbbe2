package dev.sightline.contracts.calibration;

import java.util.Arrays;
import java.util.List;

/**
 * What a search may claim: from how much each of the candidates stands out to the probability that it is the one looked for,
 * and that it is none of them. A candidate's likelihood ratio is {@code exp(slope * standing + offset)}; each is as likely
 * as another before anything is known, and nobody of them with 1 - {@code present}. So the same best candidate is worth less
 * among many, and less when a second one is as good.
 *
 * @param slope of the log likelihood ratio, 0 or more
 * @param offset of the log likelihood ratio
 */
public record AnswerOdds(double slope, double offset) {
    private static final int STEPS = 100;
    private static final double STEEPEST = 20;
    /** What is known of people at large counts as much as so many candidates. */
    private static final double KNOWN_BEFORE = 20;

    public AnswerOdds {
        if (!(slope >= 0 && slope <= STEEPEST) || !Double.isFinite(offset)) {
            throw new IllegalArgumentException("slope " + slope + " and offset " + offset
                    + " are not allowed: use a slope from 0 to " + STEEPEST + " and a finite offset");
        }
    }

    /**
     * How much each candidate stands out, in deviations, from its score: {@link Crowd#standing} in the {@link #crowd} of all of them.
     *
     * @param center and {@code spread}: mean and deviation of the scores of people at large, {@code spread} above 0
     */
    public static double[] standings(double[] scores, double center, double spread) {
        Crowd crowd = crowd(scores, center, spread);
        return Arrays.stream(scores).map(crowd::standing).toArray();
    }

    /**
     * What a candidate stands out from. Scores of a site lie higher or lower as a whole, so the candidates' own mean and
     * deviation count, the more the more there are, beside those of people at large.
     *
     * @param scores of all candidates, or of a fair sample of many
     * @param center and {@code spread}: mean and deviation of the scores of people at large, {@code spread} above 0
     */
    public static Crowd crowd(double[] scores, double center, double spread) {
        double weight = KNOWN_BEFORE + scores.length;
        double mean = (KNOWN_BEFORE * center + Arrays.stream(scores).sum()) / weight;
        double squares = KNOWN_BEFORE * (spread * spread + (center - mean) * (center - mean));
        for (double score : scores) {
            squares += (score - mean) * (score - mean);
        }
        return new Crowd(mean, Math.sqrt(squares / weight));
    }

    /**
     * The scores of those who are compared.
     *
     * @param mean of the scores
     * @param deviation of the scores, above 0
     */
    public record Crowd(double mean, double deviation) {
        /** How many deviations a score lies above the mean. */
        public double standing(double score) {
            return (score - mean) / deviation;
        }
    }

    /** The log likelihood ratio of somebody who stands out so much: above 0 it is rather the one looked for than not. */
    public double logRatio(double standing) {
        return slope * standing + offset;
    }

    /**
     * The probability of each candidate; what is missing to 1 is {@link #nobody}.
     *
     * @param standings how much each candidate stands out, in deviations of people at large
     * @param present the probability, before looking, that the one looked for is among them, above 0 and below 1
     */
    public double[] each(double[] standings, double present) {
        double[] all = all(standings, present);
        return Arrays.copyOf(all, standings.length);
    }

    /** The probability that it is none of the candidates. */
    public double nobody(double[] standings, double present) {
        return all(standings, present)[standings.length];
    }

    private double[] all(double[] standings, double present) {
        if (!(present > 0 && present < 1)) {
            throw new IllegalArgumentException(
                    "probability " + present + " of being there is not allowed: use a number above 0 and below 1");
        }
        double[] logs = new double[standings.length + 1];
        double share = Math.log(present / Math.max(1, standings.length));
        for (int i = 0; i < standings.length; i++) {
            logs[i] = share + logRatio(standings[i]);
        }
        logs[standings.length] = Math.log(1 - present);
        double most = Arrays.stream(logs).max().orElse(0);
        double sum = 0;
        for (int i = 0; i < logs.length; i++) {
            logs[i] = Math.exp(logs[i] - most);
            sum += logs[i];
        }
        for (int i = 0; i < logs.length; i++) {
            logs[i] /= sum;
        }
        return logs;
    }

    /**
     * A search whose answer is known.
     *
     * @param standings of the candidates
     * @param answer which one it was; -1: none of them
     */
    @SuppressWarnings("ArrayRecordComponent") // Copied in and out.
    public record Known(double[] standings, int answer) {
        public Known {
            if (answer < -1 || answer >= standings.length) {
                throw new IllegalArgumentException(
                        "answer " + answer + " is none of " + standings.length + " candidates");
            }
            standings = standings.clone();
        }

        @Override
        public double[] standings() {
            return standings.clone();
        }
    }

    /**
     * The slope and offset under which the known answers were most likely: a conditional logit in two numbers, by Newton's
     * method; the objective is convex.
     *
     * @param searches with an answer and without, at least ten of each
     */
    public static AnswerOdds fit(List<Known> searches, double present) {
        long without = searches.stream().filter(s -> s.answer < 0).count();
        if (without < 10 || searches.size() - without < 10) {
            throw new IllegalArgumentException(searches.size() - without + " searches with and " + without
                    + " without an answer are too few: at least 10 of each are needed");
        }
        AnswerOdds odds = new AnswerOdds(1, 0);
        for (int step = 0; step < STEPS; step++) {
            AnswerOdds next = odds.newton(searches, present);
            double moved = Math.abs(next.slope - odds.slope) + Math.abs(next.offset - odds.offset);
            odds = next;
            if (moved < 1e-9) {
                break;
            }
        }
        return odds;
    }

    private AnswerOdds newton(List<Known> searches, double present) {
        double[] gradient = new double[2];
        double[] curvature = {1e-6, 0, 1e-6};
        for (Known search : searches) {
            accumulate(search, present, gradient, curvature);
        }
        double determinant = curvature[0] * curvature[2] - curvature[1] * curvature[1];
        double bySlope = (curvature[2] * gradient[0] - curvature[1] * gradient[1]) / determinant;
        double byOffset = (curvature[0] * gradient[1] - curvature[1] * gradient[0]) / determinant;
        double shorter = Math.min(1, 2 / (Math.abs(bySlope) + Math.abs(byOffset) + 1e-12));
        return new AnswerOdds(Math.min(STEEPEST, Math.max(0, slope - shorter * bySlope)), offset - shorter * byOffset);
    }

    private void accumulate(Known search, double present, double[] gradient, double[] curvature) {
        double[] all = all(search.standings, present);
        double mean = 0;
        double square = 0;
        double there = 0;
        for (int i = 0; i < search.standings.length; i++) {
            mean += all[i] * search.standings[i];
            square += all[i] * search.standings[i] * search.standings[i];
            there += all[i];
        }
        gradient[0] += mean - (search.answer < 0 ? 0 : search.standings[search.answer]);
        gradient[1] += there - (search.answer < 0 ? 0 : 1);
        curvature[0] += square - mean * mean;
        curvature[1] += mean - mean * there;
        curvature[2] += there - there * there;
    }
}
