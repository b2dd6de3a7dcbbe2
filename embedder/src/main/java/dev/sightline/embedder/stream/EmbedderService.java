package dev.sightline.embedder.stream;

import dev.sightline.contracts.topic.Topics;
import dev.sightline.embedder.EmbedderModels;
import dev.sightline.embedder.EmbedderPolicy;
import dev.sightline.embedder.pipeline.FramePipeline;
import dev.sightline.platform.crops.CropStore;
import dev.sightline.platform.kafka.KafkaClients;
import dev.sightline.platform.lifecycle.Service;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Optional;

/**
 * The embedder on Kafka: reads the frames topic as consumer group {@code embedder} of the installation, writes
 * observations in the order of each partition, sends bad frames to dead letters, and commits offsets behind what Kafka
 * has. A kill repeats the frames since the last commit with the same bytes, which the tracker drops. Which descriptor
 * models serve is set by the models topic, from the start and while it runs; until it names any, the configured ones.
 *
 * <p>Any number of instances share the partitions. The models are not closed here: they belong to the caller.
 */
public final class EmbedderService implements Service {
    private final FramePipeline pipeline;
    private final StreamWorker worker;

    public EmbedderService(
            KafkaClients clients,
            CropStore store,
            EmbedderPolicy policy,
            EmbedderModels models,
            MeterRegistry meters,
            Clock clock) {
        this.pipeline = new FramePipeline(models, policy, store);
        this.worker = new StreamWorker(clients, pipeline, policy.flow(), models, meters, clock);
    }

    @Override
    public String name() {
        return "embedder";
    }

    @Override
    public void start() {
        pipeline.start();
        worker.start();
    }

    /** Whether the group has given this instance its share of the {@link Topics#FRAMES} partitions. */
    @Override
    public boolean ready() {
        return worker.ready();
    }

    @Override
    public boolean live() {
        return worker.live();
    }

    @Override
    public Optional<String> degraded() {
        return worker.degraded();
    }

    /** Finishes and commits the frames in the pipeline, then stops. */
    @Override
    public void close() {
        try (pipeline) {
            worker.close();
        }
    }
}
