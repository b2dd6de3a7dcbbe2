package dev.sightline.contracts.camera;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Of what kind a camera's source is, by the way it is written. */
public enum SourceKind {
    /** A path or {@code file://}: a video file, or a folder of pictures. */
    PATH(false),
    /** {@code rtsp://} or {@code rtsps://}. */
    RTSP(true),
    /** {@code http://} or {@code https://}. */
    HTTP(true),
    /** {@code device:N}, a camera of the machine. */
    DEVICE(true),
    /** None of these: nothing can read it. */
    UNKNOWN(false);

    private static final Pattern DEVICE_NUMBER = Pattern.compile("device:\\d{1,3}");
    private static final Pattern ADDRESS = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]+)://(.*)", Pattern.DOTALL);

    private final boolean live;

    SourceKind(boolean live) {
        this.live = live;
    }

    /** The kind of a source as people write it; white space around it does not count. */
    public static SourceKind of(String text) {
        String source = text.strip();
        if (source.startsWith("device:") || source.isEmpty()) {
            return DEVICE_NUMBER.matcher(source).matches() ? DEVICE : UNKNOWN;
        }
        Matcher address = ADDRESS.matcher(source);
        if (!address.matches()) {
            return PATH;
        }
        boolean empty = address.group(2).isEmpty();
        return switch (scheme(source)) {
            case "rtsp", "rtsps" -> empty ? UNKNOWN : RTSP;
            case "http", "https" -> empty ? UNKNOWN : HTTP;
            case "file" -> empty ? UNKNOWN : PATH;
            default -> UNKNOWN;
        };
    }

    /** The scheme of an address in small letters, such as {@code rtsp}; empty when there is none. */
    static String scheme(String source) {
        Matcher address = ADDRESS.matcher(source.strip());
        return address.matches() ? address.group(1).toLowerCase(Locale.ROOT) : "";
    }

    /** Whether sources of this kind go on for ever. */
    public boolean isLive() {
        return live;
    }
}
