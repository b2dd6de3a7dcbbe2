package dev.sightline.store.search;

import dev.sightline.contracts.v1.Modality;
import dev.sightline.store.sighting.SightingView;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.lucene.index.Term;

/**
 * The index of a folder, to be written and searched by one process; others read it by {@link IndexFiles}. What is put in is
 * found after {@link #refresh}, and outlives the process after {@link #commit}, together with how far the database was followed.
 * Thread-safe; its opener closes it.
 */
public final class SearchIndex extends ReaderSearch implements AutoCloseable {
    private final Path path;
    private final Shard shard;
    private final IndexFolder folder;
    private final ReentrantLock writing = new ReentrantLock();
    private volatile IndexState state;
    private volatile boolean upToDate;

    private SearchIndex(Path path, Shard shard) {
        this.path = path;
        this.shard = shard;
        this.folder = IndexFolder.open(path, IndexLayout.writing(shard));
        this.state = folder.committed();
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
    public static SearchIndex open(Path folder, Shard shard) {
        return new SearchIndex(folder, shard);
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
            folder.replace(tracklet(id), view == null ? List.of() : SightingDocuments.of(view, describers));
        }
    }

    /** Takes everything out and begins with another database. */
    void clear(String databaseId) {
        folder.deleteAll();
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
        forget(List.of(identityId), List.of());
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
        List<Term> them = Stream.concat(
                        identityIds.stream().map(SearchIndex::identity),
                        sightingIds.stream().map(SearchIndex::tracklet))
                .toList();
        alone(() -> {
            folder.delete(them);
            refresh();
            folder.purge();
            commit();
            return 0;
        });
    }

    /** How many documents of an identity are left, in what is found or in the files; 0 proves that it is forgotten. */
    public long remaining(String identityId) {
        try (IndexFiles files = IndexFiles.open(path)) {
            return files.remaining(identityId) + live(identity(identityId));
        }
    }

    /** {@link #remaining} of one tracklet. */
    public long remainingTracklet(String sightingId) {
        try (IndexFiles files = IndexFiles.open(path)) {
            return files.remainingTracklet(sightingId) + live(tracklet(sightingId));
        }
    }

    private long live(Term term) {
        return read(searcher -> (long) searcher.getIndexReader().docFreq(term));
    }

    private static Term identity(String id) {
        return new Term(SightingDocuments.IDENTITY, id);
    }

    private static Term tracklet(String id) {
        return new Term(SightingDocuments.TRACKLET, id);
    }

    /** Lets searches find what was put in. */
    public void refresh() {
        folder.refresh();
    }

    /** Makes what was put in outlive the process. */
    public void commit() {
        folder.commit(state);
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

    /** What is found now; to be given back. */
    IndexFolder.Lent lend() throws IOException {
        return folder.lend();
    }

    @Override
    <T> T read(Reading<T> reading) {
        return folder.read(reading);
    }

    /** What was not committed is read from the database again at the next start. */
    @Override
    public void close() {
        folder.close();
    }
}
