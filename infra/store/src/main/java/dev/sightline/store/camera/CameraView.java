package dev.sightline.store.camera;

/**
 * A camera.
 *
 * @param cameraId id
 * @param siteId site
 * @param source address, without user name and password
 * @param restricted whether persons nobody knows raise an alert here
 */
public record CameraView(String cameraId, String siteId, String source, boolean restricted) {}
