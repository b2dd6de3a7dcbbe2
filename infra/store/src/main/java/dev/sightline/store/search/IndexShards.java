package dev.sightline.store.search;

import dev.sightline.platform.folder.PrivateFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.lucene.store.AlreadyClosedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The indexes of the shards that this process holds, each in a folder of its own. Which these are is {@linkplain #hold said} by what
 * knows; the one thread that writes the indexes opens, closes and deletes them ({@link #settle}), so that none is closed
 * under its hands. A shard that this process does not hold leaves nothing behind: nobody would take an erased person out of it.
 * Thread-safe; its opener closes it, after that thread.
 */
public final class IndexShards implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(IndexShards.class);

    private final Path folder;
    private volatile Optional<Set<Shard>> wanted = Optional.empty();
    private volatile Map<Shard, SearchIndex> open = Map.of();
    private Optional<Set<Shard>> settled = Optional.empty();

    /** @param folder of the search index; what lies there of a whole index is deleted once it is known what to hold */
    public IndexShards(Path folder) {
        this.folder = folder;
    }

    /** Deletes what lies in a folder of shards: for a process that holds the whole index there. */
    public static void deleteAll(Path folder) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try {
            List<Path> there;
            try (DirectoryStream<Path> shards = Files.newDirectoryStream(folder, Shard.FOLDERS)) {
                there = StreamSupport.stream(shards.spliterator(), false).toList();
            }
            for (Path shard : there) {
                delete(shard);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the search index in " + folder + " cannot be written", e);
        }
    }

    /** Says which shards this process holds from now on. Until it is first said, what is in the folder stays. */
    public void hold(Set<Shard> shards) {
        wanted = Optional.of(Set.copyOf(shards));
    }

    /** Opens what is to be held and lets go of the rest; called by the one thread that writes. */
    public synchronized List<SearchIndex> settle() {
        Optional<Set<Shard>> now = wanted;
        if (now.isPresent() && !now.equals(settled)) {
            change(now.get());
            settled = now;
        }
        return List.copyOf(open.values());
    }

    private void change(Set<Shard> now) {
        Map<Shard, SearchIndex> before = open;
        Map<Shard, SearchIndex> kept = new TreeMap<>(before);
        kept.keySet().retainAll(now);
        open = kept;
        before.forEach((shard, index) -> {
            if (!kept.containsKey(shard)) {
                index.close();
            }
        });
        deleteAllBut(now.stream().map(Shard::folder).collect(Collectors.toSet()));
        Map<Shard, SearchIndex> all = new TreeMap<>(kept);
        now.stream()
                .filter(shard -> !kept.containsKey(shard))
                .forEach(shard -> all.put(shard, SearchIndex.open(folder.resolve(shard.folder()), shard)));
        open = all;
        if (!before.keySet().equals(all.keySet())) {
            LOG.info("this instance holds the search index of partitions {}", partitions(all.keySet()));
        }
    }

    private static Set<Integer> partitions(Collection<Shard> shards) {
        return shards.stream().map(Shard::partition).collect(Collectors.toCollection(TreeSet::new));
    }

    private void deleteAllBut(Set<String> names) {
        try {
            PrivateFolder.create(folder);
            List<Path> others;
            try (Stream<Path> there = Files.list(folder)) {
                others = there.filter(file -> !names.contains(String.valueOf(file.getFileName())))
                        .toList();
            }
            for (Path other : others) {
                delete(other);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the search index in " + folder + " cannot be written", e);
        }
    }

    private static void delete(Path top) throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> all = Files.walk(top)) {
            deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : deepestFirst) {
            Files.deleteIfExists(file);
        }
    }

    /** The shards that can be searched now. */
    public Set<Shard> held() {
        return Set.copyOf(open.keySet());
    }

    /** Of these, the ones whose index has not yet caught up with the database since this process opened it. */
    public Set<Shard> building(Set<Shard> shards) {
        return open.entrySet().stream()
                .filter(one -> shards.contains(one.getKey()) && !one.getValue().isUpToDate())
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /**
     * Searches some of the shards as if they were one index.
     *
     * @throws ShardGoneException when one was let go of in this moment
     */
    public SightingSearch over(Set<Shard> shards) {
        List<SearchIndex> indexes = open.entrySet().stream()
                .filter(one -> shards.contains(one.getKey()))
                .map(Map.Entry::getValue)
                .toList();
        return new ManyIndexes(indexes);
    }

    /** Takes people out of all shards here, as {@link SearchIndex#forgetIdentity} does. */
    public void forget(Collection<String> identities, Collection<String> tracklets) {
        open.values()
                .forEach(index -> ShardGoneException.unlessOpen(() -> {
                    index.forget(identities, tracklets);
                    return 0;
                }));
    }

    /** How many documents of these are left in what is found or in the files of all shards here. */
    public long remaining(Collection<String> identities, Collection<String> tracklets) {
        return sum(index -> identities.stream().mapToLong(index::remaining).sum()
                + tracklets.stream().mapToLong(index::remainingTracklet).sum());
    }

    /** Documents that are found. */
    public long documents() {
        return sum(SearchIndex::documents);
    }

    private long sum(ToLongFunction<SearchIndex> of) {
        return open.values().stream()
                .mapToLong(index -> ShardGoneException.unlessOpen(() -> of.applyAsLong(index)))
                .sum();
    }

    @Override
    public synchronized void close() {
        wanted = Optional.empty();
        settled = Optional.empty();
        Map<Shard, SearchIndex> before = open;
        open = Map.of();
        before.values().forEach(SearchIndex::close);
    }

    /** A shard was let go of while it was used. */
    public static final class ShardGoneException extends RuntimeException {
        private static final long serialVersionUID = 1;

        ShardGoneException(AlreadyClosedException cause) {
            super("a shard of the search index was handed to another instance in this moment", cause);
        }

        static <T> T unlessOpen(Supplier<T> use) {
            try {
                return use.get();
            } catch (AlreadyClosedException e) {
                throw new ShardGoneException(e);
            }
        }
    }
}
