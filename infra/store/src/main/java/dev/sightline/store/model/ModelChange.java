package dev.sightline.store.model;

import java.time.Instant;
import java.util.Optional;

/**
 * One line of a task's history.
 *
 * @param task label of the task
 * @param action what happened
 * @param modelId to which model
 * @param replaced the model that served before
 * @param switchTime event time from which the model serves; with {@link ModelAction#SWITCHED}
 * @param reason why, for people; may be empty
 * @param by who did it
 * @param at when
 */
public record ModelChange(
        String task,
        ModelAction action,
        String modelId,
        Optional<String> replaced,
        Optional<Instant> switchTime,
        String reason,
        String by,
        Instant at) {

    static ModelChange of(ModelChangeEntity row) {
        return new ModelChange(
                row.task,
                ModelAction.valueOf(row.action),
                row.modelId,
                Optional.ofNullable(row.replaced),
                Optional.ofNullable(row.switchTime),
                row.reason,
                row.changedBy,
                row.changedAt);
    }
}
