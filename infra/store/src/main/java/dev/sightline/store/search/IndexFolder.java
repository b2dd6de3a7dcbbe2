package dev.sightline.store.search;

import dev.sightline.store.search.ReaderSearch.Reading;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.ConcurrentMergeScheduler;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.index.IndexFormatTooOldException;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.SegmentInfos;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.Lock;
import org.apache.lucene.store.LockObtainFailedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder with an index, open to be written and read by this process. Knows Lucene's ways, and nothing of what the documents
 * mean. Thread-safe; its opener closes it.
 */
final class IndexFolder implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(IndexFolder.class);

    /** Nobody writes meanwhile, so a merge that began by itself is in the way once at most for each refresh. */
    private static final int PURGES = 10;

    private final Path folder;
    private final FSDirectory directory;
    private final IndexState committed;
    private final IndexWriter writer;
    private final SearcherManager searchers;

    private IndexFolder(Path folder, FSDirectory directory, IndexWriterConfig config) throws IOException {
        this.folder = folder;
        this.directory = directory;
        this.committed = committed(directory, folder).orElse(IndexState.EMPTY);
        config.setOpenMode(committed.isEmpty() ? IndexWriterConfig.OpenMode.CREATE : IndexWriterConfig.OpenMode.APPEND);
        this.writer = new IndexWriter(directory, config);
        this.searchers = new SearcherManager(writer, null);
    }

    /**
     * Opens what is in a folder, or creates it, closed to this machine's other users. What is of another layout, or damaged, is left
     * out and deleted with the first commit.
     *
     * @throws UncheckedIOException when it cannot be written, or another process writes it
     */
    @SuppressWarnings("MustBeClosedChecker")
    static IndexFolder open(Path folder, IndexWriterConfig config) {
        try {
            create(folder);
            return new IndexFolder(folder, FSDirectory.open(folder), config);
        } catch (LockObtainFailedException e) {
            throw new UncheckedIOException(
                    "the search index in " + folder + " is written by another process; stop that one first", e);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the search index in " + folder + " cannot be written: " + e.getMessage() + "; if it is damaged,"
                            + " delete the folder: it is built again from the database",
                    e);
        }
    }

    private static void create(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } else {
            Files.createDirectories(folder);
        }
    }

    private static Optional<IndexState> committed(FSDirectory directory, Path folder) throws IOException {
        if (!DirectoryReader.indexExists(directory)) {
            return Optional.empty();
        }
        try {
            return IndexState.read(SegmentInfos.readLatestCommit(directory).getUserData());
        } catch (CorruptIndexException | IndexFormatTooOldException | IndexFormatTooNewException e) {
            LOG.warn("the search index in {} does not read and is built again: {}", folder, e.getMessage());
            try (Lock unused = directory.obtainLock(IndexWriter.WRITE_LOCK_NAME)) {
                for (String file : directory.listAll()) {
                    if (!file.equals(IndexWriter.WRITE_LOCK_NAME)) {
                        directory.deleteFile(file);
                    }
                }
            }
            return Optional.empty();
        }
    }

    /** What was committed when it was opened. */
    IndexState committed() {
        return committed;
    }

    /** Puts documents in the place of those that have a term, in one step. */
    void replace(Term term, List<Document> documents) {
        // An update without documents leaves memory that Lucene counts as used for as long as the writer is open.
        write(() -> documents.isEmpty() ? writer.deleteDocuments(term) : writer.updateDocuments(term, documents));
    }

    void delete(Collection<Term> terms) {
        write(() -> writer.deleteDocuments(terms.toArray(Term[]::new)));
    }

    void deleteAll() {
        write(writer::deleteAll);
    }

    /** Lets searches find what was put in. */
    void refresh() {
        write(() -> {
            searchers.maybeRefreshBlocking();
            return 0L;
        });
    }

    /**
     * Writes segments with deleted documents once more. Lucene leaves out, and does not wait for, those that it is merging by
     * itself at the moment: they are waited for first, and looked at again.
     */
    void purge() {
        write(() -> {
            for (int i = 0; i == 0 || (i < PURGES && writer.hasDeletions()); i++) {
                if (writer.getConfig().getMergeScheduler() instanceof ConcurrentMergeScheduler merging) {
                    merging.sync();
                }
                writer.forceMergeDeletes(true);
            }
            return 0L;
        });
    }

    /** Makes what was put in outlive the process. */
    void commit(IndexState state) {
        write(() -> {
            writer.setLiveCommitData(state.toCommit());
            long sequence = writer.commit();
            searchers.maybeRefreshBlocking();
            writer.deleteUnusedFiles();
            return sequence;
        });
    }

    /** What is found now, lent; to be given back. */
    record Lent(SearcherManager from, IndexSearcher searcher) implements AutoCloseable {
        @Override
        public void close() {
            try {
                from.release(searcher);
            } catch (IOException e) {
                throw new UncheckedIOException("the search index cannot be read", e);
            }
        }
    }

    Lent lend() throws IOException {
        return new Lent(searchers, searchers.acquire());
    }

    /** Does something with what is found now. */
    <T> T read(Reading<T> reading) {
        try (Lent lent = lend()) {
            return reading.of(lent.searcher());
        } catch (IOException e) {
            throw new UncheckedIOException("the search index in " + folder + " cannot be read", e);
        }
    }

    private interface Writing {
        long run() throws IOException;
    }

    private void write(Writing work) {
        try {
            work.run();
        } catch (IOException e) {
            throw new UncheckedIOException("the search index in " + folder + " cannot be written", e);
        }
    }

    /** Loses what was not committed. */
    @Override
    public void close() {
        try (FSDirectory last = directory;
                IndexWriter second = writer;
                SearcherManager first = searchers) {
            // Each is closed, in reverse order.
        } catch (IOException e) {
            throw new UncheckedIOException("the search index in " + folder + " cannot be closed", e);
        }
    }
}
