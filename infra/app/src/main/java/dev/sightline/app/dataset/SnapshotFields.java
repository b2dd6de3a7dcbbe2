package dev.sightline.app.dataset;

import dev.sightline.app.terminal.Outcome;
import dev.sightline.trainer.snapshot.Snapshot;
import dev.sightline.trainer.snapshot.SnapshotSummary;

/** What commands say of a snapshot, to people and to programs. */
final class SnapshotFields {
    private SnapshotFields() {}

    static Outcome add(Snapshot snapshot, Outcome outcome) {
        return outcome.text(SnapshotSummary.text(snapshot))
                .field("snapshot", snapshot.name())
                .field("hash", snapshot.hash())
                .field("pictures", snapshot.crops().size())
                .field("people", snapshot.identities().size())
                .field("cameras", snapshot.places().size())
                .field("sites", snapshot.sites())
                .field("leftOut", snapshot.excluded().size());
    }
}
