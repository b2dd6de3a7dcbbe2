package dev.sightline.store.search;

import dev.sightline.platform.problem.UserError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.store.FSDirectory;

/** The index as it was committed last, read beside the process that writes it. Thread-safe; its opener closes it. */
public final class IndexFiles extends ReaderSearch implements AutoCloseable {
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

    /** @throws UserError when it is of another layout: the process that follows the database builds it again */
    @Override
    <T> T read(Reading<T> reading) {
        try {
            if (IndexState.read(reader.getIndexCommit().getUserData()).isEmpty()) {
                throw new UserError(
                        "the search index in " + directory.getDirectory() + " is of another version of Sightline:"
                                + " start 'sightline run' or 'console', which build it again, or 'sightline index rebuild'");
            }
            return reading.of(new IndexSearcher(reader));
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
