package dev.sightline.models.manifest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads and writes {@code model.json}. Reading is strict: an unknown key, a missing key or a value outside its range is
 * one {@link ModelException} that names file, key, value and what is allowed, because a setting that is silently
 * ignored makes a network answer nonsense. Writing keeps a fixed key order and replaces the file in one step. Stateless,
 * any thread.
 */
public final class ManifestJson {
    /** The manifest's name in a package folder. */
    public static final String FILE = "model.json";
    /** The name of the file with what the scores mean, in a package folder. */
    public static final String CURVES = "calibration.json";
    /** Key of the manifest's own checksum: what is pinned by it cannot change unnoticed. */
    static final String PACKAGE_SHA256 = "packageSha256";

    /** Largest manifest that is read, bytes; calibrations with their curves stay far below. */
    static final int MAX_BYTES = 16 << 20;

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private ManifestJson() {}

    /**
     * A manifest, with the curves that lie beside it.
     *
     * @throws ModelException when a file is missing or is not valid
     */
    public static ModelManifest read(Path file) {
        byte[] manifest = manifest(file);
        try {
            return read(manifest, file);
        } catch (ModelException e) {
            byte[] again = manifest(file);
            if (Arrays.equals(manifest, again)) {
                throw e;
            }
            return read(again, file); // Somebody wrote the package between the reading of its two files.
        }
    }

    private static byte[] manifest(Path file) {
        return read(file, "no such manifest; a model package is a folder with " + FILE);
    }

    private static ModelManifest read(byte[] manifest, Path file) {
        return read(
                manifest,
                file.toString(),
                beside -> read(
                        file.resolveSibling(beside),
                        "is missing, and " + file.getFileName()
                                + " says that the model's curves are in it; take the package"
                                + " from where it came from again"));
    }

    private static byte[] read(Path file, String missing) {
        try (InputStream in = Files.newInputStream(file)) {
            return bounded(in, file.toString());
        } catch (NoSuchFileException e) {
            throw new ModelException(file + ": " + missing, e);
        } catch (IOException e) {
            throw new ModelException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * A manifest that has everything in it.
     *
     * @param name what messages call the source
     * @throws ModelException when it is no valid manifest, or names a file beside it
     */
    public static ModelManifest read(InputStream in, String name) {
        try {
            return read(bounded(in, name), name, beside -> {
                throw new ModelException(name + ": the model's curves are in " + beside
                        + " beside it, which a manifest alone does not bring; give the package's folder");
            });
        } catch (IOException e) {
            throw new ModelException(name + ": cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * A manifest and the curves beside it, wherever both come from.
     *
     * @param name what messages call the source
     * @param beside brings the file of that name
     * @throws ModelException when one of them is not valid, or the curves are not those that the manifest pins
     */
    public static ModelManifest read(byte[] manifest, String name, Function<String, byte[]> beside) {
        JsonNode root = tree(manifest, name);
        Optional<ManifestReader.Beside> where = ManifestReader.beside(name, root);
        Optional<CurveReader.Curves> curves = where.map(w -> {
            byte[] bytes = beside.apply(w.file());
            String found = Checksum.of(bytes);
            if (!found.equals(w.sha256())) {
                throw new ModelException(name + ": the curves in " + w.file() + " have SHA-256 " + found
                        + ", and the manifest" + " pins " + w.sha256()
                        + "; take the package from where it came from again, or calibrate it again");
            }
            return CurveReader.read(w.file(), tree(bytes, w.file()));
        });
        ModelManifest read = ManifestReader.read(name, root, curves);
        requirePinned(
                where.map(w -> ManifestWriter.tree(read, w.file(), w.sha256()))
                        .orElseGet(() -> ManifestWriter.tree(read)),
                root,
                name);
        return read;
    }

    private static JsonNode tree(byte[] json, String name) {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new ModelException(name + ": is not JSON: " + e.getOriginalMessage() + place(e), e);
        } catch (IOException e) {
            throw new ModelException(name + ": cannot be read: " + e.getMessage(), e);
        }
    }

    private static byte[] bounded(InputStream in, String name) throws IOException {
        byte[] bytes = in.readNBytes(MAX_BYTES + 1);
        if (bytes.length > MAX_BYTES) {
            throw new ModelException(name + ": has more than " + MAX_BYTES
                    + " bytes, so it is no manifest; take the package from where it" + " came from again");
        }
        return bytes;
    }

    private static void requirePinned(ObjectNode said, JsonNode root, String name) {
        String pinned = root.path(PACKAGE_SHA256).asText();
        if (!pinned.isEmpty() && !pinned.equals(checksum(said))) {
            throw new ModelException(
                    name + ": key '" + PACKAGE_SHA256 + "' does not fit what the manifest says, so it is"
                            + " damaged or was changed by hand; take the package from where it came from again. If the change is"
                            + " meant, delete the line of '" + PACKAGE_SHA256
                            + "': the package is checked and pinned again when it"
                            + " is imported or registered");
        }
    }

    /** Of everything that a package is: what the manifest says, its curves and through its {@code sha256} the network. */
    private static String checksum(ObjectNode said) {
        return Checksum.of(said.toString().getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Writes the manifest, and beside it {@value #CURVES} where the model has curves.
     *
     * @throws ModelException when a file cannot be written
     */
    public static void write(ModelManifest manifest, Path file) {
        Path curves = file.resolveSibling(CURVES);
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            if (manifest.calibrations().isEmpty() && manifest.siteCurves().isEmpty()) {
                place(text(manifest), file);
                Files.deleteIfExists(curves);
                return;
            }
            String text = CurveText.of(ManifestWriter.curves(manifest));
            place(text, curves);
            ObjectNode said = ManifestWriter.tree(manifest, CURVES, Checksum.of(text.getBytes(StandardCharsets.UTF_8)));
            place(pinned(said), file);
        } catch (IOException e) {
            throw new ModelException(file + ": cannot be written: " + e, e);
        }
    }

    /** In one step. A plain file, not a temporary one: those are closed to other users, who may share the folder. */
    private static void place(String text, Path file) throws IOException {
        Path fresh = file.resolveSibling(
                "." + file.getFileName() + "." + ProcessHandle.current().pid() + ".new");
        Files.writeString(fresh, text, StandardCharsets.UTF_8);
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /** The manifest as one JSON text, curves and its own checksum in it, ending in a newline. */
    public static String text(ModelManifest manifest) {
        return pinned(ManifestWriter.tree(manifest));
    }

    private static String pinned(ObjectNode said) {
        String checksum = checksum(said);
        return said.put(PACKAGE_SHA256, checksum).toPrettyString() + "\n";
    }

    private static String place(JsonProcessingException e) {
        return e.getLocation() == null
                ? ""
                : " (line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr() + ")";
    }
}
