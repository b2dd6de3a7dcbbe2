package dev.sightline.console.api;

import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.contracts.v1.Comparison;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.store.label.TrackletPair;
import dev.sightline.store.sighting.ExemplarView;
import dev.sightline.store.sighting.SightingView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Which pairs of tracklets are worth a look: those about which the model is least sure, for their distance is nearest to the
 * threshold that links. Two that one camera saw at one time are two people and are left out.
 */
final class PairQueue {
    /** Half way between the same and unrelated, while no link has given a threshold. */
    private static final double UNKNOWN_THRESHOLD = 1;
    /** Up to so many thresholds apart, two may be one person whom the matcher did not link. */
    private static final double NEAR = 1.5;
    /** A tracklet in every pair would teach little. */
    private static final int PAIRS_OF_ONE = 2;

    private PairQueue() {}

    /**
     * Two tracklets.
     *
     * @param squaredDistance of their mean descriptors
     * @param threshold that links
     */
    record Pair(SightingView left, SightingView right, double squaredDistance, double threshold) {
        double doubt() {
            return Math.abs(squaredDistance - threshold);
        }

        TrackletPair ids() {
            return new TrackletPair(left.sightingId(), right.sightingId());
        }
    }

    private record Described(SightingView sighting, UnitVector mean) {}

    /**
     * The most instructive first.
     *
     * @param sightings of one site
     * @param open whether a pair is still to be asked about
     */
    static List<Pair> of(List<SightingView> sightings, Predicate<TrackletPair> open, int limit) {
        List<Pair> pairs = pairs(sightings);
        pairs.sort(Comparator.comparingDouble(Pair::doubt)
                .thenComparing(pair -> pair.ids().left())
                .thenComparing(pair -> pair.ids().right()));
        return varied(pairs, open, limit);
    }

    /** All two that can be compared and may be one person. */
    private static List<Pair> pairs(List<SightingView> sightings) {
        String model = commonest(sightings);
        List<Described> described = new ArrayList<>();
        for (SightingView sighting : sightings) {
            mean(sighting, model).ifPresent(mean -> described.add(new Described(sighting, mean)));
        }
        double threshold = threshold(sightings, model);
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < described.size(); i++) {
            for (int j = i + 1; j < described.size(); j++) {
                Described left = described.get(i);
                Described right = described.get(j);
                if (!seenAtOnce(left.sighting, right.sighting)) {
                    pairs.add(
                            new Pair(left.sighting, right.sighting, left.mean.squaredDistance(right.mean), threshold));
                }
            }
        }
        return pairs;
    }

    /**
     * Who may be the same as a person: to the left a stay of the person, to the right the most alike of somebody else, one of each,
     * the most alike first.
     *
     * @param sightings of one site, the person's among them
     * @param open whether a pair is still to be asked about
     */
    static List<Pair> alike(List<SightingView> sightings, String identity, Predicate<TrackletPair> open, int limit) {
        Map<String, Pair> nearest = new HashMap<>();
        for (Pair pair : pairs(sightings)) {
            boolean left = pair.left.identityId().equals(identity);
            if (left != pair.right.identityId().equals(identity)
                    && pair.squaredDistance <= NEAR * pair.threshold
                    && open.test(pair.ids())) {
                Pair turned = left ? pair : new Pair(pair.right, pair.left, pair.squaredDistance, pair.threshold);
                nearest.merge(
                        turned.right.identityId(),
                        turned,
                        (one, other) -> one.squaredDistance <= other.squaredDistance ? one : other);
            }
        }
        return nearest.values().stream()
                .sorted(Comparator.comparingDouble(Pair::squaredDistance)
                        .thenComparing(pair -> pair.right.identityId()))
                .limit(limit)
                .toList();
    }

    private static List<Pair> varied(List<Pair> pairs, Predicate<TrackletPair> open, int limit) {
        Map<String, Integer> times = new HashMap<>();
        List<Pair> chosen = new ArrayList<>();
        for (Pair pair : pairs) {
            String left = pair.left.sightingId();
            String right = pair.right.sightingId();
            boolean fresh = times.getOrDefault(left, 0) < PAIRS_OF_ONE && times.getOrDefault(right, 0) < PAIRS_OF_ONE;
            if (chosen.size() < limit && fresh && open.test(pair.ids())) {
                times.merge(left, 1, Integer::sum);
                times.merge(right, 1, Integer::sum);
                chosen.add(pair);
            }
        }
        return chosen;
    }

    private static boolean seenAtOnce(SightingView left, SightingView right) {
        return left.cameraId().equals(right.cameraId())
                && !left.startTime().isAfter(right.endTime())
                && !right.startTime().isAfter(left.endTime());
    }

    private static String commonest(List<SightingView> sightings) {
        Map<String, Integer> count = new HashMap<>();
        sightings.forEach(sighting -> people(sighting)
                .forEach(exemplar -> count.merge(exemplar.vector().modelId(), 1, Integer::sum)));
        return count.entrySet().stream()
                .max(Map.Entry.<String, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .orElse("");
    }

    private static List<ExemplarView> people(SightingView sighting) {
        return sighting.exemplars().stream()
                .filter(exemplar -> exemplar.modality() == Modality.MODALITY_PERSON)
                .toList();
    }

    /** Empty when nothing can be shown or compared. */
    private static Optional<UnitVector> mean(SightingView sighting, String model) {
        List<UnitVector> looks = people(sighting).stream()
                .filter(exemplar -> exemplar.crop().isPresent())
                .map(ExemplarView::vector)
                .filter(vector -> vector.modelId().equals(model))
                .toList();
        return looks.isEmpty() ? Optional.empty() : Optional.of(UnitVector.mean(looks));
    }

    /** The median of those that the site's links were held against. */
    private static double threshold(List<SightingView> sightings, String model) {
        double[] thresholds = sightings.stream()
                .flatMap(sighting -> sighting.evidence().getComparisonsList().stream())
                .filter(c -> c.getModality() == Modality.MODALITY_PERSON
                        && c.getModelId().equals(model))
                .mapToDouble(Comparison::getThreshold)
                .sorted()
                .toArray();
        return thresholds.length == 0 ? UNKNOWN_THRESHOLD : thresholds[thresholds.length / 2];
    }
}
