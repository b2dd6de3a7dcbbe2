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

    /**
     * The sightings that lie farthest along a probe's direction, and where a fair share of all that were compared lies.
     *
     * @param depth how many to take
     * @param sample about how many cosines to take of all
     */
    Along along(SearchFilter filter, Probe probe, int depth, int sample);
}
