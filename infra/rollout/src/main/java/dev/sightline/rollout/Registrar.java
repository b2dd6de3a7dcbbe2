package dev.sightline.rollout;

import dev.sightline.models.catalog.ModelCatalog;
import dev.sightline.models.catalog.RegistryFolder;
import dev.sightline.models.manifest.ManifestJson;
import dev.sightline.models.manifest.ModelManifest;
import dev.sightline.models.manifest.ModelPackage;
import dev.sightline.models.manifest.ModelTask;
import dev.sightline.platform.problem.UserError;
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
 * @param catalog finds and checks packages
 * @param shelf where copies go
 * @param registry the database
 * @param describers opens a package, to try it out
 * @param clock for the time of registration
 */
public record Registrar(
        ModelCatalog catalog,
        RegistryFolder shelf,
        ModelRegistry registry,
        ExemplarDescriber.Opener describers,
        InstantSource clock) {

    /**
     * Registers a package.
     *
     * @param idOrFolder a model id of the catalog or a package folder
     * @param by who does it
     * @param unfinished whether the package of a training that did not finish is taken, too
     * @param aliases what it is to its task from now on
     * @throws UserError when it is no descriptor, describes badly, or is registered otherwise
     */
    public ModelVersion register(String idOrFolder, String by, boolean unfinished, ModelAlias... aliases) {
        ModelPackage model = catalog.resolve(idOrFolder);
        ModelManifest manifest = model.manifest();
        require(manifest);
        tryOut(model);
        Optional<Path> files = Optional.of(Path.of(idOrFolder))
                .map(p -> p.endsWith(ManifestJson.FILE) ? p.toAbsolutePath().getParent() : p)
                .filter(Files::isDirectory);
        if (!unfinished) {
            files.ifPresent(folder -> requireFinished(manifest, folder));
        }
        GateVerdict gate = files.map(folder -> GateVerdict.read(manifest, folder))
                .orElseGet(() -> GateVerdict.read(manifest, shelf.folder().resolve(manifest.modelId())));
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

    private static void requireFinished(ModelManifest manifest, Path folder) {
        if (Files.exists(folder.resolve(ModelPackage.UNFINISHED))) {
            throw new UserError("the training of " + manifest.modelId() + " did not finish: " + folder + " has a file "
                    + ModelPackage.UNFINISHED + ". Run 'sightline train' on its run folder again; with --force the"
                    + " package is registered as it is");
        }
    }

    private void require(ModelManifest manifest) {
        if (manifest.task() != ModelTask.PERSON_DESCRIPTOR && manifest.task() != ModelTask.FACE_DESCRIPTOR) {
            throw new UserError(
                    "model " + manifest.modelId() + " is for " + manifest.task().label()
                            + "; the registry takes person-descriptor and face-descriptor. Other models are configured by name");
        }
        catalog.list().stream()
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
        describers.open(model).close();
    }
}
