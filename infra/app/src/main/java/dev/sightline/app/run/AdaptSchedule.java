package dev.sightline.app.run;

import dev.sightline.platform.lifecycle.Service;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the sites learn on by schedule: one time after another, each after the full interval, never two at once. What
 * failed is said by health until a later time goes well, and the next time comes all the same.
 */
final class AdaptSchedule implements Service {
    private static final Logger LOG = LoggerFactory.getLogger(AdaptSchedule.class);

    private final Duration every;
    private final Job job;
    private final ScheduledExecutorService timer;
    private volatile Optional<String> wrong = Optional.empty();

    /** One adaptation of all sites. */
    interface Job {
        /** Adapts; returns what went wrong, in a sentence, and nothing when nothing did. */
        Optional<String> run() throws InterruptedException;
    }

    /** @param every longer than zero */
    AdaptSchedule(Duration every, Job job) {
        if (every.isZero() || every.isNegative()) {
            throw new IllegalArgumentException("adapt.every = " + every + "; a schedule needs more than 0s");
        }
        this.every = every;
        this.job = job;
        this.timer = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "adapt");
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    public String name() {
        return "adapt";
    }

    @Override
    public void start() {
        // Nobody waits for it: once() keeps what it throws.
        var unused =
                timer.scheduleWithFixedDelay(this::once, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void once() {
        try {
            Optional<String> found = job.run();
            found.ifPresent(why -> LOG.warn("adaptation: {}", why));
            wrong = found;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            // A schedule that throws is never called again.
            LOG.error("adaptation failed", e);
            wrong = Optional.of("the last adaptation failed: " + e);
        }
    }

    @Override
    public Optional<String> degraded() {
        return wrong;
    }

    /** Stops a job at work; what it had begun is lost, what serves is not touched. */
    @Override
    public void close() {
        timer.shutdownNow();
    }
}
