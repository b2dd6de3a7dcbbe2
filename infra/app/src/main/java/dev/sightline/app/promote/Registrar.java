package dev.sightline.app.promote;

import dev.sightline.app.UserError;
import dev.sightline.embedder.StoredCropDescriber;
import dev.sightline.embedder.network.NetworkSettings;
import dev.sightline.embedder.serve.UnusableModel;
import dev.sightline.platform.models.ManifestJson;
import dev.sightline.platform.models.ModelCatalogue;
import dev.sightline.platform.models.ModelManifest;
import dev.sightline.platform.models.ModelPackage;
import dev.sightline.platform.models.ModelShelf;
import dev.sightline.platform.models.ModelTask;
import dev.sightline.store.model.ModelAlias;
import dev.sightline.store.model.ModelRegistry;
import dev.sightline.store.model.ModelVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Takes packages into the registry: checked, tried out, copied to the shelf, noted in the database.
 *
 * @param catalogue finds and checks packages
 * @param shelf where copies go
 * @param registry the database
 * @param network how a package is tried out
 * @param clock for the time of registration
 */
public record Registrar(
        ModelCatalogue catalogue,
        ModelShelf shelf,
        ModelRegistry registry,
        NetworkSettings network,
        InstantSource clock) {

    /**
     * Registers a package.
     *
     * @param idOrFolder a model id of the catalogue or a package folder
     * @param by who does it
     * @param aliases what it is to its task from now on
     * @throws UserError when it is no descriptor, describes badly, or is registered otherwise
     */
    public ModelVersion register(String idOrFolder, String by, ModelAlias... aliases) {
        ModelPackage model = catalogue.resolve(idOrFolder);
        ModelManifest manifest = model.manifest();
        require(manifest);
        tryOut(model);
        Optional<Path> files = Optional.of(Path.of(idOrFolder))
                .map(p -> p.endsWith(ManifestJson.FILE) ? p.toAbsolutePath().getParent() : p)
                .filter(Files::isDirectory);
        Gate gate = files.map(folder -> Gate.read(manifest, folder))
                .orElseGet(() -> Gate.read(manifest, shelf.folder().resolve(manifest.modelId())));
        Path kept = shelf.put(model, files);
        ModelVersion version = new ModelVersion(
                manifest.modelId(),
                manifest.task().label(),
                manifest.sha256(),
                ManifestJson.text(manifest),
                kept,
                Optional.ofNullable(manifest.lineage().get("parent")),
                gate.outcome(),
                gate.reasons(),
                by,
                clock.instant());
        registry.register(version, aliases);
        return version;
    }

    private void require(ModelManifest manifest) {
        if (manifest.task() != ModelTask.PERSON_DESCRIPTOR && manifest.task() != ModelTask.FACE_DESCRIPTOR) {
            throw new UserError(
                    "model " + manifest.modelId() + " is for " + manifest.task().label()
                            + "; the registry takes person-descriptor and face-descriptor. Other models are configured by name");
        }
        catalogue.list().stream()
                .map(entry -> entry.manifest())
                .filter(other -> other.modelId().equals(manifest.modelId())
                        && !other.sha256().equals(manifest.sha256()))
                .findFirst()
                .ifPresent(other -> {
                    throw new UserError("model " + manifest.modelId() + " is known already with another network"
                            + " (SHA-256 " + other.sha256() + "); raise 'version' in its model.json");
                });
    }

    private void tryOut(ModelPackage model) {
        try {
            StoredCropDescriber.open(model, network).close();
        } catch (UnusableModel e) {
            throw new UserError(String.valueOf(e.getMessage()), e);
        }
    }
}
