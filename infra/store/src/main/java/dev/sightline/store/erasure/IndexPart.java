package dev.sightline.store.erasure;

import dev.sightline.store.search.IndexFiles;
import dev.sightline.store.search.SearchIndex;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The search index. Where another process writes it, that process follows the database and takes the person out within
 * seconds; until then the erasure is not done.
 */
public final class IndexPart implements ErasurePart {
    private final Path folder;
    private final Optional<SearchIndex> own;

    /**
     * @param folder of the index
     * @param own the index, when this process writes it
     */
    public IndexPart(Path folder, Optional<SearchIndex> own) {
        this.folder = folder;
        this.own = own;
    }

    @Override
    public String name() {
        return "search index";
    }

    @Override
    public Removed erase(Subject subject) {
        String how = "taken out and merged away; its files counted again, by identity and tracklet";
        long before = remaining(subject);
        if (before > 0 && own.isEmpty()) {
            return Removed.waiting(0, how, "the process that searches takes it out, within seconds while it runs");
        }
        own.ifPresent(index -> {
            subject.identities().forEach(index::forgetIdentity);
            subject.tracklets().forEach(index::forgetTracklet);
        });
        return Removed.now(before, how);
    }

    @Override
    public long remaining(Subject subject) {
        if (!IndexFiles.exist(folder)) {
            return 0;
        }
        try (IndexFiles files = IndexFiles.open(folder)) {
            return subject.identities().stream().mapToLong(files::remaining).sum()
                    + subject.tracklets().stream()
                            .mapToLong(files::remainingTracklet)
                            .sum();
        }
    }
}
