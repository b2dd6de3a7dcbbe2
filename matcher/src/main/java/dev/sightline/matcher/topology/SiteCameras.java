package dev.sightline.matcher.topology;

import dev.sightline.contracts.camera.CameraCheck;
import dev.sightline.contracts.camera.Cameras;
import dev.sightline.contracts.v1.Camera;
import dev.sightline.contracts.v1.CameraStatus;
import dev.sightline.matcher.order.SiteCamera;
import dev.sightline.matcher.order.SiteCamera.Outlook;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the order stage can expect of a camera, by its record and by what ingest says of it. */
final class SiteCameras {
    private SiteCameras() {}

    /** @param status what ingest said last; null when it has said nothing */
    static SiteCamera of(Camera camera, @Nullable CameraStatus status) {
        String id = camera.getCameraId();
        boolean live = Cameras.live(camera);
        List<String> faults = CameraCheck.faults(camera);
        if (!faults.isEmpty()) {
            return new SiteCamera(id, live, Outlook.NOTHING, "has a record that is refused (" + faults.get(0) + ")");
        }
        if (status == null) {
            return SiteCamera.expected(id, live);
        }
        // What it sent before is on its way through the embedder, and its order is that of its capture times.
        Outlook stopped = status.getFramesSent() > 0 ? Outlook.REMAINDER : Outlook.NOTHING;
        return switch (status.getState()) {
            case STATE_REFUSED -> new SiteCamera(id, live, Outlook.NOTHING, "is refused by ingest" + why(status));
            case STATE_FAILED -> new SiteCamera(id, live, stopped, "cannot be read" + why(status));
            case STATE_UNREACHABLE -> new SiteCamera(id, live, stopped, "cannot be reached");
            case STATE_PAUSED -> new SiteCamera(id, live, Outlook.REMAINDER, "is paused");
            case STATE_ENDED ->
                status.getFramesSent() > 0
                        ? SiteCamera.expected(id, live)
                        : new SiteCamera(id, live, Outlook.NOTHING, "ended without a frame" + why(status));
            default -> SiteCamera.expected(id, live);
        };
    }

    private static String why(CameraStatus status) {
        return status.getProblemsCount() == 0
                ? ""
                : " (" + status.getProblems(0).getWhat() + ")";
    }
}
