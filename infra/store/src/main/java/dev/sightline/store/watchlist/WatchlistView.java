package dev.sightline.store.watchlist;

import dev.sightline.store.crop.CropReference;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Somebody to look for.
 *
 * @param entryId id
 * @param name name
 * @param reason why
 * @param approver who allowed it
 * @param createdAt since when
 * @param expiresAt until when; empty: without end
 * @param siteIds where; empty: everywhere
 * @param crops pictures
 */
public record WatchlistView(
        String entryId,
        String name,
        String reason,
        String approver,
        Optional<Instant> createdAt,
        Optional<Instant> expiresAt,
        List<String> siteIds,
        List<CropReference> crops) {

    public WatchlistView {
        siteIds = List.copyOf(siteIds);
        crops = List.copyOf(crops);
    }

    static WatchlistView of(WatchlistEntity row) {
        return new WatchlistView(
                row.entryId,
                row.name,
                row.reason,
                row.approver,
                Optional.ofNullable(row.createdAt),
                Optional.ofNullable(row.expiresAt),
                row.siteIds.isEmpty() ? List.of() : List.of(row.siteIds.split(",", -1)),
                row.exemplars.stream()
                        .flatMap(exemplar -> Optional.ofNullable(exemplar.crop).stream())
                        .toList());
    }
}
