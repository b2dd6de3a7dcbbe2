package dev.sightline.store.watchlist;

import dev.sightline.store.database.Database;
import java.util.List;
import java.util.Optional;

/** Reads the watchlist. Thread-safe. */
public final class WatchlistRepository {
    private final Database database;

    public WatchlistRepository(Database database) {
        this.database = database;
    }

    public Optional<WatchlistView> find(String entryId) {
        return database.read(em ->
                Optional.ofNullable(em.find(WatchlistEntity.class, entryId)).map(WatchlistView::of));
    }

    /** All entries by id, expired ones too. */
    public List<WatchlistView> all() {
        return database.read(em -> em
                .createQuery(
                        "select w from WatchlistEntity w left join fetch w.exemplars order by w.entryId",
                        WatchlistEntity.class)
                .getResultList()
                .stream()
                .map(WatchlistView::of)
                .toList());
    }
}
