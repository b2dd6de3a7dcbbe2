package dev.sightline.store.search;

import java.io.IOException;
import java.util.List;
import org.apache.lucene.search.IndexSearcher;

/** Searches of what a reader of Lucene's shows, wherever that comes from. */
abstract class ReaderSearch implements SightingSearch {
    /** Something done with an open index. */
    interface Reading<T> {
        T of(IndexSearcher searcher) throws IOException;
    }

    /** Does something with the index as it is in this moment. */
    abstract <T> T read(Reading<T> reading);

    @Override
    public final Likes find(SearchFilter filter, List<Probe> probes, int depth) {
        return read(searcher -> new IndexSearch(searcher, filter).find(probes, depth));
    }

    @Override
    public final Along along(SearchFilter filter, Probe probe, int depth, int sample) {
        return read(searcher -> new IndexSearch(searcher, filter).along(probe, depth, sample));
    }
}
