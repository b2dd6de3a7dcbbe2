package dev.sightline.store.search;

import dev.sightline.store.search.Likes.Like;
import dev.sightline.store.search.SearchAnswer.PersonFound;
import dev.sightline.store.search.SearchAnswer.SightingFound;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Puts weighed sightings together by person. With N sightings compared, each is as likely as another before looking, and nobody has
 * {@code 1 - present}; a person has the sum over their sightings.
 *
 * @param likes what was found
 * @param present the probability, before looking, that it is one of them
 * @param bands who is shown, and as what
 */
record ByPerson(Likes likes, double present, Bands bands) {
    private static final int SHOWN = 30;
    private static final int SIGHTINGS = 12;

    /** What a person is shown as; empty: not at all. */
    interface Bands {
        Optional<Band> of(double probability, double strangers, double bestRatio);
    }

    /** A sighting, and what its likeness is worth. */
    record Weighed(Like like, SightingFound sighting) {}

    /**
     * The answer.
     *
     * @param missed the sum of the likelihood ratios of those that were compared and not found
     */
    SearchAnswer answer(List<Weighed> found, double missed, List<String> uncalibrated) {
        Map<String, List<Weighed>> byPerson = new LinkedHashMap<>();
        double sum = missed;
        for (Weighed one : found) {
            sum += Math.exp(one.sighting().ratio());
            byPerson.computeIfAbsent(one.like().identityId(), id -> new ArrayList<>())
                    .add(one);
        }
        double each = present / Math.max(1, likes.sightingsCompared());
        double evidence = 1 - present + each * sum;
        List<PersonFound> people = byPerson.values().stream()
                .flatMap(sightings -> person(sightings, each / evidence).stream())
                .sorted(Comparator.comparingDouble(PersonFound::probability)
                        .reversed()
                        .thenComparing(PersonFound::identityId))
                .limit(SHOWN)
                .toList();
        double shown = people.stream().mapToDouble(PersonFound::probability).sum();
        return new SearchAnswer(
                people,
                Math.max(0, 1 - shown),
                likes.sightingsCompared(),
                likes.people(),
                likes.otherModel(),
                uncalibrated,
                likes.unanswered());
    }

    private Optional<PersonFound> person(List<Weighed> own, double each) {
        List<SightingFound> sightings = own.stream()
                .map(Weighed::sighting)
                .sorted(Comparator.comparingDouble(SightingFound::ratio)
                        .reversed()
                        .thenComparing(SightingFound::sightingId))
                .toList();
        double probability =
                each * sightings.stream().mapToDouble(s -> Math.exp(s.ratio())).sum();
        double strangers =
                sightings.stream().mapToDouble(SightingFound::strangers).min().orElse(0);
        Like first = own.get(0).like();
        List<SightingFound> best = sightings.stream().limit(SIGHTINGS).toList();
        return bands.of(probability, strangers, best.get(0).ratio())
                .map(band -> new PersonFound(first.identityId(), first.siteId(), band, probability, strangers, best));
    }
}
