package dev.sightline.app.results;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageOrBuilder;
import com.google.protobuf.util.JsonFormat;
import dev.sightline.contracts.v1.Exemplar;
import dev.sightline.contracts.v1.Sighting;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * The files for programs: tracks.csv, sightings.jsonl, events.jsonl, alerts.jsonl. Vectors and pictures stay out of the
 * JSON; each sighting's best crop lies in {@code crops/}. Every time in microseconds has a readable one beside it.
 */
final class ResultFiles {
    private static final JsonFormat.Printer JSON =
            JsonFormat.printer().omittingInsignificantWhitespace().preservingProtoFieldNames();
    private static final String BETWEEN = "--";

    private ResultFiles() {}

    static void write(BatchResults results, Path folder) throws IOException {
        Files.createDirectories(folder);
        lines(
                folder.resolve("tracks.csv"),
                Stream.concat(
                        Stream.of(TrackRow.HEADER), results.rows().stream().map(TrackRow::csv)));
        lines(
                folder.resolve("sightings.jsonl"),
                results.sightings().stream().map(s -> ReadableTimes.in(json(withoutBiometrics(s)))));
        lines(folder.resolve("events.jsonl"), results.events().stream().map(e -> ReadableTimes.in(json(e))));
        lines(folder.resolve("alerts.jsonl"), results.alerts().stream().map(ReadableTimes::in));
        writeCrops(results, folder.resolve("crops"));
    }

    private static void writeCrops(BatchResults results, Path folder) throws IOException {
        Files.createDirectories(folder);
        forgetFormer(folder);
        for (Sighting s : results.sightings()) {
            Exemplar best = s.getExemplarsList().stream()
                    .filter(e -> !e.getCropJpeg().isEmpty())
                    .max(Comparator.comparingDouble(Exemplar::getQuality))
                    .orElse(null);
            if (best != null) {
                String name = (s.getIdentityId() + BETWEEN + s.getSightingId()).replace('/', '_') + ".jpg";
                Files.write(folder.resolve(name), best.getCropJpeg().toByteArray());
            }
        }
    }

    /** Crops of an earlier run into the same folder would be taken for this one's. */
    private static void forgetFormer(Path folder) throws IOException {
        try (DirectoryStream<Path> former = Files.newDirectoryStream(folder, "*" + BETWEEN + "*.jpg")) {
            for (Path crop : former) {
                Files.delete(crop);
            }
        }
    }

    private static Sighting withoutBiometrics(Sighting sighting) {
        Sighting.Builder lean = sighting.toBuilder();
        lean.getExemplarsBuilderList().forEach(e -> {
            e.clearCropJpeg();
            e.getVectorBuilder().clearValues();
        });
        return lean.build();
    }

    private static String json(MessageOrBuilder message) {
        try {
            return JSON.print(message);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("a message that was parsed can be printed", e);
        }
    }

    private static void lines(Path file, Stream<String> lines) throws IOException {
        Files.write(file, (Iterable<String>) lines::iterator, StandardCharsets.UTF_8);
    }
}
