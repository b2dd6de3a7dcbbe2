package dev.sightline.store.search;

import java.io.IOException;
import java.util.Arrays;
import java.util.Collection;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.CollectorManager;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.SimpleCollector;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.LongHeap;

/**
 * Compares every document of a query with a probe by the bytes of its vector, and keeps the nearest. What was taken out of the index, or
 * a filter leaves out, is not read. Of documents equally near those that came first are kept.
 */
final class NearestScan extends SimpleCollector {
    private final String field;
    private final int dimension;
    private final ByteDot dot;
    /** The dot product above, the document below, so that the least one is what is to go first. */
    private final LongHeap nearest;

    private long compared;
    private int base;
    private BinaryDocValues rows = DocValues.emptyBinary();

    private NearestScan(String field, byte[] probe, int most) {
        this.field = field;
        this.dimension = probe.length;
        this.dot = ByteDot.fastest(probe);
        this.nearest = new LongHeap(most);
    }

    /**
     * What a scan found.
     *
     * @param documents the nearest, in ascending order of their numbers
     * @param compared how many there were
     */
    @SuppressWarnings("ArrayRecordComponent") // Read at once by the one that asked.
    record Nearest(int[] documents, long compared) {}

    /**
     * Scans.
     *
     * @param query of documents that the probe's model described
     * @param most how many to keep, at least 1
     */
    static Nearest of(IndexSearcher searcher, Query query, Probe probe, int most) throws IOException {
        String field = SightingDocuments.vectors(probe.vector().modelId());
        byte[] bytes = Quantizer.bytes(probe.vector());
        return searcher.search(query, new CollectorManager<NearestScan, Nearest>() {
            @Override
            public NearestScan newCollector() {
                return new NearestScan(field, bytes, most);
            }

            @Override
            public Nearest reduce(Collection<NearestScan> parts) {
                return together(parts, most);
            }
        });
    }

    private static Nearest together(Collection<NearestScan> parts, int most) {
        LongHeap all = new LongHeap(most);
        for (NearestScan part : parts) {
            for (int i = 1; i <= part.nearest.size(); i++) {
                all.insertWithOverflow(part.nearest.get(i));
            }
        }
        int[] documents = new int[all.size()];
        for (int i = 0; i < documents.length; i++) {
            documents[i] = Integer.MAX_VALUE - (int) all.get(i + 1);
        }
        Arrays.sort(documents);
        return new Nearest(
                documents, parts.stream().mapToLong(part -> part.compared).sum());
    }

    @Override
    protected void doSetNextReader(LeafReaderContext context) throws IOException {
        base = context.docBase;
        rows = DocValues.getBinary(context.reader(), field);
    }

    @Override
    public void collect(int doc) throws IOException {
        BytesRef row = SightingDocuments.value(rows, doc);
        if (row.length != dimension) {
            throw new IllegalArgumentException("what is looked for has " + dimension
                    + " numbers, and the search index has " + row.length + " in its " + field
                    + ": one model id stands for two models; give the newer one a version of its own");
        }
        compared++;
        nearest.insertWithOverflow(
                (long) dot.of(row.bytes, row.offset) << Integer.SIZE | Integer.MAX_VALUE - base - doc);
    }

    @Override
    public ScoreMode scoreMode() {
        return ScoreMode.COMPLETE_NO_SCORES;
    }
}
