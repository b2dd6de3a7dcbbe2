package dev.sightline.store.camera;

import dev.sightline.contracts.v1.Camera;
import jakarta.persistence.EntityManager;
import java.util.Optional;

/** Writes cameras inside the recorder's transaction. Bound to one entity manager. */
public final class CameraWriter {
    private final EntityManager em;

    public CameraWriter(EntityManager em) {
        this.em = em;
    }

    /** Sets a camera to the message, or removes it when there is none. Its sightings stay. */
    public void apply(String cameraId, Optional<Camera> message) {
        CameraEntity row = em.find(CameraEntity.class, cameraId);
        if (message.isEmpty()) {
            if (row != null) {
                em.remove(row);
            }
            return;
        }
        CameraEntity target = row == null ? new CameraEntity(cameraId) : row;
        target.show(message.get());
        if (row == null) {
            em.persist(target);
        }
    }
}
