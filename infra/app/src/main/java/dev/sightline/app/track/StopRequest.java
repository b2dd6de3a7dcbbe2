package dev.sightline.app.track;

import dev.sightline.platform.lifecycle.SystemSignals;
import java.io.PrintWriter;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ctrl-C or SIGTERM during a batch. The first one asks it to stop, keep what it has and clean up; the second one ends the
 * process at once. Any thread.
 */
public final class StopRequest implements AutoCloseable {
    private final AtomicInteger status = new AtomicInteger();
    private final PrintWriter terminal;
    private final Runnable atOnce;
    private final SystemSignals signals;

    private StopRequest(PrintWriter terminal, Runnable atOnce) {
        this.terminal = terminal;
        this.atOnce = atOnce;
        this.signals = SystemSignals.listen(this::asked);
    }

    /**
     * Listens from now on.
     *
     * @param atOnce what to do before the process ends at once, such as removing its temporary folder
     */
    public static StopRequest listen(PrintWriter terminal, Runnable atOnce) {
        return new StopRequest(terminal, atOnce);
    }

    private void asked(int exitStatus) {
        if (status.compareAndSet(0, exitStatus)) {
            terminal.println();
            terminal.println(
                    "Stopping; results so far will be written. Press Ctrl-C again to end at once without them.");
            terminal.flush();
            return;
        }
        try {
            atOnce.run();
        } finally {
            Runtime.getRuntime().halt(exitStatus);
        }
    }

    /** Whether the batch shall stop. */
    public boolean isRequested() {
        return status.get() != 0;
    }

    /** The exit status that goes with the signal, such as 130 for Ctrl-C; 0 when there was none. */
    public int exitStatus() {
        return status.get();
    }

    @Override
    public void close() {
        signals.close();
    }
}
