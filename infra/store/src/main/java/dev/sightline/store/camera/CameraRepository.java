package dev.sightline.store.camera;

import dev.sightline.store.database.Database;
import java.util.List;

/** Reads cameras. Thread-safe. */
public final class CameraRepository {
    private final Database database;

    public CameraRepository(Database database) {
        this.database = database;
    }

    /** All cameras by id. */
    public List<CameraView> all() {
        return database.read(
                em -> em.createQuery("select c from CameraEntity c order by c.cameraId", CameraEntity.class)
                        .getResultStream()
                        .map(row -> new CameraView(row.cameraId, row.siteId, row.source, row.restricted))
                        .toList());
    }
}
