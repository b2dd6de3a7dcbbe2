package dev.sightline.rollout;

import dev.sightline.platform.problem.UserError;
import dev.sightline.store.model.ModelAlias;
import dev.sightline.store.model.ModelRegistry;
import dev.sightline.store.model.ModelVersion;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Which registered version a person means. */
final class VersionLookup {
    private static final String CHALLENGER = "challenger";

    private VersionLookup() {}

    /**
     * @param name "id@version", an id with one version or with one that is its task's challenger, or {@code challenger}
     * @throws UserError when that is none or several
     */
    static ModelVersion find(ModelRegistry registry, String name) {
        Optional<ModelVersion> exact = registry.find(name);
        if (exact.isPresent()) {
            return exact.get();
        }
        List<ModelVersion> all = registry.versions();
        List<ModelVersion> meant = all.stream()
                .filter(v -> name.equals(CHALLENGER) || v.modelId().startsWith(name + "@"))
                .toList();
        List<ModelVersion> challengers = meant.stream()
                .filter(v -> v.modelId().equals(registry.aliases(v.task()).get(ModelAlias.CHALLENGER)))
                .toList();
        List<ModelVersion> found = challengers.size() == 1 ? challengers : meant;
        if (found.size() == 1) {
            return found.get(0);
        }
        String known = all.stream().map(ModelVersion::modelId).collect(Collectors.joining(", "));
        throw new UserError(
                "model '" + name + "' is " + (found.isEmpty() ? "not registered" : "registered several times")
                        + "; registered: " + (known.isEmpty() ? "none" : known)
                        + ". Register a package with 'sightline models register FOLDER', or name id@version");
    }
}
