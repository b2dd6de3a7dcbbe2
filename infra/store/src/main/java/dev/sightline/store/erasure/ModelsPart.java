package dev.sightline.store.erasure;

import dev.sightline.store.database.Database;

/** Models that learned from crops of the person: named, and marked in the registry's list. */
final class ModelsPart implements ErasurePart {
    private final LearnedModels models;

    ModelsPart(Database database) {
        this.models = new LearnedModels(database);
    }

    @Override
    public String name() {
        return "models";
    }

    @Override
    public Removed erase(Subject subject) {
        return Removed.named(
                models.from(ErasedKeys.of(subject)),
                "named only: a network cannot unlearn one person; the next training leaves the person out");
    }

    @Override
    public long remaining(Subject subject) {
        return 0;
    }
}
