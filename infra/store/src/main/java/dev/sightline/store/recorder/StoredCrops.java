package dev.sightline.store.recorder;

import com.google.protobuf.ByteString;
import dev.sightline.contracts.v1.Exemplar;
import dev.sightline.contracts.v1.WatchlistExemplar;
import dev.sightline.platform.crops.CropStore;
import dev.sightline.store.crop.CropReference;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Puts the crops that a change carries into the crop store, before a row refers to them. */
final class StoredCrops {
    private final CropStore store;

    StoredCrops(CropStore store) {
        this.store = store;
    }

    /**
     * Where the crops are, by the exemplar's place.
     *
     * @throws java.io.UncheckedIOException when the store cannot be written
     */
    Map<Integer, CropReference> put(Change change) {
        if (change instanceof Change.OfSighting sighting && !sighting.message().getWithdrawn()) {
            return put(sighting.message().getExemplarsList().stream()
                    .map(Exemplar::getCropJpeg)
                    .toList());
        }
        if (change instanceof Change.OfWatchlist watchlist) {
            return watchlist
                    .message()
                    .map(entry -> put(entry.getExemplarsList().stream()
                            .map(WatchlistExemplar::getCropJpeg)
                            .toList()))
                    .orElse(Map.of());
        }
        return Map.of();
    }

    private Map<Integer, CropReference> put(List<ByteString> crops) {
        Map<Integer, CropReference> references = new HashMap<>();
        for (int i = 0; i < crops.size(); i++) {
            if (!crops.get(i).isEmpty()) {
                references.put(i, CropReference.of(store.put(crops.get(i).toByteArray(), "jpg")));
            }
        }
        return references;
    }
}
