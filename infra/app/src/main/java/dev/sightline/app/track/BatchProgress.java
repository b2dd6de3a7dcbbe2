package dev.sightline.app.track;

import dev.sightline.app.results.BatchReader;
import dev.sightline.contracts.v1.CameraTracks;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * Shows how far a batch is: frames that went all the way out of how many, how fast, how long still, and cameras that run.
 * A bar on a terminal, a line every ten seconds elsewhere. One thread.
 */
final class BatchProgress implements BatchReader.FrameListener, AutoCloseable {
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(10);

    private final Map<String, Long> reached = new HashMap<>();
    private final OptionalLong total;
    private final PrintWriter terminal;
    private final InstantSource clock;
    private final @Nullable ProgressBar bar;
    private final long begun;
    private long lastLine;
    private long done;
    private int running;

    /** @param bar whether the terminal shows one */
    BatchProgress(int cameras, OptionalLong total, PrintWriter terminal, InstantSource clock, boolean bar) {
        this.running = cameras;
        this.total = total;
        this.terminal = terminal;
        this.clock = clock;
        this.begun = clock.millis();
        this.lastLine = begun;
        this.bar = bar ? bar(total) : null;
        if (!bar) {
            String of = total.isEmpty() ? "" : String.format(Locale.ROOT, ", %,d frames", total.getAsLong());
            say("Tracking " + cameras + (cameras == 1 ? " camera" : " cameras") + of + "…");
        }
    }

    static BatchProgress over(int cameras, OptionalLong total, PrintWriter terminal) {
        return new BatchProgress(cameras, total, terminal, InstantSource.system(), System.console() != null);
    }

    private static ProgressBar bar(OptionalLong total) {
        return new ProgressBarBuilder()
                .setTaskName("Tracking")
                .setInitialMax(total.orElse(-1))
                .setUnit(" frames", 1)
                .setStyle(ProgressBarStyle.ASCII)
                .showSpeed()
                .setConsumer(new ConsoleProgressBarConsumer(System.err))
                .build();
    }

    @Override
    public void frame(CameraTracks tracks) {
        if (tracks.getEndOfStream()) {
            running--;
        } else {
            // The place in the source: frames between sampled ones are behind us too.
            long before = reached.getOrDefault(tracks.getCameraId(), 0L);
            long now = Math.max(before, tracks.getSequence());
            reached.put(tracks.getCameraId(), now);
            done += now - before;
        }
        if (bar != null) {
            bar.stepTo(done);
            bar.setExtraMessage(running + " running");
        } else if (clock.millis() - lastLine >= BETWEEN_LINES.toMillis()) {
            lastLine = clock.millis();
            say(line(clock.millis() - begun));
        }
    }

    private String line(long elapsedMs) {
        double rate = done * 1000.0 / Math.max(1, elapsedMs);
        String speed = String.format(Locale.ROOT, "%.0f frames/s, %d running", rate, running);
        if (total.isEmpty()) {
            return String.format(Locale.ROOT, "%,d frames; %s", done, speed);
        }
        long all = Math.max(done, total.getAsLong());
        long left = Math.round((all - done) / Math.max(0.001, rate));
        return String.format(
                Locale.ROOT,
                "%,d of %,d frames (%d%%), about %d:%02d left; %s",
                done,
                all,
                100 * done / Math.max(1, all),
                left / 60,
                left % 60,
                speed);
    }

    private void say(String line) {
        terminal.println(line);
        terminal.flush();
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
