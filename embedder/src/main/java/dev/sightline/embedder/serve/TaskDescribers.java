package dev.sightline.embedder.serve;

import dev.sightline.contracts.v1.ModelAssignment;
import dev.sightline.contracts.v1.ModelReference;
import dev.sightline.embedder.describe.Describer;
import dev.sightline.embedder.network.Network;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The describers of one task, which change while frames flow. A frame takes a {@link FrameDescribers}; a new assignment is applied
 * in one step once everything it needs is loaded, so no frame ever waits for a load or meets half a change. A describer
 * that no assignment needs any more is closed when no frame has used it for a while; a late frame loads it again.
 *
 * <p>Any number of threads take turns; one at a time applies.
 */
public final class TaskDescribers implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(TaskDescribers.class);
    /** Longer than frames lie in a pipeline, short enough to free memory soon. */
    private static final long LINGER = Duration.ofSeconds(20).toNanos();
    /** How long a model for late frames is not tried again after it failed. */
    private static final long RETRY = Duration.ofSeconds(30).toNanos();

    private final String task;
    private final ModelOpener opener;
    private final LongSupplier nanoTime;
    private final ModelAssignment configured;
    private final Map<ModelReference, ServedModel> loaded = new HashMap<>();
    private final Map<ModelReference, Long> failed = new HashMap<>();
    private ModelAssignment current;

    /**
     * Begins with the configured model alone.
     *
     * @param task label of the task
     * @param configured what the configuration names, loaded as {@code describer}, which is owned from here on
     * @param nanoTime a monotonic clock, nanoseconds
     */
    public TaskDescribers(
            String task, ModelReference configured, Describer describer, ModelOpener opener, LongSupplier nanoTime) {
        this.task = task;
        this.opener = opener;
        this.nanoTime = nanoTime;
        this.configured = ModelAssignment.newBuilder()
                .setTask(task)
                .setServing(configured)
                .build();
        this.current = this.configured;
        loaded.put(configured, new ServedModel(describer, nanoTime.getAsLong()));
    }

    /** Label of the task, the key of the models topic. */
    public String task() {
        return task;
    }

    /** What is in force now. */
    public synchronized ModelAssignment current() {
        return current;
    }

    /** How many models are loaded. */
    public synchronized int loadedModels() {
        return loaded.size();
    }

    /** The network of what serves; empty for built-in describers. */
    public synchronized Optional<Network> network() {
        return Optional.ofNullable(loaded.get(current.getServing()))
                .flatMap(served -> served.describer().network());
    }

    /** The describers of a frame; the caller closes the turn once the frame is described. */
    public synchronized FrameDescribers turn(long captureTimeUs) {
        Roles roles = Roles.at(current, captureTimeUs);
        List<ServedModel> taken = new ArrayList<>();
        Describer vector = take(roles.vector(), taken);
        Describer next = roles.next().map(reference -> take(reference, taken)).orElse(null);
        return new FrameDescribers(vector, next, () -> giveBack(taken));
    }

    private @Nullable Describer take(ModelReference reference, List<ServedModel> taken) {
        ServedModel served = loaded.get(reference);
        if (served == null) {
            served = loadLate(reference);
        }
        if (served == null) {
            return null;
        }
        served.take();
        taken.add(served);
        return served.describer();
    }

    /** Only the previous model can be missing here: frames wait, which old ones may. */
    private @Nullable ServedModel loadLate(ModelReference reference) {
        long now = nanoTime.getAsLong();
        Long failedAt = failed.get(reference);
        if (failedAt != null && now - failedAt < RETRY) {
            return null;
        }
        try {
            ServedModel served = new ServedModel(opener.open(reference), now);
            loaded.put(reference, served);
            failed.remove(reference);
            return served;
        } catch (UnusableModel e) {
            failed.put(reference, now);
            log.atError()
                    .addKeyValue("model", reference.getModelId())
                    .addKeyValue("reason", e.getMessage())
                    .log("frames from before the last change of models keep only what the model of now describes");
            return null;
        }
    }

    private synchronized void giveBack(List<ServedModel> taken) {
        long now = nanoTime.getAsLong();
        taken.forEach(served -> served.giveBack(now));
    }

    /**
     * Brings an assignment into force: loads what it needs while frames go on by the old one, then changes in one step.
     *
     * @param wanted empty: what the configuration names
     * @throws UnusableModel when a model it needs cannot be used; everything stays as it was
     */
    public void apply(Optional<ModelAssignment> wanted) throws UnusableModel {
        ModelAssignment assignment = wanted.orElse(configured);
        Map<ModelReference, Describer> fresh = new HashMap<>();
        try {
            for (ModelReference reference : Roles.needed(assignment)) {
                if (!isLoaded(reference)) {
                    fresh.put(reference, opener.open(reference));
                }
            }
        } catch (UnusableModel | RuntimeException e) {
            fresh.values().forEach(Describer::close);
            throw e;
        }
        change(assignment, fresh);
    }

    private synchronized boolean isLoaded(ModelReference reference) {
        return loaded.containsKey(reference);
    }

    private synchronized void change(ModelAssignment assignment, Map<ModelReference, Describer> fresh) {
        long now = nanoTime.getAsLong();
        fresh.forEach((reference, describer) -> {
            if (loaded.putIfAbsent(reference, new ServedModel(describer, now)) != null) {
                // A late frame was quicker.
                describer.close();
            }
        });
        current = assignment;
    }

    /** Closes what nothing needs any more; call it now and then. */
    public synchronized void tidy() {
        long now = nanoTime.getAsLong();
        var needed = Roles.needed(current);
        loaded.entrySet().removeIf(entry -> {
            if (needed.contains(entry.getKey()) || !entry.getValue().idle(now, LINGER)) {
                return false;
            }
            entry.getValue().describer().close();
            log.atInfo()
                    .addKeyValue("task", task)
                    .addKeyValue("model", entry.getKey().getModelId())
                    .log("model is no longer needed and was closed");
            return true;
        });
    }

    @Override
    public synchronized void close() {
        loaded.values().forEach(served -> served.describer().close());
        loaded.clear();
    }
}
