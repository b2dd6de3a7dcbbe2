package dev.sightline.models.catalog;

import dev.sightline.models.manifest.Checksum;
import dev.sightline.models.manifest.ManifestJson;
import dev.sightline.models.manifest.ModelException;
import dev.sightline.models.manifest.ModelManifest;
import dev.sightline.models.manifest.ModelPackage;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folder of registered packages: each in a folder of its own, named {@code id@version}, copied in one step and
 * checked after the copy. Machines may share it over the network; readers never see half a package. Any thread.
 */
public final class RegistryFolder {
    private final Path folder;

    /** @param folder made when the first package comes */
    public RegistryFolder(Path folder) {
        this.folder = folder.toAbsolutePath();
    }

    /** Where packages lie. */
    public Path folder() {
        return folder;
    }

    /**
     * Copies a package in: manifest, network and whatever lies beside them, such as card and gate report. Where the same
     * network is here already, manifest and the other files are brought up to date.
     *
     * @param model the verified package
     * @param files the folder to take the other files from; empty: none
     * @return the package's folder here
     * @throws ModelException when another network is here under this id and version, or a file cannot be written
     */
    public Path put(ModelPackage model, Optional<Path> files) throws ModelException {
        Path target = folder.resolve(model.manifest().modelId());
        try {
            Files.createDirectories(folder);
            if (Files.exists(target)) {
                requireSame(model.manifest(), target);
                fill(model, files, target);
            } else {
                place(model, files, target);
            }
        } catch (IOException e) {
            throw new ModelException(
                    "registry " + folder + ": " + e + "; check its rights and free disk space, or set models.registry",
                    e);
        }
        return target;
    }

    /** The packages here, in name order; none before the first one came. */
    List<FoundModel> packages() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        return PackageFolders.in(folder).stream()
                .filter(RegistryFolder::complete)
                .toList();
    }

    private static boolean complete(FoundModel found) {
        return found.folder()
                .map(f -> !f.getFileName().toString().startsWith("."))
                .orElse(true);
    }

    private void place(ModelPackage model, Optional<Path> files, Path target) throws IOException {
        // A hidden folder of the same disk, which readers pass over.
        Path fresh = Files.createDirectory(folder.resolve(
                "." + target.getFileName() + "." + ProcessHandle.current().pid() + ".new"));
        fill(model, files, fresh);
        try {
            Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException e) {
            throw new ModelException(target + ": another process registers the same model now; run it again", e);
        }
    }

    private static void fill(ModelPackage model, Optional<Path> files, Path target) throws IOException {
        if (files.isPresent()) {
            try (Stream<Path> listed = Files.list(files.get())) {
                for (Path file : listed.filter(Files::isRegularFile).toList()) {
                    String name = file.getFileName().toString();
                    if (!name.equals(ManifestJson.FILE)
                            && !name.equals(model.manifest().file())) {
                        Files.copy(file, target.resolve(name), StandardCopyOption.REPLACE_EXISTING);
                    }
                }
            }
        }
        if (!model.manifest().file().isEmpty()) {
            Path network = target.resolve(model.manifest().file());
            if (!Files.exists(network)) {
                Files.copy(model.network(), network);
            }
            Checksum.require(network, model.manifest().sha256(), "The copy is not what was given; register it again.");
        }
        ManifestJson.write(model.manifest(), target.resolve(ManifestJson.FILE));
    }

    private static void requireSame(ModelManifest manifest, Path target) {
        ModelManifest present = ManifestJson.read(target.resolve(ManifestJson.FILE));
        if (!present.sha256().equals(manifest.sha256()) || present.task() != manifest.task()) {
            throw new ModelException("'" + manifest.modelId() + "' is in the registry already with another network"
                    + " (SHA-256 " + present.sha256() + ", now " + manifest.sha256()
                    + "); raise 'version' in its model.json");
        }
    }
}
