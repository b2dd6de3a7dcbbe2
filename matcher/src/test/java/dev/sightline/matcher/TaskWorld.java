package dev.sightline.matcher;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.assignment.ApplicationState;
import org.apache.kafka.streams.processor.assignment.AssignmentConfigs;
import org.apache.kafka.streams.processor.assignment.KafkaStreamsAssignment;
import org.apache.kafka.streams.processor.assignment.KafkaStreamsAssignment.AssignedTask;
import org.apache.kafka.streams.processor.assignment.KafkaStreamsState;
import org.apache.kafka.streams.processor.assignment.ProcessId;
import org.apache.kafka.streams.processor.assignment.TaskInfo;
import org.apache.kafka.streams.processor.assignment.TaskTopicPartition;
import org.apache.kafka.streams.state.HostInfo;

/** A group of matchers as Kafka Streams describes it to an assignor, which takes over what it decided. */
final class TaskWorld implements ApplicationState {
    private final int partitions;
    private final Map<ProcessId, Instance> instances = new TreeMap<>();
    private long lagElsewhere;
    private int standbys;

    TaskWorld(int partitions) {
        this.partitions = partitions;
    }

    /** Every instance but the one that works on a task would have to restore so many records. */
    TaskWorld lagElsewhere(long records) {
        lagElsewhere = records;
        return this;
    }

    TaskWorld standbys(int replicas) {
        standbys = replicas;
        return this;
    }

    /** Who has a copy of a task. */
    int copyOf(TaskId task) {
        return instances.values().stream()
                .filter(instance -> instance.copies.contains(task))
                .mapToInt(instance -> (int) instance.id.id().getLeastSignificantBits())
                .findFirst()
                .orElseThrow();
    }

    /** The instances are those with these numbers now. */
    void instances(int... numbers) {
        Map<ProcessId, Instance> now = new TreeMap<>();
        for (int number : numbers) {
            now.put(id(number), instances.getOrDefault(id(number), new Instance(id(number))));
        }
        instances.clear();
        instances.putAll(now);
    }

    static ProcessId id(int number) {
        return new ProcessId(new UUID(0, number));
    }

    /** Takes over an assignment; every copy has caught up by the next one. */
    void take(Iterable<KafkaStreamsAssignment> assignments) {
        instances.values().forEach(Instance::clear);
        assignments.forEach(assignment -> assignment
                .tasks()
                .values()
                .forEach(task -> instances
                        .getOrDefault(assignment.processId(), new Instance(assignment.processId()))
                        .take(task)));
    }

    /** Who works on what, by stage (0 tracks cameras, 1 links sites) and partition. */
    Map<TaskId, Integer> workers() {
        Map<TaskId, Integer> workers = new TreeMap<>();
        instances
                .values()
                .forEach(instance -> instance.active.forEach(
                        task -> workers.put(task, (int) instance.id.id().getLeastSignificantBits())));
        return workers;
    }

    @Override
    public Map<ProcessId, KafkaStreamsState> kafkaStreamsStates(boolean computeTaskLags) {
        return new HashMap<>(instances);
    }

    @Override
    public AssignmentConfigs assignmentConfigs() {
        return new AssignmentConfigs(
                10_000L, 2, standbys, 60_000L, List.of(), OptionalInt.empty(), OptionalInt.empty(), "none");
    }

    @Override
    public Map<TaskId, TaskInfo> allTasks() {
        Map<TaskId, TaskInfo> tasks = new TreeMap<>();
        for (int partition = 0; partition < partitions; partition++) {
            add(tasks, new TaskId(0, partition), "sightline.observations.v1");
            add(tasks, new TaskId(1, partition), "sightline.matcher-by-site-repartition");
        }
        return tasks;
    }

    private static void add(Map<TaskId, TaskInfo> tasks, TaskId id, String topic) {
        TaskTopicPartition source = new Source(new TopicPartition(topic, id.partition()), false);
        TaskTopicPartition changelog =
                new Source(new TopicPartition("changelog-" + id.subtopology(), id.partition()), true);
        tasks.put(id, new Task(id, Set.of("store"), Set.of(source, changelog)));
    }

    private record Task(TaskId id, Set<String> stateStoreNames, Set<TaskTopicPartition> topicPartitions)
            implements TaskInfo {
        @Override
        public boolean isStateful() {
            return true;
        }
    }

    private record Source(TopicPartition topicPartition, boolean isChangelog) implements TaskTopicPartition {
        @Override
        public boolean isSource() {
            return !isChangelog;
        }

        @Override
        public Optional<Set<String>> rackIds() {
            return Optional.empty();
        }
    }

    private final class Instance implements KafkaStreamsState {
        private final ProcessId id;
        private final SortedSet<TaskId> active = new TreeSet<>();
        private final SortedSet<TaskId> copies = new TreeSet<>();

        Instance(ProcessId id) {
            this.id = id;
        }

        void clear() {
            active.clear();
            copies.clear();
        }

        void take(AssignedTask task) {
            (task.type() == AssignedTask.Type.ACTIVE ? active : copies).add(task.id());
        }

        @Override
        public ProcessId processId() {
            return id;
        }

        @Override
        public int numProcessingThreads() {
            return 1;
        }

        @Override
        public SortedSet<String> consumerClientIds() {
            return new TreeSet<>(List.of("consumer-" + id));
        }

        @Override
        public SortedSet<TaskId> previousActiveTasks() {
            return active;
        }

        @Override
        public SortedSet<TaskId> previousStandbyTasks() {
            return copies;
        }

        @Override
        public long lagFor(TaskId task) {
            return active.contains(task) ? -2 : copies.contains(task) ? 0 : lagElsewhere;
        }

        @Override
        public SortedSet<TaskId> prevTasksByLag(String consumer) {
            return active;
        }

        @Override
        public Map<TaskId, Long> statefulTasksToLagSums() {
            Map<TaskId, Long> lags = new HashMap<>();
            allTasks().keySet().forEach(task -> lags.put(task, lagFor(task)));
            return lags;
        }

        @Override
        public Optional<HostInfo> hostInfo() {
            return Optional.empty();
        }

        @Override
        public Map<String, String> clientTags() {
            return Map.of();
        }

        @Override
        public Optional<String> rackId() {
            return Optional.empty();
        }
    }
}
