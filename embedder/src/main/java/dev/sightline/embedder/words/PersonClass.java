package dev.sightline.embedder.words;

import dev.sightline.contracts.calibration.AnswerOdds;
import dev.sightline.contracts.descriptor.UnitVector;
import java.util.ArrayList;
import java.util.List;

/**
 * Something that people are, such as "courier" or "hard hat": a direction among descriptors, and what standing out along it
 * means. Made of words, or of a few crops: their mean, away from that of people at large, pulled back the more the fewer they
 * are. Crops and words alike are worth what they were worth on people whom they were not made of.
 *
 * @param name of the class
 * @param origin what it was made of, for people
 * @param direction a unit vector among descriptors
 * @param center and {@code spread}: mean and deviation of the scores of people at large
 * @param odds of standing out
 */
public record PersonClass(
        String name, String origin, UnitVector direction, double center, double spread, AnswerOdds odds) {
    /** Fewest crops: one alone says nothing of how much crops of the class differ. */
    public static final int LEAST_CROPS = 3;

    /** As many crops as are worth as much as what is known before any is seen: that they stand out not at all. */
    private static final double KNOWN_BEFORE = 2;

    private static final double STEEPEST = 8;

    public PersonClass {
        if (!name.matches("[\\p{L}\\p{N}][\\p{L}\\p{N} ._-]{0,62}")) {
            throw new IllegalArgumentException("class name '" + name
                    + "' is not allowed: use 1 to 63 letters, digits, blanks, dots, dashes and underscores, a letter or digit"
                    + " first");
        }
        if (!(spread > 0)) {
            throw new IllegalArgumentException("spread " + spread + " is not allowed: use a number above 0");
        }
    }

    /** Of words. */
    public static PersonClass of(String name, WordQuery query, AnswerOdds fits) {
        return new PersonClass(name, "words: " + query.text(), query.direction(), query.center(), query.spread(), fits);
    }

    /**
     * Of crops. Each is scored by a prototype made of the others; with m their mean standing, pulled to 0 by how few they are,
     * and people at large at 0, the log likelihood ratio of two normal distributions of equal deviation is m s - m²/2.
     *
     * @param crops descriptors of one model, at least {@value #LEAST_CROPS}
     */
    public static PersonClass of(String name, List<UnitVector> crops, PeopleAtLarge people) {
        if (crops.size() < LEAST_CROPS) {
            throw new IllegalArgumentException("class '" + name + "' is made of " + crops.size() + " crops; at least "
                    + LEAST_CROPS + " are needed, of different people where it is not about one person");
        }
        double sum = 0;
        for (int i = 0; i < crops.size(); i++) {
            List<UnitVector> others = new ArrayList<>(crops);
            UnitVector left = others.remove(i);
            UnitVector prototype = prototype(others, people);
            sum += (prototype.cosine(left) - people.center(prototype.values())) / people.spread(prototype.values());
        }
        double mean = Math.min(STEEPEST, Math.max(0, sum / (crops.size() + KNOWN_BEFORE)));
        UnitVector all = prototype(crops, people);
        return new PersonClass(
                name,
                crops.size() + " crops",
                all,
                people.center(all.values()),
                people.spread(all.values()),
                new AnswerOdds(mean, -mean * mean / 2));
    }

    private static UnitVector prototype(List<UnitVector> crops, PeopleAtLarge people) {
        float[] mean = UnitVector.mean(crops).values();
        float[] large = people.mean();
        for (int i = 0; i < mean.length; i++) {
            mean[i] -= large[i];
        }
        return UnitVector.normalize(crops.get(0).modelId(), mean, 1);
    }

    /**
     * The log likelihood ratio of each candidate; above 0 it is rather of the class than not. Held against people at large, not
     * against the other candidates: all of them may be of the class.
     */
    public double[] logRatios(List<UnitVector> candidates) {
        return candidates.stream()
                .mapToDouble(c -> odds.slope() * (direction.cosine(c) - center) / spread + odds.offset())
                .toArray();
    }

    /**
     * The probability of each class for each candidate, if a candidate is of one of them or of none.
     *
     * @param some probability, before looking, that a candidate is of any of the classes, above 0 and below 1
     * @return by candidate, then by class in order; what is missing to 1 is none of these
     */
    public static double[][] memberships(List<PersonClass> classes, List<UnitVector> candidates, double some) {
        if (!(some > 0 && some < 1)) {
            throw new IllegalArgumentException(
                    "probability " + some + " is not allowed: use a number above 0 and below 1");
        }
        double[][] all = new double[candidates.size()][classes.size()];
        for (int c = 0; c < classes.size(); c++) {
            double[] ratios = classes.get(c).logRatios(candidates);
            for (int i = 0; i < ratios.length; i++) {
                all[i][c] = some / classes.size() * Math.exp(Math.min(500, ratios[i]));
            }
        }
        for (double[] row : all) {
            double sum = 1 - some;
            for (double value : row) {
                sum += value;
            }
            for (int c = 0; c < row.length; c++) {
                row[c] /= sum;
            }
        }
        return all;
    }
}
