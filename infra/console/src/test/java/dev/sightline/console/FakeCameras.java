package dev.sightline.console;

import dev.sightline.console.api.CameraSetup;
import dev.sightline.contracts.v1.Camera;
import java.util.Optional;

/** Sets cameras up at once; only http://picture/ gives a picture. */
final class FakeCameras implements CameraSetup {
    private final Composition parts;

    FakeCameras(Composition parts) {
        this.parts = parts;
    }

    @Override
    public void put(Camera camera) {
        parts.cameras().camera(camera.getCameraId(), Optional.of(camera));
    }

    @Override
    public void remove(String cameraId) {
        parts.cameras().camera(cameraId, Optional.empty());
    }

    @Override
    public byte[] picture(String source) throws NoPicture {
        if (source.contains("@picture/")) {
            return TestConsole.CROP.clone();
        }
        throw new NoPicture("nobody answers at ***");
    }
}
