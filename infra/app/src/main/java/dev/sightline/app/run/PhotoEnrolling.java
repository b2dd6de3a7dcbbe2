package dev.sightline.app.run;

import dev.sightline.console.api.ApiProblem;
import dev.sightline.console.api.Enrolling;
import dev.sightline.contracts.topic.Topics;
import dev.sightline.contracts.v1.WatchlistEntry;
import dev.sightline.contracts.v1.WatchlistExemplar;
import dev.sightline.embedder.EmbedderModels;
import dev.sightline.embedder.PhotoDescriber;
import dev.sightline.embedder.UnusablePhoto;
import dev.sightline.platform.kafka.CompactedTopic;
import dev.sightline.platform.kafka.KafkaClients;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Puts people on the watchlist for the console: by the embedder's models where this process has them. Thread-safe. */
public final class PhotoEnrolling implements Enrolling {
    private final CompactedTopic<WatchlistEntry> topic;
    private final Optional<PhotoDescriber> describer;

    /** @param models of this process's embedder; empty where there is none, so that photos are refused */
    public PhotoEnrolling(KafkaClients kafka, Optional<EmbedderModels> models) {
        this.topic = new CompactedTopic<>(kafka, Topics.WATCHLIST);
        this.describer = models.map(loaded -> new PhotoDescriber(loaded, Clock.systemUTC()));
    }

    @Override
    public List<WatchlistExemplar> describe(byte[] photo) throws PhotoRefused {
        PhotoDescriber present = describer.orElseThrow(() -> ApiProblem.unavailable(
                "this console runs without an embedder, so it cannot describe photos; use 'sightline enrol', or"
                        + " 'sightline run'"));
        try {
            return present.describe(photo);
        } catch (UnusablePhoto e) {
            throw new PhotoRefused(String.valueOf(e.getMessage()));
        } catch (IllegalStateException e) {
            throw ApiProblem.unavailable(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void put(WatchlistEntry entry) {
        topic.put(entry.getEntryId(), entry);
    }

    @Override
    public void remove(String entryId) {
        topic.remove(entryId);
    }
}
