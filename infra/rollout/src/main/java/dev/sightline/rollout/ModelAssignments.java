package dev.sightline.rollout;

import dev.sightline.contracts.topic.Topics;
import dev.sightline.contracts.v1.ModelAssignment;
import dev.sightline.platform.kafka.CompactedTopic;
import dev.sightline.platform.kafka.KafkaClients;
import dev.sightline.platform.problem.UserError;
import java.time.InstantSource;
import java.util.Optional;

/** The models topic, as the one who changes models sees it. */
public final class ModelAssignments {
    private final CompactedTopic<ModelAssignment> topic;
    private final InstantSource clock;
    private final String by;

    /** @param by who changes models, kept with each value */
    public ModelAssignments(KafkaClients kafka, InstantSource clock, String by) {
        this.topic = new CompactedTopic<>(kafka, Topics.MODELS);
        this.clock = clock;
        this.by = by;
    }

    /** What is in force for a task; empty: what the configuration names. */
    public Optional<ModelAssignment> current(String task) {
        return Optional.ofNullable(topic.read().get(task));
    }

    /** Writes the value that follows {@code before}, unless somebody else was quicker. */
    ModelAssignment follow(ModelAssignment before, ModelAssignment.Builder next) {
        long found = current(before.getTask()).map(ModelAssignment::getRevision).orElse(0L);
        if (found != before.getRevision()) {
            throw new UserError("somebody else changes the model of " + before.getTask()
                    + " right now; look at 'sightline models history' and run it again");
        }
        ModelAssignment value = next.setTask(before.getTask())
                .setRevision(before.getRevision() + 1)
                .setBy(by)
                .setDecidedUs(clock.millis() * 1_000)
                .build();
        topic.put(value.getTask(), value);
        return value;
    }

    /** Takes back whatever the topic says about a task, readable or not: the configured model serves again. */
    public void reset(String task) {
        topic.remove(task);
    }

    /** Who changes models. */
    String by() {
        return by;
    }
}
