package dev.sightline.store.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.CollectorManager;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.SimpleCollector;

/** Every n-th document of a query: the same ones at every search of the same index, from its oldest to its newest part. */
final class EvenSample extends SimpleCollector {
    private final long every;
    private final List<Integer> taken = new ArrayList<>();
    private long seen;
    private int base;

    private EvenSample(long every) {
        this.every = every;
        this.seen = every / 2;
    }

    /** Documents in ascending order, {@code most} or about half as many at least; all where there are no more. */
    static List<Integer> of(IndexSearcher searcher, Query query, long count, int most) throws IOException {
        long every = Math.max(1, (count + most - 1) / most);
        return searcher.search(query, new CollectorManager<EvenSample, List<Integer>>() {
            @Override
            public EvenSample newCollector() {
                return new EvenSample(every);
            }

            @Override
            public List<Integer> reduce(Collection<EvenSample> parts) {
                return parts.stream()
                        .flatMap(part -> part.taken.stream())
                        .sorted()
                        .toList();
            }
        });
    }

    @Override
    protected void doSetNextReader(LeafReaderContext context) {
        base = context.docBase;
    }

    @Override
    public void collect(int doc) {
        if (++seen % every == 0) {
            taken.add(base + doc);
        }
    }

    @Override
    public ScoreMode scoreMode() {
        return ScoreMode.COMPLETE_NO_SCORES;
    }
}
