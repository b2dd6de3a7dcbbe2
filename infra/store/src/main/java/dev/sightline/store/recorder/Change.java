package dev.sightline.store.recorder;

import dev.sightline.contracts.v1.Camera;
import dev.sightline.contracts.v1.IdentityEvent;
import dev.sightline.contracts.v1.Sighting;
import dev.sightline.contracts.v1.WatchlistEntry;
import dev.sightline.store.alert.AlertDocument;
import dev.sightline.store.label.LabeledPair;
import java.util.Optional;

/** What a valid record asks the database to change. */
sealed interface Change {
    record OfSighting(Sighting message) implements Change {}

    record OfIdentity(IdentityEvent event) implements Change {}

    record OfAlert(String ruleId, AlertDocument alert) implements Change {}

    record OfLabel(LabeledPair pair) implements Change {}

    /** Empty: the camera was removed. */
    record OfCamera(String cameraId, Optional<Camera> message) implements Change {}

    /** Empty: the entry was removed. */
    record OfWatchlist(String entryId, Optional<WatchlistEntry> message) implements Change {}
}
