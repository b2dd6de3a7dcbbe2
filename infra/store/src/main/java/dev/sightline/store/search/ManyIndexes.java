package dev.sightline.store.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.MultiReader;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.store.AlreadyClosedException;

/**
 * Several indexes of this process searched as one: Lucene puts the graphs together as it does with those of one index's segments.
 *
 * @param indexes that may be closed meanwhile
 */
record ManyIndexes(List<SearchIndex> indexes) implements SightingSearch {
    private interface Reading<T> {
        T of(IndexSearcher searcher) throws IOException;
    }

    @Override
    public Likes find(SearchFilter filter, List<Probe> probes, int depth) {
        return read(searcher -> new IndexSearch(searcher, filter).find(probes, depth));
    }

    @Override
    public Along along(SearchFilter filter, Probe probe, int depth, int sample) {
        return read(searcher -> new IndexSearch(searcher, filter).along(probe, depth, sample));
    }

    @SuppressWarnings("MustBeClosedChecker") // It owns none of its readers.
    private <T> T read(Reading<T> reading) {
        List<SearchIndex.Lent> lent = new ArrayList<>();
        try {
            for (SearchIndex index : indexes) {
                lent.add(index.lend());
            }
            IndexReader[] readers =
                    lent.stream().map(one -> one.searcher().getIndexReader()).toArray(IndexReader[]::new);
            return reading.of(new IndexSearcher(new MultiReader(readers, false)));
        } catch (AlreadyClosedException e) {
            throw new IndexShards.ShardGoneException(e);
        } catch (IOException e) {
            throw new UncheckedIOException("the search index cannot be read", e);
        } finally {
            lent.forEach(SearchIndex.Lent::close);
        }
    }
}
