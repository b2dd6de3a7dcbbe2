package dev.sightline.matcher.order;

/**
 * A camera of a site, as far as waiting for it goes.
 *
 * @param live nobody can promise an end of it
 * @param outlook whether more of it is to be expected
 * @param state how it is, for people: the end of a sentence that begins with the camera's name
 */
public record SiteCamera(String cameraId, boolean live, Outlook outlook, String state) {

    /** What can be expected of a camera. */
    public enum Outlook {
        /** Frames, and for recorded footage an end. */
        FRAMES,
        /** What it sent before it stopped, and nothing after that. */
        REMAINDER,
        /** Nothing. */
        NOTHING
    }

    /** A camera that nothing is known against. */
    public static SiteCamera expected(String cameraId, boolean live) {
        return new SiteCamera(cameraId, live, Outlook.FRAMES, "has been silent too long (matcher.max-silence)");
    }
}
