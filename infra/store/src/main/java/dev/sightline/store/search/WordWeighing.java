package dev.sightline.store.search;

import dev.sightline.contracts.calibration.AnswerOdds;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.store.search.ByPerson.Weighed;
import dev.sightline.store.search.Likes.Like;
import dev.sightline.store.search.SearchAnswer.SightingFound;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Turns how well sightings fit words into probabilities.
 *
 * <p><b>The evidence.</b> A cosine counts by how far it stands out from those of all sightings that were compared
 * ({@link AnswerOdds#crowd}, of a fair sample of them where they are many), and the words model's own calibration says what that is
 * worth: a log likelihood ratio L that this is the one described. What was not fetched has the mean of L over the part of the
 * sample that lies below what was. The rest is as in {@link Weighing}: one sighting has present / N beforehand, a person has the sum
 * over their sightings, and what is left is "nobody of these".
 *
 * <p><b>Strangers.</b> N / L: if L holds, at most that many people who are not the one described stand out as far (Markov's
 * inequality; the mean of L over them is 1). It is a cautious number, not an estimate. What words say, several people wear, so the
 * far end of the scores is three to four times as heavy as that of a normal distribution, differs from one description to the next,
 * and stayed below N / L in each that was measured (infra/docs/experiments/words.md).
 *
 * <p><b>Who is shown.</b> Words fit many. Of a thousand sightings none may reach 1 in 50 though the right one is among the first, so
 * whoever fits {@value #CLEARLY} times as well as chance is shown as {@link Band#FITS}.
 */
final class WordWeighing {
    private static final double CLEARLY = 10;
    private static final double STEEPEST = 500;

    private final WordProbe words;

    WordWeighing(WordProbe words) {
        this.words = words;
    }

    SearchAnswer answer(Along along) {
        Likes likes = along.farthest();
        AnswerOdds.Crowd crowd = AnswerOdds.crowd(along.sample(), words.center(), words.spread());
        List<Weighed> weighed = likes.sightings().stream()
                .map(like -> new Weighed(like, weighed(like, ratio(cosine(like), crowd), likes)))
                .toList();
        return new ByPerson(likes, words.present(), WordWeighing::band)
                .answer(weighed, missed(along, crowd), List.of());
    }

    private static Optional<Band> band(double probability, double strangers, double bestRatio) {
        return Band.of(probability, strangers)
                .or(() -> bestRatio >= Math.log(CLEARLY) ? Optional.of(Band.FITS) : Optional.empty());
    }

    private static SightingFound weighed(Like like, double ratio, Likes likes) {
        double strangers = Math.min(likes.people(), likes.sightingsCompared() * Math.exp(-ratio));
        return new SightingFound(like.sightingId(), ratio, strangers, List.of(Modality.MODALITY_PERSON));
    }

    /** The sum of the likelihood ratios of those that were not fetched. */
    private double missed(Along along, AnswerOdds.Crowd crowd) {
        Double cut = along.farthest().cut().get(Modality.MODALITY_PERSON);
        double[] sample = along.sample();
        if (cut == null || sample.length == 0) {
            return 0;
        }
        double sum = 0;
        for (double cosine : sample) {
            sum += cosine < cut ? Math.exp(ratio(cosine, crowd)) : 0;
        }
        return sum * along.farthest().sightingsCompared() / sample.length;
    }

    private double ratio(double cosine, AnswerOdds.Crowd crowd) {
        return Math.min(STEEPEST, words.odds().logRatio(crowd.standing(cosine)));
    }

    private static double cosine(Like like) {
        return Objects.requireNonNull(like.cosines().get(Modality.MODALITY_PERSON));
    }
}
