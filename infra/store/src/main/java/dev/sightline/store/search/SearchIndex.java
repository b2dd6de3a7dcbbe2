package dev.sightline.store.search;

import dev.sightline.contracts.v1.Modality;
import dev.sightline.store.sighting.SightingView;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;
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
 * The index of a folder, to be written and searched by one process; others read it by {@link IndexFiles}. What is put in is
 * found after {@link #refresh}, and outlives the process after {@link #commit}, together with how far the database was followed.
 * Thread-safe; its opener closes it.
 */
public final class SearchIndex implements SightingSearch, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SearchIndex.class);

    /** Lucene warns at each start that Java 17's Vector API is none it can use. Kept: a logger without a reference forgets. */
    private static final java.util.logging.Logger LUCENE =
            java.util.logging.Logger.getLogger("org.apache.lucene.internal.vectorization.VectorizationProvider");

    static {
        LUCENE.setLevel(java.util.logging.Level.SEVERE);
    }

    /** Nobody writes meanwhile, so a merge that began by itself is in the way once at most for each refresh. */
    private static final int PURGES = 10;

    private final Path folder;
    private final Shard shard;
    private final FSDirectory directory;
    private final IndexWriter writer;
    private final SearcherManager searchers;
    private final ReentrantLock writing = new ReentrantLock();
    private volatile IndexState state;
    private volatile boolean upToDate;

    private SearchIndex(Path folder, Shard shard, FSDirectory directory, IndexState state) throws IOException {
        this.folder = folder;
        this.shard = shard;
        this.directory = directory;
        this.state = state;
        IndexWriterConfig config = IndexLayout.writing(shard);
        config.setOpenMode(state.isEmpty() ? IndexWriterConfig.OpenMode.CREATE : IndexWriterConfig.OpenMode.APPEND);
        this.writer = new IndexWriter(directory, config);
        this.searchers = new SearcherManager(writer, null);
    }

    /**
     * Opens the index of everything in a folder, or creates it, closed to this machine's other users. One of another layout or one
     * that is damaged is begun again.
     *
     * @throws UncheckedIOException when it cannot be written, or another process writes it
     */
    public static SearchIndex open(Path folder) {
        return open(folder, Shard.WHOLE);
    }

    /** {@link #open(Path)} for part of what was recorded. */
    @SuppressWarnings("MustBeClosedChecker")
    public static SearchIndex open(Path folder, Shard shard) {
        try {
            create(folder);
            FSDirectory directory = FSDirectory.open(folder);
            return new SearchIndex(
                    folder, shard, directory, committed(directory, folder).orElse(IndexState.EMPTY));
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

    /** What is in it. */
    Shard shard() {
        return shard;
    }

    /** Whether it has had everything that the database had at one moment since it was opened. */
    boolean isUpToDate() {
        return upToDate;
    }

    /** All of the database is in it: from now on searches find all of that. */
    void caughtUp() {
        if (!upToDate) {
            refresh();
            upToDate = true;
        }
    }

    /** How far the database is followed. */
    IndexState state() {
        return state;
    }

    void reached(IndexState now) {
        state = now;
    }

    /** Does something while nobody else changes what is in the index. */
    <T> T alone(Supplier<T> work) {
        writing.lock();
        try {
            return work.get();
        } finally {
            writing.unlock();
        }
    }

    /**
     * Shows sightings as they are now, each in one step.
     *
     * @param ids of those that may have changed; what is not in {@code views} is taken out
     */
    public void replace(Collection<String> ids, Collection<SightingView> views, CropDescribers describers) {
        Map<String, SightingView> standing = new HashMap<>();
        views.forEach(view -> standing.put(view.sightingId(), view));
        for (String id : ids) {
            SightingView view = standing.get(id);
            List<Document> documents = view == null ? List.of() : SightingDocuments.of(view, describers);
            Term own = new Term(SightingDocuments.TRACKLET, id);
            // An update without documents leaves memory that Lucene counts as used for as long as the writer is open.
            write(() -> documents.isEmpty() ? writer.deleteDocuments(own) : writer.updateDocuments(own, documents));
        }
    }

    /** Takes everything out and begins with another database. */
    void clear(String databaseId) {
        write(writer::deleteAll);
        upToDate = false;
        state = IndexState.of(databaseId);
        commit();
    }

    /** Takes everything out; the next follower fills it again. */
    public void empty() {
        clear("");
    }

    /**
     * Takes an identity out: at once from what is found, and on return from the files too. The database must have let go of
     * it before, or it comes again.
     */
    public void forgetIdentity(String identityId) {
        forget(List.of(new Term(SightingDocuments.IDENTITY, identityId)));
    }

    /** {@link #forgetIdentity} for one tracklet. */
    public void forgetTracklet(String sightingId) {
        forgetTracklets(List.of(sightingId));
    }

    void forgetTracklets(Collection<String> sightingIds) {
        forget(List.of(), sightingIds);
    }

    /** {@link #forgetIdentity} and {@link #forgetTracklet} of several in one step. */
    void forget(Collection<String> identityIds, Collection<String> sightingIds) {
        forget(Stream.concat(
                        identityIds.stream().map(id -> new Term(SightingDocuments.IDENTITY, id)),
                        sightingIds.stream().map(id -> new Term(SightingDocuments.TRACKLET, id)))
                .toList());
    }

    private void forget(List<Term> terms) {
        alone(() -> {
            write(() -> writer.deleteDocuments(terms.toArray(Term[]::new)));
            refresh();
            write(() -> {
                purge();
                return 0L;
            });
            commit();
            return 0;
        });
    }

    /**
     * Writes segments with deleted documents once more. Lucene leaves out, and does not wait for, those that it is merging by
     * itself at the moment: they are waited for first, and looked at again.
     */
    private void purge() throws IOException {
        for (int i = 0; i == 0 || (i < PURGES && writer.hasDeletions()); i++) {
            waitForMerges();
            writer.forceMergeDeletes(true);
        }
    }

    /** How many documents of an identity are left, in what is found or in the files; 0 proves that it is forgotten. */
    public long remaining(String identityId) {
        try (IndexFiles files = IndexFiles.open(folder)) {
            return files.remaining(identityId) + live(new Term(SightingDocuments.IDENTITY, identityId));
        }
    }

    /** {@link #remaining} of one tracklet. */
    public long remainingTracklet(String sightingId) {
        try (IndexFiles files = IndexFiles.open(folder)) {
            return files.remainingTracklet(sightingId) + live(new Term(SightingDocuments.TRACKLET, sightingId));
        }
    }

    private long live(Term term) {
        return read(searcher -> (long) searcher.getIndexReader().docFreq(term));
    }

    /** Lets searches find what was put in. */
    public void refresh() {
        write(() -> {
            searchers.maybeRefreshBlocking();
            return 0L;
        });
    }

    /** Waits until what was put in lies as it stays, in few files that are quick to search, and outlives the process. */
    public void settle() {
        write(() -> {
            writer.maybeMerge();
            waitForMerges();
            return 0L;
        });
        commit();
    }

    private void waitForMerges() {
        if (writer.getConfig().getMergeScheduler() instanceof ConcurrentMergeScheduler merging) {
            merging.sync();
        }
    }

    /** Makes what was put in outlive the process. */
    public void commit() {
        IndexState now = state;
        write(() -> {
            writer.setLiveCommitData(now.toCommit());
            long sequence = writer.commit();
            searchers.maybeRefreshBlocking();
            writer.deleteUnusedFiles();
            return sequence;
        });
    }

    @Override
    public Likes find(SearchFilter filter, List<Probe> probes, int depth) {
        return read(searcher -> new IndexSearch(searcher, filter).find(probes, depth));
    }

    @Override
    public Along along(SearchFilter filter, Probe probe, int depth, int sample) {
        return read(searcher -> new IndexSearch(searcher, filter).along(probe, depth, sample));
    }

    /** Documents that are found. */
    public long documents() {
        return read(searcher -> (long) searcher.getIndexReader().numDocs());
    }

    /** Ids of tracklets in it, in order, after one; also of some that were taken out. */
    List<String> tracklets(String after, int limit) {
        return read(searcher -> IndexTerms.after(searcher.getIndexReader(), SightingDocuments.TRACKLET, after, limit));
    }

    /** Some tracklets, seen last first, that another model than this one describes, and that were not tried with it. */
    Set<String> describedByAnother(Modality modality, String modelId, int limit) {
        return read(searcher -> IndexTerms.describedByAnother(searcher, modality, modelId, limit));
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

    private interface Reading<T> {
        T of(IndexSearcher searcher) throws IOException;
    }

    private <T> T read(Reading<T> reading) {
        try {
            IndexSearcher searcher = searchers.acquire();
            try {
                return reading.of(searcher);
            } finally {
                searchers.release(searcher);
            }
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

    /** What was not committed is read from the database again at the next start. */
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
