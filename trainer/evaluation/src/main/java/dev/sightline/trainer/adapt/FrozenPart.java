package dev.sightline.trainer.adapt;

import dev.sightline.models.manifest.Checksum;
import dev.sightline.trainer.pair.LabeledPair;
import dev.sightline.trainer.pair.ObservedTracklet;
import dev.sightline.trainer.pair.PairIdentities;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The tracklets of a site that never train. Drawn are people, as far as labels and the serving model's links know who is
 * one, so that nobody stands on both sides; by a hash of the name, so that who is frozen today is frozen next time.
 *
 * @param tracklets ids
 */
public record FrozenPart(Set<String> tracklets) {
    private static final int DIGITS = 8;

    public FrozenPart {
        tracklets = Set.copyOf(tracklets);
    }

    /**
     * Draws.
     *
     * @param same labels and links that join tracklets
     */
    public static FrozenPart of(List<ObservedTracklet> all, Collection<LabeledPair> same, AdaptPolicy policy) {
        PairIdentities people = PairIdentities.of(same);
        Set<String> frozen = new HashSet<>();
        for (ObservedTracklet tracklet : all) {
            String person = people.identities().getOrDefault(tracklet.id(), tracklet.id());
            if (place(policy.seed() + "/" + person) < policy.frozenShare()) {
                frozen.add(tracklet.id());
            }
        }
        return new FrozenPart(frozen);
    }

    /** Whether it trains. */
    boolean trains(String tracklet) {
        return !tracklets.contains(tracklet);
    }

    /** Evenly spread, 0..1. */
    private static double place(String name) {
        String hash = Checksum.of(Stream.of(name)).substring(0, DIGITS);
        return Long.parseLong(hash, 16) / (double) (1L << (4 * DIGITS));
    }
}
