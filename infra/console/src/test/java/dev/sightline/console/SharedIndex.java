package dev.sightline.console;

import dev.sightline.store.search.Along;
import dev.sightline.store.search.Likes;
import dev.sightline.store.search.Probe;
import dev.sightline.store.search.SearchFilter;
import dev.sightline.store.search.SearchIndex;
import dev.sightline.store.search.SightingSearch;
import dev.sightline.store.search.Unanswered;
import java.util.List;

/** The index, of which others may hold parts that do not answer. */
final class SharedIndex implements SightingSearch {
    private final SearchIndex index;
    private final List<Unanswered> unanswered;

    SharedIndex(SearchIndex index, List<Unanswered> unanswered) {
        this.index = index;
        this.unanswered = unanswered;
    }

    @Override
    public Likes find(SearchFilter filter, List<Probe> probes, int depth) {
        return partly(index.find(filter, probes, depth));
    }

    @Override
    public Along along(SearchFilter filter, Probe probe, int depth, int sample) {
        Along all = index.along(filter, probe, depth, sample);
        return new Along(partly(all.farthest()), all.sample());
    }

    private Likes partly(Likes all) {
        return new Likes(all.sightings(), all.compared(), all.people(), all.otherModel(), all.cut(), unanswered);
    }
}
