package dev.sightline.trainer.snapshot;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import dev.sightline.models.manifest.Checksum;
import dev.sightline.trainer.snapshot.SnapshotFolder.Check;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A picture in a snapshot's folder, as it is written.
 *
 * @param crop the picture, with where it lies now
 * @param file where it lies as it is written: relative to the folder when copied
 * @param bytes size when the snapshot was written
 * @param modified time of change when the snapshot was written, milliseconds; it only decides whether to look closer
 */
record CropLine(Crop crop, String file, long bytes, long modified) {

    /** Of a picture that stays where it is. */
    static Written referred(Crop crop) throws IOException {
        return written(crop, crop.path().toAbsolutePath().normalize().toString(), crop.path());
    }

    /** Copies the picture into the folder, named by its contents. */
    static Written copied(Crop crop, Path folder) throws IOException {
        String name = String.valueOf(crop.path().getFileName());
        String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        String file = "crops/" + crop.sha256().substring(0, 2) + "/" + crop.sha256() + "." + extension;
        Path target = folder.resolve(file);
        if (!Files.exists(target)) {
            byte[] bytes = Files.readAllBytes(crop.path());
            if (!Checksum.of(bytes).equals(crop.sha256())) {
                throw new IllegalArgumentException(crop.path() + " changed while the snapshot was made; make it again");
            }
            Files.createDirectories(folder.resolve(file).getParent());
            Files.write(target, bytes);
        }
        return written(crop, file, target);
    }

    private static Written written(Crop crop, String file, Path there) throws IOException {
        return new Written(
                crop.site(),
                crop.name(),
                crop.sha256(),
                crop.identity(),
                crop.camera(),
                crop.tracklet(),
                crop.time()
                        .map(t -> ChronoUnit.MICROS.between(Instant.EPOCH, t))
                        .orElse(null),
                file,
                Files.size(there),
                Files.getLastModifiedTime(there).toMillis());
    }

    static CropLine read(JsonNode line, Path folder, String where) {
        try {
            String file = line.path("file").asText();
            Crop crop = new Crop(
                    folder.resolve(file),
                    line.path("name").asText(),
                    line.path("sha256").asText(),
                    line.path("identity").asText(),
                    line.path("camera").asText(),
                    line.path("site").asText(),
                    line.path("tracklet").asText(),
                    line.has("time_us")
                            ? Optional.of(
                                    Instant.EPOCH.plus(line.path("time_us").asLong(), ChronoUnit.MICROS))
                            : Optional.empty());
            return new CropLine(
                    crop,
                    file,
                    line.path("bytes").asLong(),
                    line.path("modified_ms").asLong());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(where + ": " + e.getMessage(), e);
        }
    }

    /** What happened to the picture; empty when it is what it was. */
    Optional<String> fault(Check check) {
        Path path = crop.path();
        try {
            if (!Files.isRegularFile(path)) {
                return Optional.of(path + " is gone");
            }
            if (Files.size(path) != bytes) {
                return Optional.of(path + " has " + Files.size(path) + " bytes instead of " + bytes);
            }
            boolean look =
                    check == Check.CONTENTS || Files.getLastModifiedTime(path).toMillis() != modified;
            return look && !Checksum.of(Files.readAllBytes(path)).equals(crop.sha256())
                    ? Optional.of(path + " has other contents")
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.of(path + " cannot be read: " + e);
        }
    }

    /** The line's fields. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Written(
            String site,
            String name,
            String sha256,
            String identity,
            String camera,
            String tracklet,
            @JsonProperty("time_us") @Nullable Long time,
            String file,
            long bytes,
            @JsonProperty("modified_ms") long modified) {}
}
