package dev.sightline.console;

import com.google.protobuf.ByteString;
import dev.sightline.console.api.Enrolling;
import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.contracts.v1.WatchlistEntry;
import dev.sightline.contracts.v1.WatchlistExemplar;
import dev.sightline.store.watchlist.WatchlistWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes photos that begin with "face". */
final class FakeEnrolling implements Enrolling {
    private final TestConsole console;

    FakeEnrolling(TestConsole console) {
        this.console = console;
    }

    @Override
    public List<WatchlistExemplar> describe(byte[] photo) throws PhotoRefused {
        if (!new String(photo, StandardCharsets.UTF_8).startsWith("face")) {
            throw new PhotoRefused("no face is found in the photo");
        }
        return List.of(WatchlistExemplar.newBuilder()
                .setModality(Modality.MODALITY_FACE)
                .setVector(
                        UnitVector.normalize("face@1", new float[] {0, 1}, 0.9f).toMessage())
                .setCropJpeg(ByteString.copyFrom(photo))
                .build());
    }

    @Override
    public void put(WatchlistEntry entry) {
        console.onWatchlist(entry);
    }

    @Override
    public void remove(String entryId) {
        console.database.execute(em -> new WatchlistWriter(em).apply(entryId, Optional.empty(), Map.of()));
    }
}
