package dev.sightline.store.search;

import java.io.IOException;
import java.util.BitSet;
import java.util.Collection;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.search.CollectorManager;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.SimpleCollector;

/**
 * About how many people the documents of a query are of: linear counting (Whang, Vander-Zanden and Taylor, 1990) of the hashes of their
 * identities, within a hundredth up to some millions.
 */
final class DistinctCount extends SimpleCollector {
    private static final int CELLS = 1 << 22;

    private final BitSet seen = new BitSet(CELLS);
    private NumericDocValues people = DocValues.emptyNumeric();

    /** 22 bits or more that are spread evenly. */
    static long hash(String identityId) {
        long hash = 0xcbf29ce484222325L; // FNV-1a, then mixed.
        for (int i = 0; i < identityId.length(); i++) {
            hash = (hash ^ identityId.charAt(i)) * 0x100000001b3L;
        }
        hash = (hash ^ hash >>> 30) * 0xbf58476d1ce4e5b9L;
        return (hash ^ hash >>> 31) & (CELLS - 1);
    }

    /** About how many people the documents of a query are of. */
    static long people(IndexSearcher searcher, Query query) throws IOException {
        return searcher.search(query, new CollectorManager<DistinctCount, Long>() {
            @Override
            public DistinctCount newCollector() {
                return new DistinctCount();
            }

            @Override
            public Long reduce(Collection<DistinctCount> parts) {
                BitSet all = new BitSet(CELLS);
                parts.forEach(part -> all.or(part.seen));
                return estimate(all.cardinality());
            }
        });
    }

    @Override
    protected void doSetNextReader(LeafReaderContext context) throws IOException {
        people = DocValues.getNumeric(context.reader(), SightingDocuments.PERSON);
    }

    @Override
    public void collect(int doc) throws IOException {
        if (people.advanceExact(doc)) {
            seen.set((int) people.longValue());
        }
    }

    @Override
    public ScoreMode scoreMode() {
        return ScoreMode.COMPLETE_NO_SCORES;
    }

    private static long estimate(int taken) {
        return taken == CELLS ? taken : Math.round(-(double) CELLS * Math.log1p(-(double) taken / CELLS));
    }
}
