package dev.sightline.store.search;

import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.TieredMergePolicy;

/** How the index lies on disk. */
final class IndexLayout {
    /** Another number: built again at the next start. */
    static final String VERSION = "2";

    /** Lucene warns at each start that Java 17's Vector API is none it can use. Kept: a logger without a reference forgets. */
    private static final java.util.logging.Logger LUCENE =
            java.util.logging.Logger.getLogger("org.apache.lucene.internal.vectorization.VectorizationProvider");

    static {
        LUCENE.setLevel(java.util.logging.Level.SEVERE);
    }

    private static final double RAM_MB = 64;
    /** Several are written at once. */
    private static final double RAM_MB_OF_SHARD = 16;

    private IndexLayout() {}

    static IndexWriterConfig writing(Shard shard) {
        TieredMergePolicy merges = new TieredMergePolicy();
        merges.setForceMergeDeletesPctAllowed(0); // A purge leaves nothing of what was deleted.
        return new IndexWriterConfig(new NoAnalyzer())
                .setMergePolicy(merges)
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
}
