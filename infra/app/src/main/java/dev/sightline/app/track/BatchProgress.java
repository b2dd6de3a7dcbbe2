package dev.sightline.app.track;

import dev.sightline.app.results.BatchReader;
import dev.sightline.contracts.v1.CameraTracks;
import java.io.PrintWriter;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Shows how far a batch is: frames that went all the way, and cameras still running. A bar on a terminal only. */
final class BatchProgress implements BatchReader.FrameListener, AutoCloseable {
    private final @Nullable ProgressBar bar;
    private int running;

    private BatchProgress(@Nullable ProgressBar bar, int cameras) {
        this.bar = bar;
        this.running = cameras;
    }

    static BatchProgress over(int cameras, PrintWriter terminal) {
        if (System.console() == null) {
            terminal.println("Tracking " + cameras + (cameras == 1 ? " camera…" : " cameras…"));
            terminal.flush();
            return new BatchProgress(null, cameras);
        }
        ProgressBar bar = new ProgressBarBuilder()
                .setTaskName("Tracking")
                .setInitialMax(-1)
                .setUnit(" frames", 1)
                .setStyle(ProgressBarStyle.ASCII)
                .showSpeed()
                .setConsumer(new ConsoleProgressBarConsumer(System.err))
                .build();
        return new BatchProgress(bar, cameras);
    }

    @Override
    public void frame(CameraTracks tracks) {
        if (tracks.getEndOfStream()) {
            running--;
        }
        if (bar != null) {
            bar.step();
            bar.setExtraMessage(running + " running");
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
