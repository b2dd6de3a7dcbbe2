package dev.sightline.matcher;

import dev.sightline.matcher.topology.MatcherTopology;
import dev.sightline.platform.roster.Loads;
import dev.sightline.platform.roster.Rebalancing;
import dev.sightline.platform.roster.Spread;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.assignment.ApplicationState;
import org.apache.kafka.streams.processor.assignment.KafkaStreamsAssignment;
import org.apache.kafka.streams.processor.assignment.KafkaStreamsAssignment.AssignedTask;
import org.apache.kafka.streams.processor.assignment.ProcessId;
import org.apache.kafka.streams.processor.assignment.TaskAssignmentUtils;
import org.apache.kafka.streams.processor.assignment.TaskAssignor;
import org.apache.kafka.streams.processor.assignment.TaskInfo;
import org.jspecify.annotations.Nullable;

/**
 * Gives each matcher about as many cameras to follow, and about as many cameras' sites to link, as the others by their
 * threads, and moves little. Made by Kafka Streams; works on the leader of the group. A task whose state an instance would
 * have to restore for long stays where it is while that instance gets a copy, and moves once the copy has caught up
 * ({@code acceptable.recovery.lag}, {@code max.warmup.replicas}, {@code probing.rebalance.interval.ms}); standby replicas
 * go where Kafka puts them.
 */
public final class LoadTaskAssignor implements TaskAssignor {
    private @Nullable Rebalancing rebalancing;

    @Override
    public void configure(Map<String, ?> configs) {
        rebalancing = (Rebalancing) configs.get(Rebalancing.SETTING);
    }

    @Override
    public TaskAssignment assign(ApplicationState state) {
        Rebalancing known = Objects.requireNonNull(rebalancing, "configured first");
        TaskHomes homes = TaskHomes.of(state);
        Map<ProcessId, Integer> threads = new TreeMap<>();
        state.kafkaStreamsStates(false).forEach((id, instance) -> threads.put(id, instance.numProcessingThreads()));
        Warming warming = new Warming(state, homes);
        Predicate<Loads> uneven = loads -> false;
        for (Stage stage : stages(state).values()) {
            SortedMap<Integer, ProcessId> target = Spread.of(stage.loads(known.loads()), stage.homes(homes), threads);
            target.forEach((partition, instance) -> warming.give(stage.task(partition), instance));
            uneven = uneven.or(loads -> Spread.uneven(stage.loads(loads), target, threads));
        }
        known.assigned(uneven);
        TaskAssignmentUtils.defaultStandbyTaskAssignment(state, warming.assignments);
        return new TaskAssignment(warming.looking());
    }

    private static Map<Integer, Stage> stages(ApplicationState state) {
        Map<Integer, Stage> stages = new TreeMap<>();
        for (TaskInfo task : state.allTasks().values()) {
            boolean bySite = task.topicPartitions().stream()
                    .anyMatch(t ->
                            t.isSource() && t.topicPartition().topic().contains("-" + MatcherTopology.BY_SITE + "-"));
            stages.computeIfAbsent(task.id().subtopology(), id -> new Stage(id, bySite, new HashSet<>()))
                    .partitions()
                    .add(task.id().partition());
        }
        return stages;
    }

    /**
     * The tasks that do the same, each for a partition: following cameras, or linking sites.
     *
     * @param bySite whether its partitions are those of sites
     */
    private record Stage(int subtopology, boolean bySite, Set<Integer> partitions) {
        TaskId task(int partition) {
            return new TaskId(subtopology, partition);
        }

        Map<Integer, Integer> loads(Loads loads) {
            return bySite ? loads.bySite(partitions.size()) : loads.byCamera(partitions.size());
        }

        Map<Integer, ProcessId> homes(TaskHomes homes) {
            Map<Integer, ProcessId> own = new HashMap<>();
            partitions.forEach(partition -> homes.of(task(partition)).ifPresent(home -> own.put(partition, home)));
            return own;
        }
    }

    /** The assignment as it comes together: targets that are not ready get a copy first. */
    private static final class Warming {
        private final Map<ProcessId, KafkaStreamsAssignment> assignments = new HashMap<>();
        private final TaskHomes homes;
        private final Set<ProcessId> waiting = new HashSet<>();
        private final Instant again;
        private int left;

        Warming(ApplicationState state, TaskHomes homes) {
            this.homes = homes;
            this.left = state.assignmentConfigs().maxWarmupReplicas();
            this.again = Instant.now().plusMillis(state.assignmentConfigs().probingRebalanceIntervalMs());
            state.kafkaStreamsStates(false)
                    .keySet()
                    .forEach(id -> assignments.put(id, KafkaStreamsAssignment.of(id, new HashSet<>())));
        }

        void give(TaskId task, ProcessId target) {
            ProcessId home = homes.of(task).orElse(target);
            if (home.equals(target) || homes.isReady(task, target)) {
                add(task, target, AssignedTask.Type.ACTIVE);
                return;
            }
            add(task, home, AssignedTask.Type.ACTIVE);
            if (left > 0) {
                left--;
                add(task, target, AssignedTask.Type.STANDBY);
            }
            waiting.add(target);
        }

        /** The assignments, those of instances that are not ready with the time to look again: nothing can be added then. */
        List<KafkaStreamsAssignment> looking() {
            return assignments.values().stream()
                    .map(each -> waiting.contains(each.processId()) ? each.withFollowupRebalance(again) : each)
                    .toList();
        }

        private void add(TaskId task, ProcessId instance, AssignedTask.Type type) {
            assignments.computeIfPresent(instance, (id, assignment) -> {
                assignment.assignTask(new AssignedTask(task, type));
                return assignment;
            });
        }
    }
}
