package dev.sightline.store.erasure;

import dev.sightline.store.database.Database;
import java.time.Duration;

/** What the deleted rows leave behind in the database's files. */
final class FilePart implements ErasurePart {
    private final Database database;

    FilePart(Database database) {
        this.database = database;
    }

    @Override
    public String name() {
        return "database: file";
    }

    @Override
    public Removed erase(Subject subject) {
        if (!database.requestRewrite()) {
            return Removed.now(
                    0,
                    "PostgreSQL reuses the places of deleted rows by itself (vacuum); its write-ahead log and dumps are"
                            + " yours to let go");
        }
        return database.rewriteIfDue(Duration.ZERO)
                ? Removed.now(1, "written once more without what was deleted; the note that asks for it is gone")
                : Removed.waiting(
                        0,
                        "is written once more without what was deleted",
                        "the running system does that within a minute or two");
    }

    @Override
    public long remaining(Subject subject) {
        return 0;
    }
}
