package dev.sightline.console.api;

import dev.sightline.contracts.v1.WatchlistEntry;
import dev.sightline.contracts.v1.WatchlistExemplar;
import java.util.List;

/** Puts people on the watchlist: needs the models of an embedder and the watchlist topic, which the console does not have. */
public interface Enrolling {
    /**
     * What one person on a photo looks like, face first.
     *
     * @throws PhotoRefused with what is wrong with the photo and what to do
     * @throws ApiProblem when this process has no models
     */
    List<WatchlistExemplar> describe(byte[] photo) throws PhotoRefused;

    /** Puts an entry on the topic; taken by Kafka on return. */
    void put(WatchlistEntry entry);

    /** Takes an entry off the topic. */
    void remove(String entryId);

    /** A photo that nobody can be recognized by. */
    final class PhotoRefused extends Exception {
        private static final long serialVersionUID = 1;

        public PhotoRefused(String reason) {
            super(reason);
        }
    }
}
