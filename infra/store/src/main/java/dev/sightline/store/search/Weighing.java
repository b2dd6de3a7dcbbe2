package dev.sightline.store.search;

import dev.sightline.contracts.calibration.Likeness;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.store.search.ByPerson.Weighed;
import dev.sightline.store.search.Likes.Like;
import dev.sightline.store.search.SearchAnswer.SightingFound;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Turns cosines into probabilities.
 *
 * <p><b>The prior.</b> Before looking, it is as likely as not that the person is among the N sightings compared, and then each of
 * them is as likely as any other: one sighting has 0.5 / N. Somebody who was seen often is so more likely than somebody who was
 * seen once.
 *
 * <p><b>The evidence.</b> A sighting's likelihood ratio L is the product of those of body and face ({@link Likeness}), which are
 * taken to be independent. The probability that it shows the person is (0.5 L / N) / Z, with Z = 0.5 + 0.5 / N times the sum of L over
 * all N sightings. Of those that were not fetched the sum is not known; its expectation is N times the share of genuine pairs that
 * look less alike than the least that was fetched, because the mean of L over strangers below a score is that share. A person has
 * the sum over their sightings; what is left is "nobody of these".
 *
 * <p><b>Strangers.</b> N times the share of strangers who look as alike in what was compared, by the calibration's impostor pairs;
 * no more than there are people. It does not depend on the prior.
 */
final class Weighing {
    private static final double HERE = 0.5;

    private final Map<Modality, Likeness> likenesses;

    /** @param likenesses of what is compared, by modality */
    Weighing(Map<Modality, Likeness> likenesses) {
        this.likenesses = new EnumMap<>(Modality.class);
        this.likenesses.putAll(likenesses);
    }

    SearchAnswer answer(Likes likes, List<String> uncalibrated) {
        List<Weighed> weighed = likes.sightings().stream()
                .map(like -> new Weighed(like, weighed(like, likes)))
                .toList();
        double missed = missed(likes) * Math.max(1, likes.sightingsCompared());
        return new ByPerson(likes, HERE, (probability, strangers, ratio) -> Band.of(probability, strangers))
                .answer(weighed, missed, uncalibrated);
    }

    private SightingFound weighed(Like like, Likes likes) {
        List<Modality> by =
                likenesses.keySet().stream().filter(like.cosines()::containsKey).toList();
        double ratio = by.stream()
                .mapToDouble(modality -> likeness(modality).logLikelihoodRatio(cosine(like, modality)))
                .sum();
        double strangers = Math.min(likes.people(), likes.sightingsCompared() * fmr(like, by, ratio));
        return new SightingFound(like.sightingId(), ratio, strangers, by);
    }

    /** The share of strangers who look as alike in everything that could be compared. */
    private double fmr(Like like, List<Modality> by, double ratio) {
        if (by.isEmpty()) {
            return 1;
        }
        Likeness first = likeness(by.get(0));
        return by.size() == 1 ? first.fmr(cosine(like, by.get(0))) : first.fmrOfSum(ratio, likeness(by.get(1)));
    }

    private Likeness likeness(Modality modality) {
        return Objects.requireNonNull(likenesses.get(modality));
    }

    private static double cosine(Like like, Modality modality) {
        return Objects.requireNonNull(like.cosines().get(modality));
    }

    /** The share of genuine pairs that look less alike than anything fetched, in the modality where it is smallest. */
    private double missed(Likes likes) {
        double least = 1;
        for (Map.Entry<Modality, Likeness> one : likenesses.entrySet()) {
            Double cut = likes.cut().get(one.getKey());
            if (cut == null) {
                return 0;
            }
            least = Math.min(least, one.getValue().fnmr(cut));
        }
        return likenesses.isEmpty() ? 0 : least;
    }
}
