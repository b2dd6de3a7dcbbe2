package dev.sightline.embedder.stream;

import dev.sightline.contracts.topic.Topics;
import dev.sightline.embedder.EmbedderModels;
import dev.sightline.embedder.EmbedderPolicy.Flow;
import dev.sightline.embedder.pipeline.FramePipeline;
import dev.sightline.platform.deadletter.DeadLetters;
import dev.sightline.platform.kafka.KafkaClients;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that runs the loop and owns its Kafka clients. The first failure that no dead letter mends stops it without
 * a commit; only a new process goes on from there.
 */
public final class StreamWorker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StreamWorker.class);

    private final KafkaClients clients;
    private final FramePipeline pipeline;
    private final Flow flow;
    private final EmbedderMeters meters;
    private final ModelFollower models;
    private final MeterRegistry registry;
    private final Clock clock;
    private final Thread thread = new Thread(this::work, "embedder-loop");
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final AtomicReference<@Nullable EmbedderLoop> loop = new AtomicReference<>();
    private final CountDownLatch stopped = new CountDownLatch(1);

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
        this.models = new ModelFollower(clients, models.describers(), meters, this::fail);
    }

    public void start() {
        models.start();
        thread.start();
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

    private void work() {
        if (!models.awaitCaughtUp() || !live()) {
            return;
        }
        try (Consumer<byte[], byte[]> consumer = clients.consumer("embedder", "embedder");
                DeadLetters deadLetters = new DeadLetters(clients, "embedder", registry);
                ObservationSink sink = new ObservationSink(clients, deadLetters, this::fail)) {
            var freshness = new FrameHandler.Freshness(clock, flow.maxFrameAge());
            FrameHandler handler = new FrameHandler(pipeline, sink, meters, freshness, this::fail);
            EmbedderLoop running = new EmbedderLoop(consumer, handler, flow.commitInterval());
            loop.set(running);
            running.run(clients.name(Topics.FRAMES), () -> stopped.getCount() == 0, () -> failure.get() != null);
        } catch (KafkaException | IllegalStateException e) {
            fail(e);
        }
    }

    private void fail(Throwable cause) {
        if (failure.compareAndSet(null, cause)) {
            LOG.error("the embedder stops: {}", cause.getMessage(), cause);
        }
    }

    /** Drains and commits, then returns. */
    @Override
    public void close() {
        stopped.countDown();
        models.close();
        join();
    }

    private void join() {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
