package dev.sightline.matcher;

import dev.sightline.contracts.calibration.Calibration;
import dev.sightline.matcher.link.score.Scales;
import dev.sightline.matcher.topology.MatcherMeters;
import dev.sightline.matcher.topology.MatcherTopology;
import dev.sightline.platform.kafka.KafkaClients;
import dev.sightline.platform.lifecycle.Service;
import dev.sightline.platform.roster.CameraLoads;
import dev.sightline.platform.roster.Rebalancing;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The matcher as a service: one Kafka Streams application, exactly once, that reads observations and writes tracks,
 * identity events, sightings and alerts. Its topics must exist. State comes back from Kafka after any end.
 */
public final class MatcherService implements Service {
    private static final Logger LOG = LoggerFactory.getLogger(MatcherService.class);
    private static final Duration DRAIN = Duration.ofSeconds(20);

    private final KafkaClients clients;
    private final MatcherPolicy policy;
    private final MatcherTopology topology;
    private final MatcherMeters meters;
    private final ThreadDeaths deaths;
    private final CameraLoads loads;
    private @Nullable StateFolder folder;
    private volatile @Nullable KafkaStreams streams;
    private volatile boolean closing;

    /**
     * @param calibrations what the scores of a descriptor model mean, by its model id ({@code id@version}); empty when it
     *     has no calibration or is not known. Asked when a model first comes, and again when it is assigned; never throws
     */
    public MatcherService(
            KafkaClients clients,
            MatcherPolicy policy,
            Function<String, List<Calibration>> calibrations,
            MeterRegistry registry) {
        this.clients = clients;
        this.policy = policy;
        this.meters = new MatcherMeters(registry);
        this.topology = new MatcherTopology(
                clients::name, policy.stages(maxRequestBytes(clients)), new Scales(calibrations), meters);
        this.loads = new CameraLoads(clients, "matcher-cameras");
        this.deaths = new ThreadDeaths(policy.streams().threadReplacements(), System::nanoTime);
    }

    @Override
    public String name() {
        return "matcher";
    }

    @Override
    public void start() {
        StateFolder state = StateFolder.of(policy.streams().stateFolder());
        folder = state;
        loads.start();
        Rebalancing rebalancing = new Rebalancing(loads);
        KafkaStreams running = new KafkaStreams(
                topology.build(),
                StreamsSettings.of(clients, policy.streams(), state.path(), rebalancing),
                new GuardedClients(rebalancing));
        running.setUncaughtExceptionHandler(this::died);
        running.setStateListener((now, before) -> LOG.info("matcher is {} after {}", now, before));
        streams = running;
        running.start();
    }

    @Override
    public boolean ready() {
        KafkaStreams running = streams;
        return running != null && running.state() == KafkaStreams.State.RUNNING;
    }

    @Override
    public boolean live() {
        KafkaStreams running = streams;
        return running == null || closing || running.state().isRunningOrRebalancing() || isStarting(running);
    }

    @Override
    public Optional<String> degraded() {
        List<String> trouble = meters.trouble();
        return trouble.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", trouble));
    }

    @Override
    public void close() {
        closing = true;
        KafkaStreams running = streams;
        if (running != null && !running.close(DRAIN)) {
            LOG.warn("matcher did not stop within {}; what was not committed is done again after a restart", DRAIN);
        }
        loads.close();
        if (folder != null) {
            folder.close();
        }
    }

    /** As it is by default, or as {@code kafka.producer.max.request.size} says. */
    private static int maxRequestBytes(KafkaClients clients) {
        Object set = clients.streams("matcher").get("producer." + ProducerConfig.MAX_REQUEST_SIZE_CONFIG);
        return set == null ? KafkaClients.MAX_REQUEST_BYTES : Integer.parseInt(set.toString());
    }

    private static boolean isStarting(KafkaStreams running) {
        return running.state() == KafkaStreams.State.CREATED;
    }

    private StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse died(Throwable cause) {
        if (deaths.mayReplace()) {
            LOG.error("a matcher thread died and is replaced", cause);
            return StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.REPLACE_THREAD;
        }
        LOG.error("matcher threads die again and again: the matcher stops", cause);
        return StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }
}
