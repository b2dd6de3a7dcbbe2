package dev.sightline.trainer.labeled;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a list of labeled crops: CSV in UTF-8 with the header {@code path,identity,camera}, columns in any order, and
 * any of {@code site}, {@code tracklet} and {@code time} beside them. A time is RFC 3339 or a whole number of
 * microseconds; empty means not known. Paths are relative to the list's folder. Empty lines and lines that begin with #
 * are skipped. Fields hold no commas and no quotes.
 */
public final class CropList {
    private static final List<String> REQUIRED = List.of("path", "identity", "camera");
    private static final List<String> OPTIONAL = List.of("site", "tracklet", "time");

    private CropList() {}

    /**
     * Reads and checks a list.
     *
     * @throws IOException when the list cannot be read
     * @throws IllegalArgumentException naming the file and line of the first mistake: header, missing field, path
     *     listed twice, picture that is not there
     */
    public static List<LabeledCrop> read(Path list) throws IOException {
        List<LabeledCrop> crops = entries(list);
        for (LabeledCrop crop : crops) {
            if (!Files.isRegularFile(crop.image())) {
                throw new IllegalArgumentException(list + ": path '" + crop.listed() + "': no picture at "
                        + crop.image() + "; paths are relative to the list's folder");
            }
        }
        return crops;
    }

    /**
     * Reads and checks a list without looking whether its pictures are there.
     *
     * @throws IOException when the list cannot be read
     * @throws IllegalArgumentException naming the file and line of the first mistake
     */
    public static List<LabeledCrop> entries(Path list) throws IOException {
        return entries(list, REQUIRED);
    }

    /** {@link #entries}, but nobody need be named: without an identity column, or where it is empty, identities are. */
    public static List<LabeledCrop> unnamed(Path list) throws IOException {
        return entries(list, List.of("path", "camera"));
    }

    private static List<LabeledCrop> entries(Path list, List<String> needed) throws IOException {
        List<String> lines = lines(list);
        List<LabeledCrop> crops = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        Header header = null;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            String where = list + ":" + (i + 1);
            String[] fields = line.split(",", -1);
            if (header == null) {
                header = Header.of(fields, needed, where);
                continue;
            }
            LabeledCrop crop = header.crop(fields, list, where);
            if (!seen.add(crop.listed())) {
                throw new IllegalArgumentException(where + ": path '" + crop.listed() + "' is listed twice");
            }
            crops.add(crop);
        }
        if (crops.isEmpty()) {
            throw new IllegalArgumentException(
                    list
                            + " lists no crops; expected a header path,identity,camera[,site][,tracklet][,time] and a line per crop");
        }
        return List.copyOf(crops);
    }

    private static List<String> lines(Path list) throws IOException {
        if (Files.isDirectory(list)) {
            throw new IllegalArgumentException(list + " is a folder; expected a CSV list with the header"
                    + " path,identity,camera. A folder of pictures is read with --data SITE=FOLDER");
        }
        try {
            return Files.readAllLines(list, StandardCharsets.UTF_8);
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(
                    list + " is no UTF-8 text; expected a CSV list with the header path,identity,camera", e);
        }
    }

    private record Header(List<String> columns, List<String> needed) {

        static Header of(String[] fields, List<String> needed, String where) {
            List<String> columns = Arrays.stream(fields).map(String::strip).toList();
            Set<String> unknown = new HashSet<>(columns);
            REQUIRED.forEach(unknown::remove);
            OPTIONAL.forEach(unknown::remove);
            boolean twice = new HashSet<>(columns).size() < columns.size();
            if (!columns.containsAll(needed) || !unknown.isEmpty() || twice) {
                throw new IllegalArgumentException(where + ": the header is '" + String.join(",", columns)
                        + "'; allowed: path,identity,camera or these with any of site, tracklet, time");
            }
            return new Header(columns, needed);
        }

        LabeledCrop crop(String[] fields, Path list, String where) {
            if (fields.length != columns.size()) {
                throw new IllegalArgumentException(where + ": " + fields.length + " fields where the header has "
                        + columns.size() + " (" + String.join(",", columns) + "); fields hold no commas");
            }
            String path = required(fields, "path", where);
            Path image = list.toAbsolutePath().resolveSibling(path);
            return new LabeledCrop(
                    image,
                    path,
                    needed.contains("identity") ? required(fields, "identity", where) : optional(fields, "identity"),
                    required(fields, "camera", where),
                    optional(fields, "site"),
                    optional(fields, "tracklet"),
                    time(optional(fields, "time"), where));
        }

        private String optional(String[] fields, String column) {
            return columns.contains(column) ? fields[columns.indexOf(column)].strip() : "";
        }

        private static Optional<Instant> time(String text, String where) {
            if (text.isEmpty()) {
                return Optional.empty();
            }
            try {
                return Optional.of(
                        text.matches("-?\\d+")
                                ? Instant.EPOCH.plus(Long.parseLong(text), ChronoUnit.MICROS)
                                : OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MICROS));
            } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
                throw new IllegalArgumentException(
                        where + ": time is '" + text
                                + "'; allowed: RFC 3339, such as 2026-03-01T10:00:00Z, or a whole number of microseconds",
                        e);
            }
        }

        private String required(String[] fields, String column, String where) {
            String value = fields[columns.indexOf(column)].strip();
            if (value.isEmpty()) {
                throw new IllegalArgumentException(where + ": " + column + " is empty");
            }
            return value;
        }
    }
}
