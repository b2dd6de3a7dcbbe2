package dev.sightline.platform.lifecycle;

import dev.sightline.platform.lifecycle.HostState.Created;
import dev.sightline.platform.lifecycle.HostState.Draining;
import dev.sightline.platform.lifecycle.HostState.Running;
import dev.sightline.platform.lifecycle.HostState.Starting;
import dev.sightline.platform.lifecycle.HostState.Stopped;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Owns the services of a process: starts them in order and closes them in reverse. A start that fails closes what was
 * begun, the failed one included, for it may hold threads already. Closing goes through all services whatever they
 * throw, and reports all failures together.
 *
 * <p>{@link #start} and {@link #close} belong to one thread, {@link #state} and {@link #health} to any.
 */
public final class ServiceHost implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ServiceHost.class);

    private final List<Service> services;
    private volatile HostState state = new Created();

    /** A host of services, in the order of their start. */
    public ServiceHost(List<? extends Service> services) {
        this.services = List.copyOf(services);
    }

    /**
     * Starts all services.
     *
     * @throws LifecycleException when one does not start; the others are closed by then
     * @throws IllegalStateException when this was started or closed before
     */
    public void start() {
        if (!(state instanceof Created created)) {
            throw new IllegalStateException("services start once; they are " + state.word());
        }
        Starting starting = created.start();
        for (Service service : services) {
            starting = starting.next(service);
            state = starting;
            long begun = System.nanoTime();
            try {
                service.start();
            } catch (RuntimeException | LinkageError e) {
                // LinkageError: a native library that does not fit this machine.
                throw startFailed(starting.failed(), new ServiceFailure(service.name(), e));
            }
            log.info("{} started after {} ms", service.name(), (System.nanoTime() - begun) / 1_000_000);
        }
        state = starting.started();
    }

    private LifecycleException startFailed(Draining draining, ServiceFailure failure) {
        state = draining;
        List<ServiceFailure> failures = new ArrayList<>(List.of(failure));
        List<ServiceFailure> closing = closeAll(draining);
        failures.addAll(closing);
        state = draining.stopped(closing);
        return new LifecycleException("services did not start", failures);
    }

    /**
     * Drains and closes all services; does nothing when they are closed already.
     *
     * @throws LifecycleException when some did not close; all were tried
     */
    @Override
    public void close() {
        if (state instanceof Created created) {
            state = created.close();
        }
        if (state instanceof Running running) {
            Draining draining = running.drain();
            state = draining;
            Stopped stopped = draining.stopped(closeAll(draining));
            state = stopped;
            if (!stopped.failures().isEmpty()) {
                throw new LifecycleException("services did not stop cleanly", stopped.failures());
            }
        }
    }

    private static List<ServiceFailure> closeAll(Draining draining) {
        List<ServiceFailure> failures = new ArrayList<>();
        for (int i = draining.open().size() - 1; i >= 0; i--) {
            Service service = draining.open().get(i);
            long begun = System.nanoTime();
            try {
                service.close();
                log.info("{} stopped after {} ms", service.name(), (System.nanoTime() - begun) / 1_000_000);
            } catch (RuntimeException e) {
                failures.add(new ServiceFailure(service.name(), e));
            }
        }
        return failures;
    }

    public HostState state() {
        return state;
    }

    /** Each service's health; nothing is ready unless all run. */
    public List<ServiceHealth> health() {
        boolean running = state instanceof Running;
        return services.stream()
                .map(service -> new ServiceHealth(
                        service.name(),
                        running && holds(service, "ready", service::ready),
                        holds(service, "live", service::live),
                        running ? degraded(service) : ""))
                .toList();
    }

    private static String degraded(Service service) {
        try {
            return service.degraded().orElse("");
        } catch (RuntimeException e) {
            log.error("{} cannot say whether it is degraded: taken as yes", service.name(), e);
            return "cannot say how it is: " + e.getMessage();
        }
    }

    private static boolean holds(Service service, String what, BooleanSupplier question) {
        try {
            return question.getAsBoolean();
        } catch (RuntimeException e) {
            log.error("{} cannot say whether it is {}: taken as no", service.name(), what, e);
            return false;
        }
    }
}
