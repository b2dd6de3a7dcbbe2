package dev.sightline.trainer.labelled;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads a list of labelled crops: CSV in UTF-8 with the header {@code path,identity,camera} or
 * {@code path,identity,camera,tracklet}, columns in any order. Paths are relative to the list's folder. Empty lines and
 * lines that begin with # are skipped. Fields hold no commas and no quotes.
 */
public final class CropList {
    private static final List<String> REQUIRED = List.of("path", "identity", "camera");
    private static final String TRACKLET = "tracklet";

    private CropList() {}

    /**
     * Reads and checks a list.
     *
     * @throws IOException when the list cannot be read
     * @throws IllegalArgumentException naming the file and line of the first mistake: header, missing field, path
     *     listed twice, picture that is not there
     */
    public static List<LabelledCrop> read(Path list) throws IOException {
        List<String> lines = Files.readAllLines(list, StandardCharsets.UTF_8);
        List<LabelledCrop> crops = new ArrayList<>();
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
                header = Header.of(fields, where);
                continue;
            }
            LabelledCrop crop = header.crop(fields, list, where);
            if (!seen.add(crop.listed())) {
                throw new IllegalArgumentException(where + ": path '" + crop.listed() + "' is listed twice");
            }
            crops.add(crop);
        }
        if (crops.isEmpty()) {
            throw new IllegalArgumentException(
                    list + " lists no crops; expected a header path,identity,camera[,tracklet] and a line per crop");
        }
        return List.copyOf(crops);
    }

    private record Header(List<String> columns) {

        static Header of(String[] fields, String where) {
            List<String> columns = Arrays.stream(fields).map(String::strip).toList();
            Set<String> unknown = new HashSet<>(columns);
            REQUIRED.forEach(unknown::remove);
            unknown.remove(TRACKLET);
            boolean twice = new HashSet<>(columns).size() < columns.size();
            if (!columns.containsAll(REQUIRED) || !unknown.isEmpty() || twice) {
                throw new IllegalArgumentException(where + ": the header is '" + String.join(",", columns)
                        + "'; allowed: path,identity,camera or path,identity,camera,tracklet");
            }
            return new Header(columns);
        }

        LabelledCrop crop(String[] fields, Path list, String where) {
            if (fields.length != columns.size()) {
                throw new IllegalArgumentException(where + ": " + fields.length + " fields where the header has "
                        + columns.size() + " (" + String.join(",", columns) + "); fields hold no commas");
            }
            String path = required(fields, "path", where);
            Path image = list.toAbsolutePath().resolveSibling(path);
            if (!Files.isRegularFile(image)) {
                throw new IllegalArgumentException(
                        where + ": no picture at " + image + "; paths are relative to the list's folder");
            }
            String tracklet = columns.contains(TRACKLET) ? fields[columns.indexOf(TRACKLET)].strip() : "";
            return new LabelledCrop(
                    image, path, required(fields, "identity", where), required(fields, "camera", where), tracklet);
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
