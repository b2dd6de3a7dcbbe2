package dev.sightline.app.track;

import dev.sightline.app.results.BatchReader;
import dev.sightline.app.terminal.Progress;
import dev.sightline.app.terminal.Terminal;
import dev.sightline.contracts.v1.CameraTracks;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;

/** Shows how far a batch is: frames that went all the way, and cameras that still run. One thread. */
final class BatchProgress implements BatchReader.FrameListener, AutoCloseable {
    private final Map<String, Long> reached = new HashMap<>();
    private final Progress progress;
    private int running;

    /** @param total frames of all cameras; empty where that is not known */
    BatchProgress(int cameras, OptionalLong total, Terminal terminal) {
        String of = total.isEmpty() ? "" : String.format(Locale.ROOT, ", %,d frames", total.getAsLong());
        terminal.say("Tracking " + cameras + (cameras == 1 ? " camera" : " cameras") + of + "…");
        this.running = cameras;
        this.progress = Progress.over(terminal, "Tracking", "frames", total.orElse(0));
        progress.note(running + " running");
    }

    @Override
    public void frame(CameraTracks tracks) {
        if (tracks.getEndOfStream()) {
            running--;
            progress.note(running + " running");
            return;
        }
        // The place in the source: frames between sampled ones are behind us too.
        long before = reached.getOrDefault(tracks.getCameraId(), 0L);
        long now = Math.max(before, tracks.getSequence());
        reached.put(tracks.getCameraId(), now);
        progress.step(now - before);
    }

    @Override
    public void close() {
        progress.close();
    }
}
