package dev.sightline.matcher.order;

import dev.sightline.contracts.v1.Camera;
import java.util.List;
import java.util.Locale;

/** What kind of source a camera is. */
final class Sources {
    private static final List<String> LIVE = List.of("rtsp:", "rtsps:", "http:", "https:", "device:");

    private Sources() {}

    /** A source that nobody can promise an end of; recorded footage that is paced like a live camera counts as one. */
    static boolean isLive(Camera camera) {
        String source = camera.getSource().toLowerCase(Locale.ROOT);
        return camera.getRealTime() || LIVE.stream().anyMatch(source::startsWith);
    }
}
