package dev.sightline.store.search.cluster;

import dev.sightline.contracts.v1.Modality;
import dev.sightline.store.search.Along;
import dev.sightline.store.search.Likes;
import dev.sightline.store.search.Likes.Like;
import dev.sightline.store.search.Unanswered;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Puts together what was found in several shards, so that it is what one index of all of them would have found: of each modality the
 * nearest of all, and counts that add up, because no sighting and no person is in two shards. Only then is it weighed.
 *
 * @param depth sightings for each probe
 */
record Gathering(int depth) {
    Along all(List<Along> parts, List<Unanswered> unanswered) {
        if (parts.size() == 1 && unanswered.isEmpty()) {
            return parts.get(0);
        }
        List<Likes> likes = parts.stream().map(Along::farthest).toList();
        return new Along(likes(likes, unanswered), sample(parts));
    }

    private Likes likes(List<Likes> parts, List<Unanswered> unanswered) {
        Map<Modality, Long> compared = new EnumMap<>(Modality.class);
        Map<Modality, Long> otherModel = new EnumMap<>(Modality.class);
        Map<String, Like> all = new HashMap<>();
        for (Likes part : parts) {
            part.compared().forEach((modality, count) -> compared.merge(modality, count, Long::sum));
            part.otherModel().forEach((modality, count) -> otherModel.merge(modality, count, Long::sum));
            part.sightings().forEach(like -> all.putIfAbsent(like.sightingId(), like));
        }
        Map<Modality, Double> cuts = new EnumMap<>(Modality.class);
        compared.forEach(
                (modality, count) -> cut(modality, count, all.values()).ifPresent(least -> cuts.put(modality, least)));
        List<Like> near = all.values().stream()
                .filter(like -> isNear(like, cuts))
                .sorted(Comparator.comparing(Like::sightingId))
                .toList();
        long people = parts.stream().mapToLong(Likes::people).sum();
        return new Likes(near, compared, people, otherModel, cuts, unanswered);
    }

    /** The cosine of the last one that is taken; empty when all that were compared are. */
    private Optional<Double> cut(Modality modality, long compared, Collection<Like> all) {
        List<Double> greatest = all.stream()
                .map(like -> like.cosines().get(modality))
                .filter(Objects::nonNull)
                .sorted(Comparator.reverseOrder())
                .limit(depth)
                .toList();
        return greatest.isEmpty() || greatest.size() >= compared
                ? Optional.empty()
                : Optional.of(greatest.get(greatest.size() - 1));
    }

    private static boolean isNear(Like like, Map<Modality, Double> cuts) {
        return like.cosines().entrySet().stream()
                .anyMatch(one -> one.getValue() >= cuts.getOrDefault(one.getKey(), Double.NEGATIVE_INFINITY));
    }

    /** As many of each shard's as its share: a small shard is sampled more densely than a large one. */
    private static double[] sample(List<Along> parts) {
        double rate = parts.stream()
                .filter(part -> part.sample().length > 0)
                .mapToDouble(part -> (double) part.sample().length / compared(part))
                .min()
                .orElse(0);
        List<Double> taken = new ArrayList<>();
        for (Along part : parts) {
            double[] sample = part.sample();
            int wanted = (int) Math.min(sample.length, Math.round(rate * compared(part)));
            for (int i = 0; i < wanted; i++) {
                taken.add(sample[(int) ((i + .5) * sample.length / wanted)]);
            }
        }
        return taken.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static long compared(Along part) {
        return Math.max(1, part.farthest().sightingsCompared());
    }
}
