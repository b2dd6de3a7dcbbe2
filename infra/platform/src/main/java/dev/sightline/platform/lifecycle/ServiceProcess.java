package dev.sightline.platform.lifecycle;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a host's services until the process is asked to stop, the work is done, or a service dies. Stopping is bounded: a
 * drain that takes longer than the policy allows ends by force. One use.
 *
 * <p>The thread that calls {@link #run} starts and closes the services. The shutdown hook only asks it to stop and waits,
 * because the JVM ends as soon as the hook returns.
 */
public final class ServiceProcess {
    /** Exit code of a process whose drain was cut off. */
    public static final int CUT_OFF = 124;

    private static final Logger log = LoggerFactory.getLogger(ServiceProcess.class);

    private final ServiceHost host;
    private final StopPolicy policy;
    private final Termination termination;
    private final CompletableFuture<StopCause> cause = new CompletableFuture<>();
    private final CountDownLatch stopped = new CountDownLatch(1);

    public ServiceProcess(ServiceHost host, StopPolicy policy, Termination termination) {
        this.host = host;
        this.policy = policy;
        this.termination = termination;
    }

    /** Asks to stop; the first cause counts. Any thread. */
    public void stop(StopCause why) {
        cause.complete(why);
    }

    /**
     * Starts, waits and closes.
     *
     * @return exit code
     * @throws LifecycleException when services do not start or do not stop cleanly
     */
    public int run() {
        Thread hook = new Thread(this::stopAndWait, "stop");
        termination.addHook(hook);
        ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(ServiceProcess::daemon);
        try {
            if (!cause.isDone()) {
                host.start();
            }
            long period = policy.liveCheck().toNanos();
            watch.scheduleWithFixedDelay(this::checkLive, period, period, TimeUnit.NANOSECONDS);
            StopCause why = await();
            announce(why);
            watch.schedule(this::cutOff, policy.drain().toNanos(), TimeUnit.NANOSECONDS);
            host.close();
            return why.exitCode();
        } finally {
            watch.shutdownNow();
            stopped.countDown();
            termination.removeHook(hook);
        }
    }

    private StopCause await() {
        try {
            return cause.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new StopCause.Signal();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a stop cause is only ever given", e);
        }
    }

    private void checkLive() {
        Optional<String> dead = host.health().stream()
                .filter(health -> !health.live())
                .map(ServiceHealth::service)
                .findFirst();
        dead.ifPresent(service -> stop(new StopCause.Dead(service)));
    }

    private void announce(StopCause why) {
        if (why.exitCode() == 0) {
            log.info("stopping: {}", why.text());
        } else {
            log.error("stopping: {}", why.text());
        }
    }

    private void stopAndWait() {
        stop(new StopCause.Signal());
        try {
            // A start that hangs is bounded here; a drain that hangs, by the watch as well.
            if (!stopped.await(policy.drain().toNanos(), TimeUnit.NANOSECONDS)) {
                cutOff();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void cutOff() {
        if (stopped.getCount() > 0) {
            log.error(
                    "services did not stop within {}: ending by force. What was not committed is done again after the"
                            + " next start",
                    policy.drain());
            termination.halt(CUT_OFF);
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "live-check");
        thread.setDaemon(true);
        return thread;
    }
}
