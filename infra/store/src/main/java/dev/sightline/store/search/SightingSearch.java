package dev.sightline.store.search;

import java.util.List;

/** Finds the sightings that look most like what is looked for. Thread-safe. */
public interface SightingSearch {
    /**
     * The sightings nearest to each probe, with their cosines in all modalities that are asked for.
     *
     * @param depth how many to take for each probe
     */
    Likes find(SearchFilter filter, List<Probe> probes, int depth);
}
