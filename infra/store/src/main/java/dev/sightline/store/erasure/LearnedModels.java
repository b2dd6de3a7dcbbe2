package dev.sightline.store.erasure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sightline.store.database.Database;
import dev.sightline.store.model.ModelRegistry;
import dev.sightline.store.model.ModelVersion;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which registered models learned from data sets, themselves or by the model that they were trained from. Thread-safe. */
public final class LearnedModels {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Database database;

    public LearnedModels(Database database) {
        this.database = database;
    }

    /** "id@version" of models that learned from anybody who was erased. */
    public Set<String> fromErased() {
        return Set.copyOf(from(ErasedKeys.all(database)));
    }

    /** "id@version" of models that learned from crops with one of these keys, oldest first. */
    List<String> from(Set<String> keys) {
        Set<String> hashes = new HashSet<>();
        new DataSnapshots(database).holding(keys).forEach(made -> hashes.add(made.hash()));
        if (hashes.isEmpty()) {
            return List.of();
        }
        List<String> learned = new ArrayList<>();
        for (ModelVersion version : new ModelRegistry(database).versions()) {
            boolean by = version.parent().filter(learned::contains).isPresent();
            if (by || lineage(version).stream().anyMatch(hashes::contains)) {
                learned.add(version.modelId());
            }
        }
        return learned;
    }

    private static List<String> lineage(ModelVersion version) {
        try {
            List<String> values = new ArrayList<>();
            JsonNode lineage = JSON.readTree(version.manifest()).path("lineage");
            lineage.forEach(value -> values.add(value.asText()));
            return values;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(
                    "the manifest of model " + version.modelId() + " in the registry is not JSON: "
                            + e.getOriginalMessage(),
                    e);
        }
    }
}
