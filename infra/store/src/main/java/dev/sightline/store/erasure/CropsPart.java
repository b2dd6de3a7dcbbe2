package dev.sightline.store.erasure;

import dev.sightline.platform.crops.CropException;
import dev.sightline.platform.crops.CropStore;
import dev.sightline.store.crop.CropReference;
import dev.sightline.store.crop.ReleasedCrops;
import dev.sightline.store.database.Database;

/** Pictures of the person in the crop store. One that somebody else's row shows too stays: it is theirs. */
final class CropsPart implements ErasurePart {
    private final Database database;
    private final CropStore store;

    CropsPart(Database database, CropStore store) {
        this.database = database;
        this.store = store;
    }

    @Override
    public String name() {
        return "crops";
    }

    @Override
    public Removed erase(Subject subject) {
        long removed = 0;
        for (CropReference crop : subject.crops()) {
            if (!shown(crop)) {
                removed += isThere(crop) ? 1 : 0;
                store.delete(crop.toMessage());
                database.execute(em -> ReleasedCrops.forget(em, crop));
            }
        }
        return Removed.now(removed, "deleted at once; each looked for again by its hash");
    }

    @Override
    public long remaining(Subject subject) {
        return subject.crops().stream()
                .filter(crop -> isThere(crop) && !shown(crop))
                .count();
    }

    private boolean shown(CropReference crop) {
        return database.read(em -> ReleasedCrops.stillShown(em, crop));
    }

    private boolean isThere(CropReference crop) {
        try {
            return store.get(crop.toMessage()).length > 0;
        } catch (CropException e) {
            return e.kind() == CropException.Kind.ALTERED;
        }
    }
}
