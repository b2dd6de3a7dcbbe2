package dev.sightline.store.search;

import java.io.IOException;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.codecs.Codec;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.KnnVectorsReader;
import org.apache.lucene.codecs.KnnVectorsWriter;
import org.apache.lucene.codecs.lucene912.Lucene912Codec;
import org.apache.lucene.codecs.lucene99.Lucene99HnswVectorsFormat;
import org.apache.lucene.index.ConcurrentMergeScheduler;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.SegmentReadState;
import org.apache.lucene.index.SegmentWriteState;
import org.apache.lucene.index.TieredMergePolicy;

/** How the index lies on disk. */
final class IndexLayout {
    /** Another number: built again at the next start. */
    static final String VERSION = "1";
    /** Links of a node of the graph, and candidates while it is built: Lucene's defaults. */
    private static final int LINKS = 16;

    private static final int BEAM = 100;
    private static final double RAM_MB = 64;
    /** Several are written at once. */
    private static final double RAM_MB_OF_SHARD = 16;

    private IndexLayout() {}

    static IndexWriterConfig writing(Shard shard) {
        TieredMergePolicy merges = new TieredMergePolicy();
        // Few segments, for each is a graph that a search walks; and a purge leaves nothing of what was deleted.
        merges.setSegmentsPerTier(5).setForceMergeDeletesPctAllowed(0);
        ConcurrentMergeScheduler scheduler = new ConcurrentMergeScheduler();
        scheduler.setMaxMergesAndThreads(3, 1);
        return new IndexWriterConfig(new NoAnalyzer())
                .setCodec(codec())
                .setMergePolicy(merges)
                .setMergeScheduler(scheduler)
                .setRAMBufferSizeMB(shard.equals(Shard.WHOLE) ? RAM_MB : RAM_MB_OF_SHARD)
                .setCommitOnClose(false);
    }

    /** Nothing here is text to be taken apart. */
    private static final class NoAnalyzer extends Analyzer {
        @Override
        protected TokenStreamComponents createComponents(String field) {
            throw new IllegalStateException("field " + field + " must not be analyzed");
        }
    }

    /** Lucene's own codec, for wider vectors than it takes by default. Read by Lucene's own. */
    private static Codec codec() {
        KnnVectorsFormat wide = new WideVectors();
        return new Lucene912Codec() {
            @Override
            public KnnVectorsFormat getKnnVectorsFormatForField(String field) {
                return wide;
            }
        };
    }

    private static final class WideVectors extends KnnVectorsFormat {
        private static final int WIDEST = 4_096;
        private final KnnVectorsFormat own = new Lucene99HnswVectorsFormat(LINKS, BEAM);

        WideVectors() {
            super("Lucene99HnswVectorsFormat");
        }

        @Override
        public KnnVectorsWriter fieldsWriter(SegmentWriteState state) throws IOException {
            return own.fieldsWriter(state);
        }

        @Override
        public KnnVectorsReader fieldsReader(SegmentReadState state) throws IOException {
            return own.fieldsReader(state);
        }

        @Override
        public int getMaxDimensions(String field) {
            return WIDEST;
        }
    }
}
