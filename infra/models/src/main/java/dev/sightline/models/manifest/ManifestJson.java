package dev.sightline.models.manifest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Reads and writes {@code model.json}. Reading is strict: an unknown key, a missing key or a value outside its range is
 * one {@link ModelException} that names file, key, value and what is allowed, because a setting that is silently
 * ignored makes a network answer nonsense. Writing keeps a fixed key order and replaces the file in one step. Stateless,
 * any thread.
 */
public final class ManifestJson {
    /** The manifest's name in a package folder. */
    public static final String FILE = "model.json";
    /** Key of the manifest's own checksum: what is pinned by it cannot change unnoticed. */
    static final String PACKAGE_SHA256 = "packageSha256";

    /** Largest manifest that is read, bytes; calibrations with their curves stay far below. */
    static final int MAX_BYTES = 16 << 20;

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private ManifestJson() {}

    /** @throws ModelException when the file is missing or is no valid manifest */
    public static ModelManifest read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return read(in, file.toString());
        } catch (NoSuchFileException e) {
            throw new ModelException(file + ": no such manifest; a model package is a folder with " + FILE, e);
        } catch (IOException e) {
            throw new ModelException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * @param name what messages call the source
     * @throws ModelException when it is no valid manifest
     */
    public static ModelManifest read(InputStream in, String name) {
        JsonNode root;
        try {
            root = MAPPER.readTree(bounded(in, name));
        } catch (JsonProcessingException e) {
            throw new ModelException(name + ": is not JSON: " + e.getOriginalMessage() + place(e), e);
        } catch (IOException e) {
            throw new ModelException(name + ": cannot be read: " + e.getMessage(), e);
        }
        ModelManifest manifest = ManifestReader.read(name, root);
        requirePinned(manifest, root, name);
        return manifest;
    }

    private static byte[] bounded(InputStream in, String name) throws IOException {
        byte[] bytes = in.readNBytes(MAX_BYTES + 1);
        if (bytes.length > MAX_BYTES) {
            throw new ModelException(name + ": has more than " + MAX_BYTES
                    + " bytes, so it is no manifest; take the package from where it" + " came from again");
        }
        return bytes;
    }

    private static void requirePinned(ModelManifest manifest, JsonNode root, String name) {
        String pinned = root.path(PACKAGE_SHA256).asText();
        if (!pinned.isEmpty() && !pinned.equals(checksum(manifest))) {
            throw new ModelException(
                    name + ": key '" + PACKAGE_SHA256 + "' does not fit what the manifest says, so it is"
                            + " damaged or was changed by hand; take the package from where it came from again. If the change is"
                            + " meant, delete the line of '" + PACKAGE_SHA256
                            + "': the package is checked and pinned again when it"
                            + " is imported or registered");
        }
    }

    /**
     * Of everything that a package is: what the manifest says, calibrations among it, and through its {@code sha256} the
     * network. Hex.
     */
    public static String checksum(ModelManifest manifest) {
        return Checksum.of(ManifestWriter.tree(manifest).toString().getBytes(StandardCharsets.UTF_8));
    }

    /** @throws ModelException when the file cannot be written */
    public static void write(ModelManifest manifest, Path file) {
        Path folder = file.toAbsolutePath().getParent();
        try {
            Files.createDirectories(folder);
            // A plain file, not a temporary one: those are closed to other users, who may share the folder.
            Path fresh = file.resolveSibling(
                    "." + FILE + "." + ProcessHandle.current().pid() + ".new");
            Files.writeString(fresh, text(manifest), StandardCharsets.UTF_8);
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new ModelException(file + ": cannot be written: " + e, e);
        }
    }

    /** The manifest as JSON text with its own checksum, ending in a newline. */
    public static String text(ModelManifest manifest) {
        return ManifestWriter.tree(manifest)
                        .put(PACKAGE_SHA256, checksum(manifest))
                        .toPrettyString()
                + "\n";
    }

    private static String place(JsonProcessingException e) {
        return e.getLocation() == null
                ? ""
                : " (line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr() + ")";
    }
}
