package dev.sightline.store.search.cluster;

import dev.sightline.store.search.Along;
import dev.sightline.store.search.Probe;
import dev.sightline.store.search.SearchFilter;
import dev.sightline.store.search.SightingSearch;
import java.util.List;

/**
 * What a search asks of an index.
 *
 * @param filter among what
 * @param probes what is looked for
 * @param depth sightings for each probe
 * @param sample cosines to take of all that are compared with the one probe; 0: none
 */
record Wish(SearchFilter filter, List<Probe> probes, int depth, int sample) {
    private static final double[] NONE = {};

    Wish {
        probes = List.copyOf(probes);
    }

    Along of(SightingSearch index) {
        return sample == 0
                ? new Along(index.find(filter, probes, depth), NONE)
                : index.along(filter, probes.get(0), depth, sample);
    }
}
