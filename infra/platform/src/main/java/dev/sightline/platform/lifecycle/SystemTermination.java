package dev.sightline.platform.lifecycle;

import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The JVM's own. A signal starts the hook while the JVM runs on, so that everything native is closed in order before the
 * JVM's shutdown begins; the main thread then ends the process. A second signal ends it at once.
 */
final class SystemTermination implements Termination {
    private static final Logger log = LoggerFactory.getLogger(SystemTermination.class);

    private final AtomicBoolean asked = new AtomicBoolean();
    private @Nullable SystemSignals signals;

    @Override
    public synchronized void addHook(Thread hook) {
        SystemSignals caught = SystemSignals.listen(status -> {
            if (asked.compareAndSet(false, true)) {
                hook.start();
            } else {
                halt(status);
            }
        });
        signals = caught;
        if (!caught.listening()) {
            caught.close();
            Runtime.getRuntime().addShutdownHook(hook);
        }
    }

    @Override
    public synchronized void removeHook(Thread hook) {
        if (signals != null && signals.listening()) {
            // A signal that was caught stays caught: the process is about to end by itself.
            if (!asked.get()) {
                signals.close();
            }
            return;
        }
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException stopping) {
            // The hook runs at this moment, which is what it is for.
            log.debug("already stopping", stopping);
        }
    }

    @Override
    public void halt(int exitCode) {
        Runtime.getRuntime().halt(exitCode);
    }
}
