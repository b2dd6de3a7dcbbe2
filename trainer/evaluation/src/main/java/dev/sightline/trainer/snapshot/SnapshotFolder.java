package dev.sightline.trainer.snapshot;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sightline.platform.text.LineFile;
import dev.sightline.trainer.pair.Constraints;
import dev.sightline.trainer.pair.Constraints.Apart;
import dev.sightline.trainer.source.ExcludedPicture;
import dev.sightline.trainer.source.ExcludedPicture.Cause;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A snapshot as a folder: {@code snapshot.json} (name, hash, constraints), {@code crops.jsonl} (a line a picture, with its
 * SHA-256), {@code excluded.jsonl}, and, when copied, the pictures under {@code crops/}. A folder appears whole or not
 * at all, and is never written again. Pictures are looked at when it is read: one that changed or is gone is named.
 */
public final class SnapshotFolder {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String HEADER = "snapshot.json";
    private static final String CROPS = "crops.jsonl";
    private static final String EXCLUDED = "excluded.jsonl";
    private static final int FORMAT = 1;

    private SnapshotFolder() {}

    /** How hard to look at the pictures. */
    public enum Check {
        /** Size, and contents of those whose time of change differs. */
        QUICK,
        /** Contents of all. */
        CONTENTS
    }

    /** Whether a folder holds a snapshot. */
    public static boolean is(Path folder) {
        return Files.isRegularFile(folder.resolve(HEADER)) && Files.isRegularFile(folder.resolve(CROPS));
    }

    /**
     * Writes a snapshot.
     *
     * @param folder to create; when it is there it must be empty
     * @param copy whether to copy the pictures too; otherwise the folder refers to where they lie
     * @throws FileAlreadyExistsException when the folder holds anything
     * @throws IllegalArgumentException when a picture changed since the snapshot was taken
     */
    public static void write(Snapshot snapshot, Path folder, boolean copy) throws IOException {
        requireNew(folder);
        Path target = folder.toAbsolutePath().normalize();
        Path parent = target.getParent();
        if (parent == null) {
            throw new IllegalArgumentException("a snapshot cannot be written as " + folder);
        }
        Files.createDirectories(parent);
        Path aside = Files.createTempDirectory(parent, "." + target.getFileName() + "-");
        try {
            writeTo(aside, snapshot, copy);
            Files.deleteIfExists(target);
            Files.move(aside, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            deleteTree(aside);
        }
    }

    /**
     * Checks early that a snapshot can be written there.
     *
     * @throws FileAlreadyExistsException when the folder holds anything
     */
    public static void requireNew(Path folder) throws IOException {
        if (Files.exists(folder) && !isEmpty(folder)) {
            throw new FileAlreadyExistsException(
                    folder + " is there already; a snapshot never changes: name a new folder for another one");
        }
    }

    private static void writeTo(Path folder, Snapshot snapshot, boolean copy) throws IOException {
        try (BufferedWriter lines = Files.newBufferedWriter(folder.resolve(CROPS))) {
            for (Crop crop : snapshot.crops()) {
                lines.write(JSON.writeValueAsString(copy ? CropLine.copied(crop, folder) : CropLine.referred(crop)));
                lines.write('\n');
            }
        }
        try (BufferedWriter lines = Files.newBufferedWriter(folder.resolve(EXCLUDED))) {
            for (ExcludedPicture excluded : snapshot.excluded()) {
                lines.write(JSON.writeValueAsString(JSON.createObjectNode()
                        .put("path", excluded.path())
                        .put("cause", excluded.cause().name())
                        .put("reason", excluded.reason())));
                lines.write('\n');
            }
        }
        Files.writeString(
                folder.resolve(HEADER),
                JSON.writerWithDefaultPrettyPrinter().writeValueAsString(header(snapshot)) + "\n");
    }

    private static ObjectNode header(Snapshot snapshot) {
        ObjectNode header = JSON.createObjectNode()
                .put("format", FORMAT)
                .put("name", snapshot.name())
                .put("sha256", snapshot.hash())
                .put("pictures", snapshot.crops().size())
                .put("people", snapshot.identities().size())
                .put("exhaustive", snapshot.constraints().exhaustive());
        ArrayNode open = header.putArray("openSites");
        snapshot.constraints().openSites().stream().sorted().forEach(open::add);
        ArrayNode apart = header.putArray("apart");
        snapshot.constraints().apart().stream()
                .sorted()
                .forEach(a -> apart.addArray().add(a.first()).add(a.second()));
        return header;
    }

    /**
     * Reads a snapshot and looks at its pictures.
     *
     * @throws IOException when the folder cannot be read
     * @throws IllegalArgumentException when it is no snapshot, or pictures changed or are gone; the message names them
     */
    public static Snapshot read(Path folder, Check check) throws IOException {
        if (!is(folder)) {
            throw new IllegalArgumentException(folder + " is no snapshot: it has no " + HEADER + " and " + CROPS
                    + "; make one with sightline dataset snapshot");
        }
        JsonNode header = parse(
                Files.readString(folder.resolve(HEADER)), folder.resolve(HEADER).toString());
        if (header.path("format").asInt() != FORMAT) {
            throw new IllegalArgumentException(folder + " has format " + header.path("format") + ", this version reads "
                    + FORMAT + "; make the snapshot again");
        }
        List<Crop> crops = new ArrayList<>();
        List<String> faults = new ArrayList<>();
        Path lines = folder.resolve(CROPS);
        LineFile.read(lines, (number, line) -> {
            String where = lines + ":" + number;
            CropLine read = CropLine.read(parse(line, where), folder, where);
            read.fault(check).ifPresent(faults::add);
            crops.add(read.crop());
        });
        requireWhole(folder, faults, crops.size());
        return new Snapshot(
                header.path("name").asText(),
                header.path("sha256").asText(),
                crops,
                constraints(header, crops),
                excluded(folder));
    }

    private static void requireWhole(Path folder, List<String> faults, int pictures) {
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(faults.size() + " of " + pictures + " pictures of snapshot " + folder
                    + " are not what they were: " + String.join("; ", faults.subList(0, Math.min(5, faults.size())))
                    + (faults.size() > 5 ? "; …" : "") + "; bring them back, or make a new snapshot");
        }
    }

    /** Snapshots of earlier versions have sites of one kind and do not name them. */
    private static Constraints constraints(JsonNode header, List<Crop> crops) {
        Set<String> open = new TreeSet<>();
        if (!header.path("exhaustive").asBoolean()) {
            header.path("openSites").forEach(site -> open.add(site.asText()));
            if (open.isEmpty()) {
                crops.forEach(crop -> open.add(crop.site()));
            }
        }
        Set<Apart> apart = new TreeSet<>();
        header.path("apart")
                .forEach(pair ->
                        apart.add(Apart.of(pair.path(0).asText(), pair.path(1).asText())));
        return new Constraints(open, apart, Set.of());
    }

    private static List<ExcludedPicture> excluded(Path folder) throws IOException {
        List<ExcludedPicture> excluded = new ArrayList<>();
        Path file = folder.resolve(EXCLUDED);
        if (Files.exists(file)) {
            LineFile.read(file, (number, line) -> {
                JsonNode node = parse(line, file + ":" + number);
                excluded.add(new ExcludedPicture(
                        node.path("path").asText(),
                        cause(node.path("cause").asText()),
                        node.path("reason").asText()));
            });
        }
        return excluded;
    }

    /** Snapshots of earlier versions name no cause. */
    private static Cause cause(String name) {
        return Arrays.stream(Cause.values())
                .filter(cause -> cause.name().equals(name))
                .findFirst()
                .orElse(Cause.OTHER);
    }

    private static JsonNode parse(String text, String where) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    where + " is not JSON: " + e.getOriginalMessage() + "; make the snapshot again", e);
        }
    }

    private static boolean isEmpty(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }

    private static void deleteTree(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(file);
            }
        }
    }
}
