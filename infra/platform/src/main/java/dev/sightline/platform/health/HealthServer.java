package dev.sightline.platform.health;

import dev.sightline.platform.lifecycle.ServiceHealth;
import io.javalin.Javalin;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves {@code /health/live}, {@code /health/ready} and {@code /metrics}. The health pages answer 200 or 503 with JSON
 * that names each service. Start it before the services and close it after them, so that it can tell what goes on
 * meanwhile:
 *
 * <pre>{@code
 * try (HealthServer health = HealthServer.start(policy, host::health, meters.registry())) {
 *     return new ServiceProcess(host, StopPolicy.defaults(), Termination.system()).run();
 * }
 * }</pre>
 */
public final class HealthServer implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(HealthServer.class);
    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

    private final Javalin server;
    private final String host;

    private HealthServer(Javalin server, String host) {
        this.server = server;
        this.host = host;
    }

    /**
     * Listens.
     *
     * @param services read on every request, from the server's threads
     * @throws IllegalStateException when the port is in use or the address is none of this machine
     */
    public static HealthServer start(
            HealthPolicy policy, Supplier<List<ServiceHealth>> services, PrometheusMeterRegistry meters) {
        Javalin server = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.startup.showOldJavalinVersionWarning = false;
            config.startup.startupWatcherEnabled = false;
            config.routes.get("/health/live", context -> answer(context, services.get(), ServiceHealth::live));
            config.routes.get("/health/ready", context -> answer(context, services.get(), ServiceHealth::ready));
            config.routes.get(
                    "/metrics", context -> context.contentType(PROMETHEUS).result(meters.scrape()));
        });
        try {
            server.start(policy.host(), policy.port());
        } catch (RuntimeException e) {
            server.stop();
            throw new IllegalStateException(
                    "health and metrics cannot be served on " + policy.host() + ":" + policy.port() + " ("
                            + e.getMessage() + "): choose another health port (0 = any free) or address",
                    e);
        }
        HealthServer running = new HealthServer(server, policy.host());
        log.info("health and metrics on {}", running.address());
        return running;
    }

    private static void answer(Context context, List<ServiceHealth> services, Predicate<ServiceHealth> good) {
        boolean all = services.stream().allMatch(good);
        context.status(all ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE)
                .json(new Report(word(all, services), services));
    }

    private static String word(boolean all, List<ServiceHealth> services) {
        boolean degraded =
                services.stream().anyMatch(service -> !service.degraded().isEmpty());
        return !all ? "down" : degraded ? "degraded" : "up";
    }

    /** What the health pages answer: {@code up}, {@code degraded} (with the reason at the service) or {@code down}. */
    private record Report(String status, List<ServiceHealth> services) {}

    public int port() {
        return server.port();
    }

    /** Address of the server, such as {@code http://127.0.0.1:8081}. */
    public String address() {
        return "http://" + host + ":" + port();
    }

    @Override
    public void close() {
        server.stop();
    }
}
