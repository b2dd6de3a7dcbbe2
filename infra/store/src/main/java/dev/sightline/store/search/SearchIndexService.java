package dev.sightline.store.search;

import dev.sightline.platform.lifecycle.Service;
import dev.sightline.platform.lifecycle.Worker;
import dev.sightline.platform.retry.Backoff;
import dev.sightline.platform.retry.Retry;
import dev.sightline.platform.retry.StopSignal;
import dev.sightline.store.database.Database;
import dev.sightline.store.database.Failures;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the database with the search index of this process, or with its shards. What was not committed when the process died is read
 * again. The indexes and the database belong to their maker and outlive the service.
 */
public final class SearchIndexService implements Service {
    private static final Logger LOG = LoggerFactory.getLogger(SearchIndexService.class);
    private static final String NAME = "search-index";
    private static final Duration DRAIN = Duration.ofSeconds(20);
    private static final Duration PAUSE = Duration.ofMillis(500);
    /** Between crops that are described once more: the models are there for live frames first. */
    private static final Duration BREATH = Duration.ofMillis(200);

    /** A database that is away may come back after hours; searches go on meanwhile. */
    private static final Backoff FOR_EVER =
            new Backoff(Duration.ofMillis(200), Duration.ofSeconds(10), 2, 0.2, Integer.MAX_VALUE);

    private static final long COMMIT = Duration.ofSeconds(10).toNanos();

    private final Supplier<List<SearchIndex>> indexes;
    private final IndexFollower follower;
    private volatile boolean behind = true;
    private volatile long documents;
    private volatile @Nullable Worker worker;

    /** @param describers describe what was recorded before a change of model */
    public SearchIndexService(SearchIndex index, Database database, CropDescribers describers) {
        this(() -> List.of(index), database, describers);
    }

    /** The same for the shards that this process holds at the time. */
    public SearchIndexService(IndexShards shards, Database database, CropDescribers describers) {
        this(shards::settle, database, describers);
    }

    private SearchIndexService(Supplier<List<SearchIndex>> indexes, Database database, CropDescribers describers) {
        this.indexes = indexes;
        this.follower = new IndexFollower(indexes, database, describers);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void start() {
        Worker following = new Worker("sightline-search-index", this::work, DRAIN, SearchIndexService::stopped);
        worker = following;
        following.start();
    }

    /** Brings the index up to date and commits it; for commands, which start no service. */
    public void catchUp() {
        follower.begin();
        while (IndexFollower.full(follower.follow())) {
            indexes.get().forEach(SearchIndex::refresh);
        }
        follower.sweep();
        indexes.get().forEach(SearchIndex::commit);
    }

    private void work(StopSignal stop) {
        Retry retry = new Retry(FOR_EVER, stop, new SplittableRandom());
        tried(retry, () -> {
            follower.begin();
            return true;
        });
        long committed = System.nanoTime();
        boolean dirty = false;
        Duration pause = Duration.ZERO;
        while (pause.isZero() ? !stop.isStopped() : stop.sleep(pause)) {
            int followed = tried(retry, follower::follow);
            behind = IndexFollower.full(followed);
            boolean more = !behind && tried(retry, this::others);
            pause = behind ? Duration.ZERO : more ? BREATH : PAUSE;
            dirty |= followed > 0 || more;
            if (followed > 0) {
                List<SearchIndex> now = indexes.get();
                now.forEach(SearchIndex::refresh);
                documents = now.stream().mapToLong(SearchIndex::documents).sum();
            }
            if (dirty && System.nanoTime() - committed > COMMIT) {
                indexes.get().forEach(SearchIndex::commit);
                committed = System.nanoTime();
                dirty = false;
            }
        }
        indexes.get().forEach(SearchIndex::commit);
    }

    private boolean others() {
        boolean swept = follower.sweep();
        return follower.describeOnce() || swept;
    }

    private static <T> T tried(Retry retry, Supplier<T> work) {
        return retry.call("following the database", work, SearchIndexService::passing);
    }

    private static boolean passing(RuntimeException failure) {
        boolean passing = Failures.passing(failure);
        if (passing) {
            LOG.warn("the search index waits for the database: {}", failure.getMessage());
        }
        return passing;
    }

    private static void stopped(Throwable cause) {
        LOG.error(
                "searches find nothing new any more; restart when the cause is fixed, or delete the folder of the"
                        + " index, which is built again from the database: {}",
                cause.getMessage());
    }

    @Override
    public boolean live() {
        Worker following = worker;
        return following == null || following.failure().isEmpty();
    }

    @Override
    public Optional<String> degraded() {
        return behind && live()
                ? Optional.of("the search index is being built: " + documents
                        + " descriptions of sightings are in it; searches find only those")
                : Optional.empty();
    }

    @Override
    public void close() {
        Worker following = worker;
        if (following != null) {
            following.close();
        }
    }
}
