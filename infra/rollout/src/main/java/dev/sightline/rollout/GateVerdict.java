package dev.sightline.rollout;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sightline.models.manifest.Checksum;
import dev.sightline.models.manifest.GateNames;
import dev.sightline.models.manifest.ModelManifest;
import dev.sightline.platform.problem.UserError;
import dev.sightline.store.model.GateOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What the gate report of a package says ({@code gate.json}).
 *
 * @param outcome the verdict
 * @param reasons why, for people; may be empty
 */
record GateVerdict(GateOutcome outcome, String reasons) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** The report in a package folder. */
    static GateVerdict read(ModelManifest manifest, Path folder) {
        Path file = folder.resolve(GateNames.FILE);
        String pinned = manifest.lineage().getOrDefault(GateNames.SHA256, "");
        if (!Files.exists(file)) {
            if (!pinned.isEmpty()) {
                throw new UserError(manifest.modelId() + " was judged, but its " + GateNames.FILE + " is not in "
                        + folder + "; put it back or run the gate again");
            }
            return new GateVerdict(GateOutcome.NONE, "");
        }
        try {
            byte[] bytes = Files.readAllBytes(file);
            if (!pinned.equals(Checksum.of(bytes))) {
                throw new UserError(file + " is not the report that " + manifest.modelId()
                        + " was given by the gate; run the gate again");
            }
            return of(JSON.readTree(bytes), file);
        } catch (IOException e) {
            throw new UserError(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static GateVerdict of(JsonNode report, Path file) {
        List<String> reasons = new ArrayList<>();
        report.path(GateNames.REASONS).forEach(reason -> reasons.add(reason.asText()));
        String verdict = report.path(GateNames.VERDICT).asText().toUpperCase(Locale.ROOT);
        for (GateOutcome outcome : List.of(GateOutcome.PASSED, GateOutcome.REFUSED, GateOutcome.INCONCLUSIVE)) {
            if (outcome.name().equals(verdict)) {
                return new GateVerdict(outcome, String.join("; ", reasons));
            }
        }
        throw new UserError(file + ": verdict '"
                + report.path(GateNames.VERDICT).asText() + "' is unknown; allowed: passed, refused, inconclusive");
    }
}
