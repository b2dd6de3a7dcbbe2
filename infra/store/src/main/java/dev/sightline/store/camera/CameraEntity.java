package dev.sightline.store.camera;

import dev.sightline.contracts.v1.Camera;
import dev.sightline.platform.address.Addresses;
import dev.sightline.store.time.EventTime;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Row of a camera. Passwords and tokens in its address are left out: only ingest needs them. */
@Entity
@Table(name = "camera")
class CameraEntity {
    @Id
    @Column(name = "camera_id")
    String cameraId;

    @Column(name = "site_id")
    String siteId;

    @Column(name = "source")
    String source;

    @Column(name = "sample_fps")
    double sampleFps;

    @Column(name = "restricted")
    boolean restricted;

    @Column(name = "real_time")
    boolean realTime;

    @Column(name = "motion_gate")
    boolean motionGate;

    @Column(name = "start_time")
    @Nullable
    Instant startTime;

    protected CameraEntity() {}

    CameraEntity(String cameraId) {
        this.cameraId = cameraId;
    }

    void show(Camera message) {
        siteId = message.getSiteId();
        source = Addresses.one(message.getSource());
        sampleFps = message.getSampleFps();
        restricted = message.getRestricted();
        realTime = message.getRealTime();
        motionGate = message.getMotionGate();
        startTime = EventTime.orNull(message.getStartTimeUs());
    }
}
