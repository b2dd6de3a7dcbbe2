package dev.sightline.matcher;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.streams.errors.TaskAssignmentException;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.assignment.ApplicationState;
import org.apache.kafka.streams.processor.assignment.KafkaStreamsState;
import org.apache.kafka.streams.processor.assignment.ProcessId;
import org.apache.kafka.streams.processor.assignment.TaskInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where the state of each task is: with the instance that works on it, or with one that has a copy which is near enough. */
final class TaskHomes {
    private static final Logger LOG = LoggerFactory.getLogger(TaskHomes.class);

    /** What Kafka gives for the lag of a task that an instance works on. */
    private static final long WORKING = -2;

    private final Map<ProcessId, KafkaStreamsState> instances;
    private final Map<TaskId, TaskInfo> tasks;
    private final long acceptableLag;
    private final boolean lagsKnown;
    private final Map<TaskId, ProcessId> homes = new HashMap<>();

    private TaskHomes(ApplicationState state, Map<ProcessId, KafkaStreamsState> instances, boolean lagsKnown) {
        this.instances = new TreeMap<>(instances);
        this.tasks = state.allTasks();
        this.acceptableLag = state.assignmentConfigs().acceptableRecoveryLag();
        this.lagsKnown = lagsKnown;
        tasks.keySet().forEach(task -> find(task).ifPresent(home -> homes.put(task, home)));
    }

    static TaskHomes of(ApplicationState state) {
        try {
            return new TaskHomes(state, state.kafkaStreamsStates(true), true);
        } catch (TaskAssignmentException e) {
            // As Kafka's own assignor does: without lags, whoever worked on a task goes on and others restore.
            LOG.warn("how far copies of the state lag behind is not known: {}", e.getMessage());
            return new TaskHomes(state, state.kafkaStreamsStates(false), false);
        }
    }

    /** Who can go on with a task at once. */
    Optional<ProcessId> of(TaskId task) {
        return Optional.ofNullable(homes.get(task));
    }

    /** Whether an instance would need no long restore. */
    boolean isReady(TaskId task, ProcessId instance) {
        KafkaStreamsState state = instances.get(instance);
        TaskInfo info = tasks.get(task);
        if (!lagsKnown || state == null || info == null || !info.isStateful()) {
            return true;
        }
        long lag = state.lagFor(task);
        return lag == WORKING || lag >= 0 && lag <= acceptableLag;
    }

    private Optional<ProcessId> find(TaskId task) {
        Optional<ProcessId> worked = instances.values().stream()
                .filter(instance -> instance.previousActiveTasks().contains(task))
                .map(KafkaStreamsState::processId)
                .findFirst();
        if (worked.isPresent() || !lagsKnown) {
            return worked;
        }
        return instances.values().stream()
                .filter(instance ->
                        instance.previousStandbyTasks().contains(task) && isReady(task, instance.processId()))
                .min(Comparator.comparingLong(instance -> instance.lagFor(task)))
                .map(KafkaStreamsState::processId);
    }
}
