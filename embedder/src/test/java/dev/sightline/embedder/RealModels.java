package dev.sightline.embedder;

import dev.sightline.models.catalog.ModelCatalog;
import dev.sightline.models.manifest.ManifestJson;
import dev.sightline.models.manifest.ModelException;
import dev.sightline.models.manifest.ModelManifest;
import dev.sightline.models.manifest.ModelPackage;
import dev.sightline.testkit.RepositoryRoot;
import dev.sightline.testkit.TestData;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** Real packages: the defaults, fetched by name into the build folder once, and research models of the test data. */
final class RealModels {
    private static final Path ROOT = RepositoryRoot.find();
    private static final ModelCatalog CATALOG =
            new ModelCatalog(ROOT.resolve("embedder/target/test-models"), List.of());

    private RealModels() {}

    /** A default model; skips the test where it cannot be fetched. */
    static ModelPackage byDefault(String id) {
        try {
            return CATALOG.resolve(id);
        } catch (ModelException e) {
            Assumptions.assumeTrue(false, "model " + id + " cannot be had here: " + e.getMessage());
            throw e;
        }
    }

    /** A research model by its example manifest alone; skips the test where its network is not here. */
    static ModelPackage example(String id) {
        ModelManifest manifest = ManifestJson.read(ROOT.resolve("infra/models/examples/" + id + "/model.json"));
        return new ModelPackage(manifest, TestData.require("models/" + manifest.file()));
    }
}
