package dev.sightline.store.model;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;

/**
 * An alias of a task.
 *
 * @param task label of the task
 * @param alias name of a {@link ModelAlias}
 */
@Embeddable
public record ModelAliasKey(
        @Column(name = "task") String task,
        @Column(name = "alias") String alias) {}
