package dev.sightline.console.api;

import dev.sightline.contracts.v1.Camera;

/** Sets cameras up: needs the cameras topic and ingest's reader, which the console does not have. Thread-safe. */
public interface CameraSetup {
    /** Puts a camera on the topic; taken by Kafka on return, opened by ingest a moment later. */
    void put(Camera camera);

    /** Takes a camera off the topic. */
    void remove(String cameraId);

    /**
     * One picture of an address, within some seconds.
     *
     * @return JPEG
     * @throws NoPicture with what is wrong and what to do; never with a password
     */
    byte[] picture(String source) throws NoPicture;

    /** An address that gives no picture. */
    final class NoPicture extends Exception {
        private static final long serialVersionUID = 1;

        public NoPicture(String reason) {
            super(reason);
        }
    }
}
