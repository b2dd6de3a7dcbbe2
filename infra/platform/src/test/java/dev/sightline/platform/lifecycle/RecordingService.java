package dev.sightline.platform.lifecycle;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** Writes down what is asked of it; fails or hangs on demand. */
final class RecordingService implements Service {
    private final String name;
    private final List<String> calls;
    volatile boolean failsToStart;
    volatile boolean failsToClose;
    volatile boolean live = true;
    volatile boolean ready = true;
    volatile String degraded = "";
    volatile CountDownLatch closing = new CountDownLatch(0);

    RecordingService(String name, List<String> calls) {
        this.name = name;
        this.calls = calls;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void start() {
        calls.add("start " + name);
        if (failsToStart) {
            throw new IllegalStateException(name + " cannot start");
        }
    }

    @Override
    public boolean ready() {
        if (!live && !ready) {
            throw new IllegalStateException("cannot say");
        }
        return ready;
    }

    @Override
    public boolean live() {
        return live;
    }

    @Override
    public Optional<String> degraded() {
        return Optional.of(degraded).filter(reason -> !reason.isEmpty());
    }

    @Override
    public void close() {
        calls.add("close " + name);
        try {
            closing.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (failsToClose) {
            throw new IllegalStateException(name + " cannot close");
        }
    }
}
