package dev.sightline.embedder.words;

import dev.sightline.contracts.calibration.AnswerOdds;
import dev.sightline.contracts.descriptor.UnitVector;
import java.util.List;
import java.util.Optional;

/**
 * A sentence as a query. {@link #direction} is compared with stored descriptors like the descriptor of a photo: the higher the
 * cosine, the better somebody fits. Cosines of two queries do not mean the same; what one is worth say {@link #answers}.
 *
 * @param text as it was asked
 * @param direction a unit vector among descriptors, of the person descriptor's model id
 * @param center mean cosine of people at large
 * @param spread deviation of the cosines of people at large, above 0
 * @param odds what standing out means; empty where the package has no calibration
 * @param present the probability, before looking, that the one described is there
 */
public record WordQuery(
        String text, UnitVector direction, double center, double spread, Optional<AnswerOdds> odds, double present) {

    /** The cosine to a stored descriptor. */
    public double score(UnitVector descriptor) {
        return direction.cosine(descriptor);
    }

    /**
     * What the query may say about these candidates.
     *
     * @param candidates everybody who is searched, one descriptor each
     * @throws IllegalStateException when the package has no calibration
     */
    public Answers answers(List<UnitVector> candidates) {
        return answers(candidates.stream().mapToDouble(this::score).toArray());
    }

    /** {@link #answers(List)} of {@link #score}s. */
    public Answers answers(double[] scores) {
        AnswerOdds known = odds.orElseThrow(() -> new IllegalStateException(
                "the package that made this query has no calibration; train it with captions of 40 people or more"));
        double[] standings = AnswerOdds.standings(scores, center, spread);
        return new Answers(standings, known.each(standings, present), known.nobody(standings, present));
    }

    /**
     * Who it may be.
     *
     * @param standings of each candidate, in deviations
     * @param probabilities that it is this one, if it is one of them or nobody; with {@code nobody} they sum to 1
     * @param nobody the probability that it is none of them
     */
    @SuppressWarnings("ArrayRecordComponent") // Copied in and out.
    public record Answers(double[] standings, double[] probabilities, double nobody) {
        public Answers {
            standings = standings.clone();
            probabilities = probabilities.clone();
        }

        @Override
        public double[] standings() {
            return standings.clone();
        }

        @Override
        public double[] probabilities() {
            return probabilities.clone();
        }
    }
}
