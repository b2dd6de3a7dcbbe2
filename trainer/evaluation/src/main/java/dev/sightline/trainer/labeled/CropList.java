package dev.sightline.trainer.labeled;

import dev.sightline.platform.text.TextFormat;
import dev.sightline.platform.text.TextRow;
import dev.sightline.platform.text.TextTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a list of labeled crops: CSV in UTF-8 with the header {@code path,identity,camera}, columns in any order, and
 * any of {@code site}, {@code tracklet} and {@code time} beside them. A time is RFC 3339 or a whole number of
 * microseconds; empty means not known. Paths are relative to the list's folder. Empty lines and lines that begin with #
 * are skipped. The identity {@code (distractor)} is nobody whom a query asks for, {@code (junk)} is left out; any number
 * is a person like any other. A list without the column camera, or that names none in any line, is of one camera. A field with a comma is written in quotes; other columns are passed over.
 */
public final class CropList {
    private static final String PATH = "path";
    private static final String IDENTITY = "identity";
    private static final String CAMERA = "camera";
    /** The camera of a list that names none. */
    private static final String ONE_CAMERA = "1";

    private static final String SITE = "site";
    private static final String TRACKLET = "tracklet";
    private static final String TIME = "time";
    private static final TextFormat NAMED =
            format(TextFormat.of("crops").column(PATH).column(IDENTITY));
    private static final TextFormat UNNAMED =
            format(TextFormat.of("crops").column(PATH).optional(IDENTITY));

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
        return entries(list, NAMED);
    }

    /** {@link #entries}, but nobody need be named: without an identity column, or where it is empty, identities are. */
    public static List<LabeledCrop> unnamed(Path list) throws IOException {
        return entries(list, UNNAMED);
    }

    private static TextFormat format(TextFormat begun) {
        return begun.optional(CAMERA)
                .optional(SITE)
                .optional(TRACKLET)
                .optional(TIME)
                .withComments();
    }

    private static List<LabeledCrop> entries(Path list, TextFormat format) throws IOException {
        if (Files.isDirectory(list)) {
            throw new IllegalArgumentException(list + " is a folder; expected a CSV list with the header"
                    + " path,identity,camera. A folder of pictures is read with --data SITE=FOLDER");
        }
        Set<String> seen = new HashSet<>();
        List<LabeledCrop> crops = TextTable.read(list, format, row -> {
            if (!seen.add(row.required(PATH))) {
                throw new IllegalArgumentException("path '" + row.text(PATH) + "' is listed twice");
            }
            return crop(list, row, format == NAMED);
        });
        if (crops.isEmpty()) {
            throw new IllegalArgumentException(
                    list
                            + " lists no crops; expected a header path,identity,camera[,site][,tracklet][,time] and a line per crop");
        }
        return withCameras(list, crops);
    }

    /** A camera here and none there would put crops of unknown cameras into one of their own. */
    private static List<LabeledCrop> withCameras(Path list, List<LabeledCrop> crops) {
        Optional<LabeledCrop> silent =
                crops.stream().filter(c -> c.camera().isEmpty()).findFirst();
        if (silent.isEmpty()) {
            return crops;
        }
        if (crops.stream().anyMatch(c -> !c.camera().isEmpty())) {
            throw new IllegalArgumentException(
                    list + ": the camera of '" + silent.get().listed()
                            + "' is empty, while other lines name one; name it in every line, or in none");
        }
        return crops.stream()
                .map(c -> new LabeledCrop(
                        c.image(), c.listed(), c.identity(), ONE_CAMERA, c.site(), c.tracklet(), c.time()))
                .toList();
    }

    private static LabeledCrop crop(Path list, TextRow row, boolean named) {
        String path = row.required(PATH);
        return new LabeledCrop(
                list.toAbsolutePath().resolveSibling(path),
                path,
                named ? row.required(IDENTITY) : row.text(IDENTITY),
                row.text(CAMERA),
                row.text(SITE),
                row.text(TRACKLET),
                time(row));
    }

    private static Optional<Instant> time(TextRow row) {
        if (!row.says(TIME)) {
            return Optional.empty();
        }
        String text = row.text(TIME);
        try {
            return Optional.of(
                    text.matches("-?\\d+")
                            ? Instant.EPOCH.plus(Long.parseLong(text), ChronoUnit.MICROS)
                            : OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MICROS));
        } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
            throw row.refused(TIME, "RFC 3339, such as 2026-03-01T10:00:00Z, or a whole number of microseconds");
        }
    }
}
