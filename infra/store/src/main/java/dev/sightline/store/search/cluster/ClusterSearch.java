package dev.sightline.store.search.cluster;

import dev.sightline.contracts.v1.ShardAnswer;
import dev.sightline.contracts.v1.ShardForget;
import dev.sightline.contracts.v1.ShardQuestion;
import dev.sightline.platform.peer.PeerClient;
import dev.sightline.store.search.Along;
import dev.sightline.store.search.IndexShards;
import dev.sightline.store.search.Likes;
import dev.sightline.store.search.Probe;
import dev.sightline.store.search.SearchFilter;
import dev.sightline.store.search.SightingSearch;
import dev.sightline.store.search.Unanswered;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Asks all instances at once, and this process without a network. The answer comes within the time given, with what was found until then
 * and who did not answer. Each partition is asked of one instance only, so nothing counts twice. Thread-safe.
 */
public final class ClusterSearch implements SightingSearch {
    /** The files of an index are written once more to forget somebody. */
    private static final Duration FORGETTING = Duration.ofMinutes(1);

    private final Supplier<Holders> holders;
    private final Optional<OwnShards> own;
    private final PeerClient peers;
    private final Duration patience;

    /**
     * @param holders who holds what now
     * @param own shards of this process; empty for a command
     * @param patience how long to wait for the others
     */
    public ClusterSearch(Supplier<Holders> holders, Optional<IndexShards> own, PeerClient peers, Duration patience) {
        this.holders = holders;
        this.own = own.map(OwnShards::new);
        this.peers = peers;
        this.patience = patience;
    }

    @Override
    public Likes find(SearchFilter filter, List<Probe> probes, int depth) {
        return search(new Wish(filter, probes, depth, 0)).farthest();
    }

    @Override
    public Along along(SearchFilter filter, Probe probe, int depth, int sample) {
        return search(new Wish(filter, List.of(probe), depth, sample));
    }

    private Along search(Wish wish) {
        Holders now = holders.get();
        Set<Integer> here = here(now);
        ShardQuestion question = ShardQuestion.newBuilder()
                .setSearch(ShardMessages.message(wish))
                .build();
        Round round = Round.ask(now, here, question, peers, patience);
        List<Along> parts = new ArrayList<>();
        if (!here.isEmpty()) {
            own(wish, here, now, round).ifPresent(parts::add);
        }
        round.answers().forEach(answer -> parts.add(ShardMessages.found(answer).along()));
        return new Gathering(wish.depth()).all(parts, round.unanswered());
    }

    private Set<Integer> here(Holders now) {
        return own.map(shards -> shards.partitions(now.of())).orElse(Set.of());
    }

    private Optional<Along> own(Wish wish, Set<Integer> here, Holders now, Round round) {
        List<Integer> wanted = List.copyOf(here);
        String self = now.addresses().getOrDefault(wanted.get(0), "localhost");
        try {
            Optional<Found> found = own.map(shards -> shards.find(wish, here, now.of()));
            found.ifPresent(it -> round.incomplete(self, wanted, it.partitions(), it.building()));
            return found.map(Found::along);
        } catch (IndexShards.ShardGoneException e) {
            round.incomplete(self, wanted, List.of(), List.of());
            return Optional.empty();
        }
    }

    /**
     * What came of forgetting people.
     *
     * @param found documents of them that there were
     * @param left those that are still there
     * @param unanswered who did not say
     */
    public record Forgotten(long found, long left, List<Unanswered> unanswered) {
        public Forgotten {
            unanswered = List.copyOf(unanswered);
        }
    }

    /**
     * Has every instance take people out of what it holds, or count them.
     *
     * @param countOnly whether they stay
     */
    public Forgotten forget(Set<String> identities, Set<String> tracklets, boolean countOnly) {
        Holders now = holders.get();
        ShardForget who = ShardForget.newBuilder()
                .addAllIdentities(identities)
                .addAllTracklets(tracklets)
                .setCountOnly(countOnly)
                .build();
        Round round = Round.ask(
                now, here(now), ShardQuestion.newBuilder().setForget(who).build(), peers, FORGETTING);
        List<ShardAnswer> answers = new ArrayList<>();
        own.ifPresent(shards -> answers.add(shards.forget(who)));
        answers.addAll(round.answers());
        return new Forgotten(
                answers.stream().mapToLong(ShardAnswer::getFound).sum(),
                answers.stream().mapToLong(ShardAnswer::getLeft).sum(),
                round.unanswered());
    }
}
