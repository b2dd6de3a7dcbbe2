package dev.sightline.store.model;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * A registered model.
 *
 * @param modelId manifest "id@version"
 * @param task label of its task
 * @param sha256 of its network, lower-case hex; empty for built-in code
 * @param manifest its model.json
 * @param folder where the registry keeps its package
 * @param parent the model it was trained from
 * @param gate what the comparison with the champion said
 * @param gateSummary why, for people; may be empty
 * @param registeredBy who registered it
 * @param registeredAt when
 */
public record ModelVersion(
        String modelId,
        String task,
        String sha256,
        String manifest,
        Path folder,
        Optional<String> parent,
        GateOutcome gate,
        String gateSummary,
        String registeredBy,
        Instant registeredAt) {

    static ModelVersion of(ModelVersionEntity row) {
        return new ModelVersion(
                row.modelId,
                row.task,
                row.sha256,
                row.manifest,
                Path.of(row.folder),
                Optional.ofNullable(row.parent),
                GateOutcome.valueOf(row.gate),
                row.gateSummary,
                row.registeredBy,
                row.registeredAt);
    }
}
