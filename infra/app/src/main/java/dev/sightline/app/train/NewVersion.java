package dev.sightline.app.train;

import dev.sightline.models.manifest.ManifestJson;
import dev.sightline.models.manifest.ModelManifest;
import dev.sightline.platform.problem.UserError;
import dev.sightline.trainer.publish.TrainingJob;
import dev.sightline.trainer.recipe.Recipe;
import dev.sightline.trainer.recipe.Recipes;
import dev.sightline.trainer.run.TrainingRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The version that a new model gets, decided before it is trained: no id and version stands for two networks, so one that
 * another network has would be refused when the new one is registered, hours later.
 */
public final class NewVersion {
    private final String id;
    private final List<ModelManifest> known;
    private final Optional<ModelManifest> own;

    /**
     * @param known every model that can be used, registered ones too
     * @param own the package that the run's folder holds already, when the same run made it
     */
    public NewVersion(String id, List<ModelManifest> known, Optional<ModelManifest> own) {
        this.id = id;
        this.known = List.copyOf(known);
        this.own = own.filter(m -> m.id().equals(id));
    }

    /** The package in a run's folder; empty when there is none or it was made by another recipe. */
    static Optional<ModelManifest> madeBy(Recipe recipe, Path folder) throws IOException {
        Path manifest = folder.resolve(TrainingJob.PACKAGE).resolve(ManifestJson.FILE);
        Path kept = folder.resolve(TrainingRun.RECIPE);
        return Files.exists(manifest)
                        && Files.exists(kept)
                        && Files.readString(kept).equals(Recipes.yaml(recipe))
                ? Optional.of(ManifestJson.read(manifest))
                : Optional.empty();
    }

    /**
     * Decides.
     *
     * @param asked for by the user; null: that of the package in the folder, else the next one after those there are
     * @throws UserError when another network has the version asked for
     */
    public String choose(@Nullable String asked) {
        if (asked == null) {
            return own.map(ModelManifest::version).filter(v -> !taken(v)).orElseGet(this::next);
        }
        if (taken(asked)) {
            throw new UserError("--model-version is " + asked + ", but " + id + "@" + asked
                    + " is another network already; give --model-version " + next() + ", or leave it out to get it");
        }
        return asked;
    }

    private boolean taken(String version) {
        return known.stream()
                .anyMatch(m -> m.id().equals(id)
                        && m.version().equals(version)
                        && own.filter(o -> o.sha256().equals(m.sha256())).isEmpty());
    }

    private String next() {
        long last = known.stream()
                .filter(m -> m.id().equals(id) && m.version().matches("\\d{1,15}"))
                .mapToLong(m -> Long.parseLong(m.version()))
                .max()
                .orElse(0);
        return Long.toString(last + 1);
    }
}
