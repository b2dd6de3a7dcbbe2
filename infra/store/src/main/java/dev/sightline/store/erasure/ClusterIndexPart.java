package dev.sightline.store.erasure;

import dev.sightline.store.search.Unanswered;
import dev.sightline.store.search.cluster.ClusterSearch;
import java.util.stream.Collectors;

/** The search index that several instances hold together: each takes the person out at once, and says that it has. */
public final class ClusterIndexPart implements ErasurePart {
    private final ClusterSearch search;

    /** @param search asks the instances */
    public ClusterIndexPart(ClusterSearch search) {
        this.search = search;
    }

    @Override
    public String name() {
        return "search index";
    }

    @Override
    public Removed erase(Subject subject) {
        String how = "taken out and merged away on every instance; its files counted again, by identity and tracklet";
        ClusterSearch.Forgotten done = search.forget(subject.identities(), subject.tracklets(), false);
        String silent = done.unanswered().stream()
                .filter(one -> one.why() != Unanswered.Reason.BUILDING) // It is built of what the database still has.
                .map(one -> (one.instance().isEmpty() ? "no instance" : one.instance()) + " (partitions "
                        + one.partitions().stream().map(String::valueOf).collect(Collectors.joining(", ")) + ")")
                .collect(Collectors.joining(", "));
        long removed = done.found() - done.left();
        return silent.isEmpty()
                ? Removed.now(removed, how)
                : Removed.waiting(
                        removed,
                        how,
                        "not every instance of the search index answered: " + silent
                                + "; it is asked again, and takes the person out by itself once it runs");
    }

    @Override
    public long remaining(Subject subject) {
        return search.forget(subject.identities(), subject.tracklets(), true).left();
    }
}
