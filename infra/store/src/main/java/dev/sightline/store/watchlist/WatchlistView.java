package dev.sightline.store.watchlist;

import dev.sightline.contracts.v1.Modality;
import dev.sightline.store.crop.CropReference;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
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
 * @param first the first picture of each modality
 */
public record WatchlistView(
        String entryId,
        String name,
        String reason,
        String approver,
        Optional<Instant> createdAt,
        Optional<Instant> expiresAt,
        List<String> siteIds,
        List<CropReference> crops,
        Map<Modality, CropReference> first) {

    public WatchlistView {
        siteIds = List.copyOf(siteIds);
        crops = List.copyOf(crops);
        first = Map.copyOf(first);
    }

    /** The first picture of a modality. */
    public Optional<CropReference> crop(Modality modality) {
        return Optional.ofNullable(first.get(modality));
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
                        .toList(),
                first(row));
    }

    private static Map<Modality, CropReference> first(WatchlistEntity row) {
        Map<Modality, CropReference> first = new EnumMap<>(Modality.class);
        row.exemplars.forEach(exemplar -> {
            if (exemplar.crop != null) {
                first.putIfAbsent(Modality.valueOf("MODALITY_" + exemplar.modality), exemplar.crop);
            }
        });
        return first;
    }
}
