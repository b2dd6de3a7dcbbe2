package dev.sightline.store.recorder;

import dev.sightline.platform.crops.CropStore;
import dev.sightline.platform.deadletter.DeadLetters;
import dev.sightline.platform.kafka.KafkaClients;
import dev.sightline.platform.lifecycle.Service;
import dev.sightline.platform.lifecycle.Worker;
import dev.sightline.platform.retry.Retry;
import dev.sightline.platform.retry.StopSignal;
import dev.sightline.store.database.Database;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.SplittableRandom;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes cameras, watchlist, identity events, sightings, alerts and labeled pairs into the database, each record exactly once. Several
 * recorders may run on one database: all but one find their offsets taken and follow it.
 *
 * <p>The database and the crop store belong to their maker and outlive the service.
 */
public final class RecorderService implements Service {
    private static final Logger log = LoggerFactory.getLogger(RecorderService.class);
    private static final String NAME = "recorder";
    private static final Duration DRAIN = Duration.ofSeconds(20);

    private final KafkaClients clients;
    private final Database database;
    private final CropStore crops;
    private final RecorderPolicy policy;
    private final RecorderMeters meters;
    private final MeterRegistry registry;
    private final Clock clock;
    private final Checkpoint checkpoint;
    private @Nullable Consumer<byte[], byte[]> consumer;
    private volatile @Nullable Worker worker;
    private volatile @Nullable RecorderLoop loop;

    public RecorderService(
            KafkaClients clients, Database database, CropStore crops, RecorderPolicy policy, MeterRegistry registry) {
        this(clients, database, crops, policy, registry, Clock.systemUTC(), Checkpoint.NONE);
    }

    RecorderService(
            KafkaClients clients,
            Database database,
            CropStore crops,
            RecorderPolicy policy,
            MeterRegistry registry,
            Clock clock,
            Checkpoint checkpoint) {
        this.clients = clients;
        this.database = database;
        this.crops = crops;
        this.policy = policy;
        this.registry = registry;
        this.meters = new RecorderMeters(registry);
        this.clock = clock;
        this.checkpoint = checkpoint;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void start() {
        Consumer<byte[], byte[]> reader = clients.reader(NAME);
        consumer = reader;
        Worker recording =
                new Worker("sightline-recorder", stop -> work(reader, stop), DRAIN, RecorderService::stopped);
        worker = recording;
        recording.start();
    }

    @Override
    public boolean ready() {
        RecorderLoop current = loop;
        return live() && current != null && current.working();
    }

    @Override
    public boolean live() {
        Worker recording = worker;
        return recording != null && recording.isAlive();
    }

    @Override
    public void close() {
        Consumer<byte[], byte[]> reader = consumer;
        Worker recording = worker;
        if (reader == null || recording == null) {
            return;
        }
        recording.stop();
        reader.wakeup();
        if (!recording.awaitEnd()) {
            log.warn("the batch that the recorder did not finish is rolled back by the database");
        }
    }

    private static void stopped(Throwable cause) {
        log.error("nothing is recorded any more; restart the recorder when the cause is fixed: {}", cause.getMessage());
    }

    private void work(Consumer<byte[], byte[]> reader, StopSignal stop) {
        try (reader;
                DeadLetters letters = new DeadLetters(clients, NAME, registry)) {
            RecorderLoop running = loop(reader, letters, stop);
            loop = running;
            running.run();
        } catch (WakeupException | InterruptException e) {
            log.debug("the recorder was woken to stop");
        } catch (RuntimeException e) {
            if (!stop.isStopped()) {
                throw e;
            }
            log.warn("the recorder stopped amid trouble; its last batch is not written: {}", e.getMessage());
        }
    }

    private RecorderLoop loop(Consumer<byte[], byte[]> reader, DeadLetters letters, StopSignal stop) {
        // Jitter needs no repeatable seed: it only spreads retries of several recorders.
        Retry retry = new Retry(policy.backoff(), stop, new SplittableRandom());
        RecordReader records = new RecordReader(clients::name);
        BatchWriter writer = new BatchWriter(database, new StoredCrops(crops), letters, clock, checkpoint);
        RecorderParts parts = new RecorderParts(
                records,
                new PartitionAssignment(clients, reader, database, meters),
                new BatchRecorder(writer, records, retry, meters),
                new Housekeeping(database, crops, policy, meters, clock),
                policy,
                meters,
                checkpoint);
        return new RecorderLoop(reader, parts, stop, retry);
    }
}
