package dev.sightline.store.erasure;

import dev.sightline.store.database.Database;

/** Data sets that hold crops of the person, wherever they lie: named, for no program should reach into all folders. */
final class SnapshotsPart implements ErasurePart {
    private final DataSnapshots snapshots;

    SnapshotsPart(Database database) {
        this.snapshots = new DataSnapshots(database);
    }

    @Override
    public String name() {
        return "data sets";
    }

    @Override
    public Removed erase(Subject subject) {
        return Removed.named(
                snapshots.holding(ErasedKeys.of(subject)).stream()
                        .map(made -> made.name() + " (" + made.hash().substring(0, 12) + ") in " + made.folder())
                        .toList(),
                "named only: delete these folders; new data sets and trainings leave the person's crops out");
    }

    @Override
    public long remaining(Subject subject) {
        return 0;
    }
}
