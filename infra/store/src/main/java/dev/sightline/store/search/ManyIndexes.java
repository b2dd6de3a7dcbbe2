package dev.sightline.store.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.MultiReader;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.store.AlreadyClosedException;

/** Several indexes of this process searched as one: their segments are scanned one after the other. */
final class ManyIndexes extends ReaderSearch {
    private final List<SearchIndex> indexes;

    /** @param indexes that may be closed meanwhile */
    ManyIndexes(List<SearchIndex> indexes) {
        this.indexes = List.copyOf(indexes);
    }

    @Override
    @SuppressWarnings("MustBeClosedChecker") // It owns none of its readers.
    <T> T read(Reading<T> reading) {
        List<IndexFolder.Lent> lent = new ArrayList<>();
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
            lent.forEach(IndexFolder.Lent::close);
        }
    }
}
