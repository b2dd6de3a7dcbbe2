package dev.sightline.app.words;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Descriptors in a run's folder, so that a second run over the same pictures does not describe them again. They are of use for
 * one model and one snapshot only, which the file names.
 */
record DescriptorCache(Path file) {
    private static final int VERSION = 1;
    private static final int LARGEST = 100_000_000;

    /** What was kept for this key; empty where nothing was, or something else. */
    Optional<Map<String, float[]>> read(String key) throws IOException {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            if (in.readInt() != VERSION || !in.readUTF().equals(key)) {
                return Optional.empty();
            }
            int count = in.readInt();
            int dimension = in.readInt();
            if (count < 0 || dimension < 1 || (long) count * dimension > LARGEST) {
                throw new IOException(file + " is damaged; delete it");
            }
            Map<String, float[]> kept = new LinkedHashMap<>();
            for (int i = 0; i < count; i++) {
                String name = in.readUTF();
                float[] values = new float[dimension];
                for (int j = 0; j < dimension; j++) {
                    values[j] = in.readFloat();
                }
                kept.put(name, values);
            }
            return Optional.of(kept);
        }
    }

    /** Keeps them, in one step. */
    void write(String key, Map<String, float[]> descriptors) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(part)))) {
            out.writeInt(VERSION);
            out.writeUTF(key);
            out.writeInt(descriptors.size());
            out.writeInt(
                    descriptors.values().stream().findFirst().map(v -> v.length).orElse(1));
            for (Map.Entry<String, float[]> one : descriptors.entrySet()) {
                out.writeUTF(one.getKey());
                for (float value : one.getValue()) {
                    out.writeFloat(value);
                }
            }
        }
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
