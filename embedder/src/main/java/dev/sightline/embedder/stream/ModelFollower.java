package dev.sightline.embedder.stream;

import dev.sightline.contracts.topic.Topics;
import dev.sightline.contracts.v1.ModelAssignment;
import dev.sightline.embedder.serve.TaskDescribers;
import dev.sightline.embedder.serve.UnusableModel;
import dev.sightline.platform.kafka.CompactedFollower;
import dev.sightline.platform.kafka.KafkaClients;
import dev.sightline.platform.lifecycle.Worker;
import dev.sightline.platform.retry.StopSignal;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the models topic on a thread of its own. What it says at the start is in force before the first frame; later
 * values are loaded beside what runs. One that cannot be used is refused loudly, what served goes on, and it is tried
 * again now and then: its package may still be on its way to this machine.
 */
final class ModelFollower implements CompactedFollower.Listener<ModelAssignment>, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ModelFollower.class);
    private static final long RETRY = Duration.ofSeconds(30).toNanos();

    private final KafkaClients clients;
    private final Map<String, TaskDescribers> byTask;
    private final EmbedderMeters meters;
    private final Worker worker;
    private final CountDownLatch caughtUp = new CountDownLatch(1);
    private volatile boolean inForce;
    private final Map<String, Optional<ModelAssignment>> refused = new HashMap<>();
    private long refusedNanos;

    /** @param failed called when what serves cannot be loaded at the start, or Kafka is lost; the service stops then */
    ModelFollower(
            KafkaClients clients,
            List<TaskDescribers> describers,
            EmbedderMeters meters,
            java.util.function.Consumer<Throwable> failed) {
        this.clients = clients;
        this.byTask = describers.stream().collect(Collectors.toMap(TaskDescribers::task, Function.identity()));
        this.meters = meters;
        this.worker = new Worker("embedder-models", this::work, StreamWorker.WHILE_IT_TAKES, failed);
        byTask.forEach((task, models) -> meters.loadedModels(task, models::loadedModels));
    }

    void start() {
        worker.start();
    }

    /** Waits until the topic's present content is in force; false when that will not be. */
    boolean awaitCaughtUp() {
        try {
            caughtUp.await();
            return inForce;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void work(StopSignal stop) {
        try (Consumer<byte[], byte[]> consumer = clients.reader("embedder-models")) {
            new CompactedFollower<>(consumer, clients, Topics.MODELS, this).follow(stop::isStopped);
        } finally {
            caughtUp.countDown();
        }
    }

    @Override
    public void present(Map<String, Optional<ModelAssignment>> table) {
        table.forEach(this::beginWith);
        inForce = true;
        caughtUp.countDown();
    }

    @Override
    public void changed(Map<String, Optional<ModelAssignment>> changes) {
        changes.forEach(this::change);
        retry();
        byTask.values().forEach(TaskDescribers::tidy);
    }

    @Override
    public void unreadable(ConsumerRecord<byte[], byte[]> record, String reason) {
        log.error("a record of {} at offset {} is passed over: {}", record.topic(), record.offset(), reason);
    }

    /**
     * What the topic says may be forged, or its package may not be here. Without the model that is being brought in this
     * process works on; without the one that serves it works by the configured one, loudly, until the package is here or
     * 'sightline models reset' takes the value back.
     */
    private void beginWith(String task, Optional<ModelAssignment> assignment) {
        TaskDescribers models = byTask.get(task);
        if (models == null || assignment.isEmpty()) {
            return;
        }
        try {
            models.apply(assignment);
            applied(task, models);
        } catch (UnusableModel e) {
            refused(task, assignment, e);
            fallBack(task, models, assignment.get().toBuilder().clearNext().build());
        }
    }

    private void fallBack(String task, TaskDescribers models, ModelAssignment withoutNext) {
        try {
            models.apply(Optional.of(withoutNext));
        } catch (UnusableModel serving) {
            meters.fallback(task, true);
            log.atError()
                    .addKeyValue("task", task)
                    .addKeyValue("wanted", withoutNext.getServing().getModelId())
                    .addKeyValue("used", models.current().getServing().getModelId())
                    .addKeyValue("reason", serving.getMessage())
                    .log("the model that should serve cannot be used, so the configured one serves: people known by the"
                            + " other are not recognized. Bring its package to this machine, or take the assignment back"
                            + " with 'sightline models reset'");
        }
    }

    private void change(String task, Optional<ModelAssignment> assignment) {
        TaskDescribers models = byTask.get(task);
        if (models == null) {
            log.info("models topic names task {}, which this embedder does not do", task);
            return;
        }
        refused.remove(task);
        try {
            models.apply(assignment);
            applied(task, models);
        } catch (UnusableModel e) {
            refused(task, assignment, e);
        }
    }

    private void retry() {
        if (!refused.isEmpty() && System.nanoTime() - refusedNanos >= RETRY) {
            Map.copyOf(refused).forEach(this::change);
        }
    }

    private void applied(String task, TaskDescribers models) {
        meters.modelChange(task, true);
        meters.fallback(task, false);
        ModelAssignment current = models.current();
        log.atInfo()
                .addKeyValue("task", task)
                .addKeyValue("serving", current.getServing().getModelId())
                .addKeyValue("next", current.getNext().getModelId())
                .addKeyValue("switch_time_us", current.getSwitchTimeUs())
                .addKeyValue("revision", current.getRevision())
                .log("model assignment is in force");
    }

    private void refused(String task, Optional<ModelAssignment> assignment, UnusableModel e) {
        meters.modelChange(task, false);
        refused.put(task, assignment);
        refusedNanos = System.nanoTime();
        log.atError()
                .addKeyValue("task", task)
                .addKeyValue(
                        "next", assignment.map(a -> a.getNext().getModelId()).orElse(""))
                .addKeyValue("reason", e.getMessage())
                .log("model assignment is refused; what served goes on");
    }

    @Override
    public void close() {
        worker.close();
    }
}
