package dev.sightline.embedder.stream;

import dev.sightline.contracts.topic.Topics;
import dev.sightline.embedder.EmbedderModels;
import dev.sightline.embedder.EmbedderPolicy.Flow;
import dev.sightline.embedder.pipeline.FramePipeline;
import dev.sightline.platform.deadletter.DeadLetters;
import dev.sightline.platform.kafka.KafkaClients;
import dev.sightline.platform.lifecycle.Worker;
import dev.sightline.platform.retry.StopSignal;
import dev.sightline.platform.roster.CameraLoads;
import dev.sightline.platform.roster.Rebalancing;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that runs the loop and owns its Kafka clients. The first failure that no dead letter mends stops it without
 * a commit; only a new process goes on from there.
 */
public final class StreamWorker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StreamWorker.class);

    /** What is closed next is in use by the thread until it ends; the process bounds the drain as a whole. */
    static final Duration WHILE_IT_TAKES = Duration.ofDays(1);

    private final KafkaClients clients;
    private final FramePipeline pipeline;
    private final Flow flow;
    private final EmbedderMeters meters;
    private final ModelFollower models;
    private final CameraLoads loads;
    private final MeterRegistry registry;
    private final Clock clock;
    private final Worker worker = new Worker("embedder-loop", this::work, WHILE_IT_TAKES, this::noted);
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final AtomicReference<@Nullable EmbedderLoop> loop = new AtomicReference<>();

    public StreamWorker(
            KafkaClients clients,
            FramePipeline pipeline,
            Flow flow,
            EmbedderModels models,
            MeterRegistry registry,
            Clock clock) {
        this.clients = clients;
        this.pipeline = pipeline;
        this.flow = flow;
        this.registry = registry;
        this.clock = clock;
        this.meters = new EmbedderMeters(registry, models.providerFallbacks(), pipeline::inFlight, clock);
        this.loads = new CameraLoads(clients, "embedder-cameras");
        this.models = new ModelFollower(clients, models.describers(), meters, this::fail);
    }

    public void start() {
        models.start();
        loads.start();
        worker.start();
    }

    /** Whether partitions have been given out and nothing has failed. */
    public boolean ready() {
        EmbedderLoop running = loop.get();
        return live() && running != null && running.assigned();
    }

    /** False after a failure. */
    public boolean live() {
        return failure.get() == null;
    }

    /** Why it works worse than it should; empty when it keeps up. */
    public Optional<String> degraded() {
        return meters.degraded();
    }

    private void work(StopSignal stop) {
        if (!models.awaitCaughtUp() || !live()) {
            return;
        }
        Rebalancing rebalancing = new Rebalancing(loads);
        try (Consumer<byte[], byte[]> consumer =
                        clients.consumer("embedder", "embedder", LoadAssignor.by(rebalancing));
                DeadLetters deadLetters = new DeadLetters(clients, "embedder", registry);
                ObservationSink sink = new ObservationSink(clients, deadLetters, this::fail)) {
            var freshness = new FrameHandler.Freshness(clock, flow.maxFrameAge());
            FrameHandler handler = new FrameHandler(pipeline, sink, meters, freshness, this::fail);
            EmbedderLoop running = new EmbedderLoop(consumer, handler, flow.commitInterval());
            loop.set(running);
            running.run(clients.name(Topics.FRAMES), stop::isStopped, () -> failure.get() != null);
        }
    }

    private void noted(Throwable cause) {
        failure.compareAndSet(null, cause);
    }

    private void fail(Throwable cause) {
        if (failure.compareAndSet(null, cause)) {
            LOG.error("the embedder stops: {}", cause.getMessage(), cause);
        }
    }

    /** Drains and commits, then returns. */
    @Override
    public void close() {
        worker.stop();
        models.close();
        worker.close();
        loads.close();
    }
}
