package dev.sightline.store.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.store.FSDirectory;

/** The index as it was committed last, read beside the process that writes it. Thread-safe; its opener closes it. */
public final class IndexFiles implements SightingSearch, AutoCloseable {
    private final FSDirectory directory;
    private final DirectoryReader reader;

    private IndexFiles(FSDirectory directory, DirectoryReader reader) {
        this.directory = directory;
        this.reader = reader;
    }

    /** Whether there is one. */
    public static boolean exist(Path folder) {
        try (FSDirectory directory = FSDirectory.open(folder)) {
            return DirectoryReader.indexExists(directory);
        } catch (IOException e) {
            return false;
        }
    }

    /** Opens what is there. */
    @SuppressWarnings("MustBeClosedChecker")
    public static IndexFiles open(Path folder) {
        try {
            FSDirectory directory = FSDirectory.open(folder);
            return new IndexFiles(directory, DirectoryReader.open(directory));
        } catch (IOException e) {
            throw new UncheckedIOException("the search index in " + folder + " cannot be read", e);
        }
    }

    @Override
    public Likes find(SearchFilter filter, List<Probe> probes, int depth) {
        try {
            return new IndexSearch(new IndexSearcher(reader), filter).find(probes, depth);
        } catch (IOException e) {
            throw new UncheckedIOException("the search index cannot be read", e);
        }
    }

    @Override
    public Along along(SearchFilter filter, Probe probe, int depth, int sample) {
        try {
            return new IndexSearch(new IndexSearcher(reader), filter).along(probe, depth, sample);
        } catch (IOException e) {
            throw new UncheckedIOException("the search index cannot be read", e);
        }
    }

    /** Documents in it. */
    public long documents() {
        return reader.numDocs();
    }

    /** How many documents of an identity lie in the files, deleted ones that are not removed yet included. */
    public long remaining(String identityId) {
        return count(SightingDocuments.IDENTITY, identityId);
    }

    /** {@link #remaining} of a tracklet. */
    public long remainingTracklet(String sightingId) {
        return count(SightingDocuments.TRACKLET, sightingId);
    }

    private long count(String field, String id) {
        try {
            return reader.docFreq(new Term(field, id));
        } catch (IOException e) {
            throw new UncheckedIOException("the search index cannot be read", e);
        }
    }

    @Override
    public void close() {
        try (FSDirectory last = directory;
                DirectoryReader first = reader) {
            // Both are closed, in reverse order.
        } catch (IOException e) {
            throw new UncheckedIOException("the search index cannot be closed", e);
        }
    }
}
