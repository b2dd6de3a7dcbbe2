package dev.sightline.store.erasure;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.sightline.platform.folder.PrivateFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Receipts as files, one an erasure, apart from the database: when the database is brought back from a backup, they say who is to
 * be erased again. Each holds the receipt and the keys of what was erased. Thread-safe.
 *
 * @param folder made when first needed
 */
public record ReceiptFolder(Path folder) {
    private static final ObjectMapper JSON = mapper();
    private static final String END = ".json";

    /**
     * A file's contents.
     *
     * @param receipt the receipt
     * @param keys hashes of what was erased, sorted
     */
    public record Kept(Receipt receipt, List<String> keys) {
        public Kept {
            keys = List.copyOf(keys);
        }
    }

    private static ObjectMapper mapper() {
        ObjectMapper mapper = new ObjectMapper()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
        // Receipts of earlier versions lack some lists.
        mapper.configOverride(List.class).setSetterInfo(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY));
        return mapper;
    }

    static String text(Receipt receipt) {
        try {
            return JSON.writeValueAsString(receipt);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a receipt is always JSON", e);
        }
    }

    static Receipt receipt(String text) {
        try {
            return JSON.readValue(text, Receipt.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a receipt in the database is not JSON: " + e.getOriginalMessage(), e);
        }
    }

    /** Writes one, whole or not at all, for its owner alone. */
    void write(Receipt receipt, Set<String> keys) {
        Path file = folder.resolve(receipt.erasureId() + END);
        try {
            Files.createDirectories(folder);
            Set<String> all = new HashSet<>(keys);
            if (Files.exists(file)) {
                all.addAll(read(file).keys());
            }
            PrivateFile.write(
                    file,
                    JSON.writeValueAsString(
                            new Kept(receipt, all.stream().sorted().toList())));
        } catch (IOException e) {
            throw new UncheckedIOException("the receipt cannot be kept as " + file + ": " + e.getMessage(), e);
        }
    }

    /**
     * All that are there.
     *
     * @throws IllegalStateException when one does not read; the message names the file
     */
    public List<Kept> all() {
        List<Kept> kept = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(END)).sorted().toList()) {
                kept.add(read(file));
            }
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException("the receipts in " + folder + " cannot be read: " + e.getMessage(), e);
        }
        return kept;
    }

    /** The keys of everything that was erased, by these receipts. */
    public Set<String> keys() {
        Set<String> keys = new HashSet<>();
        all().forEach(kept -> keys.addAll(kept.keys()));
        return keys;
    }

    private static Kept read(Path file) throws IOException {
        try {
            return JSON.readValue(Files.readAllBytes(file), Kept.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(
                    file + " is no receipt of an erasure: " + e.getOriginalMessage() + "; restore it from a copy", e);
        }
    }
}
