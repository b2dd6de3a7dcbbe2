package dev.sightline.contracts.camera;

import dev.sightline.contracts.v1.Camera;

/** Says, in the one place that everybody asks, whether a camera is live. */
public final class Cameras {
    private Cameras() {}

    /**
     * Whether nobody can promise an end: network cameras, devices, and recorded footage that is paced like a live camera.
     *
     * @param source as people write it
     * @param realTime whether recorded footage is paced by its capture times
     */
    public static boolean live(String source, boolean realTime) {
        return realTime || SourceKind.of(source).isLive();
    }

    /** {@link #live(String, boolean)} of a record; records written before the field existed are judged by their source. */
    public static boolean live(Camera camera) {
        return camera.getLive() || live(camera.getSource(), camera.getRealTime());
    }

    /** The record with its {@code live} field set: what writers of the cameras topic send. */
    public static Camera withLive(Camera camera) {
        return camera.toBuilder().setLive(live(camera)).build();
    }
}
