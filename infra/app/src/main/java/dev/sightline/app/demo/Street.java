package dev.sightline.app.demo;

import dev.sightline.ingest.source.SourceUnavailable;
import dev.sightline.ingest.video.DemoFootage;
import dev.sightline.platform.problem.UserError;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The demo's two cameras: a real street, and the same street mirrored, darker, noisier and later.
 *
 * @param cache folder that keeps the footage
 * @param delaySeconds how much later the second camera sees everything
 */
record Street(Path cache, double delaySeconds) {
    /** Frames a second of the footage. */
    static final int FPS = 10;

    private static final double DELAY_SECONDS = 20;

    /** The whole footage. */
    static Street whole(Path cache) {
        return new Street(cache, DELAY_SECONDS);
    }

    /** For a short run: people reach the second camera early enough to be seen there. */
    static Street brief(Path cache, int seconds) {
        return new Street(cache, Math.min(DELAY_SECONDS, seconds / 4.0));
    }

    /** Camera name to video; fetched and created on first use. */
    Map<String, String> cameras(PrintWriter terminal) throws IOException {
        Path north = new StreetFootage(cache, terminal).fetch();
        Map<String, String> cameras = new LinkedHashMap<>();
        cameras.put("north", north.toString());
        cameras.put("south", south(north, terminal).toString());
        return cameras;
    }

    private Path south(Path north, PrintWriter terminal) throws IOException {
        int[] calls = {0};
        try {
            return DemoFootage.secondCamera(north, cache, delaySeconds, done -> {
                if (calls[0]++ == 0) {
                    terminal.println("Creating the second camera's footage (once)…");
                    terminal.flush();
                }
            });
        } catch (SourceUnavailable e) {
            throw new UserError("the demo's footage cannot be read: " + e.getMessage(), e);
        }
    }
}
