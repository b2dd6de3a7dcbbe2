package dev.sightline.trainer.pair;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Reads labeled pairs: CSV in UTF-8 with the header {@code left,right,same}, columns in any order. The first two name
 * tracklets or pictures; {@code same} is same, true, yes or 1, or else different, false, no or 0. Empty lines and lines that
 * begin with # are skipped. Fields hold no commas and no quotes.
 */
public final class PairList {
    private static final List<String> COLUMNS = List.of("left", "right", "same");

    private PairList() {}

    /**
     * Reads and checks a list.
     *
     * @throws IOException when it cannot be read
     * @throws IllegalArgumentException naming the file and line of the first mistake
     */
    public static List<LabeledPair> read(Path list, LabelSource source) throws IOException {
        List<String> lines = Files.readAllLines(list, StandardCharsets.UTF_8);
        List<LabeledPair> pairs = new ArrayList<>();
        List<String> header = List.of();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            String where = list + ":" + (i + 1);
            List<String> fields =
                    Arrays.stream(line.split(",", -1)).map(String::strip).toList();
            if (header.isEmpty()) {
                header = header(fields, where);
            } else {
                pairs.add(pair(header, fields, source, where));
            }
        }
        if (pairs.isEmpty()) {
            throw new IllegalArgumentException(
                    list + " lists no pairs; expected a header left,right,same and a line per pair");
        }
        return List.copyOf(pairs);
    }

    private static List<String> header(List<String> fields, String where) {
        if (fields.size() != COLUMNS.size() || !fields.containsAll(COLUMNS)) {
            throw new IllegalArgumentException(
                    where + ": the header is '" + String.join(",", fields) + "'; allowed: left,right,same");
        }
        return fields;
    }

    private static LabeledPair pair(List<String> header, List<String> fields, LabelSource source, String where) {
        if (fields.size() != header.size()) {
            throw new IllegalArgumentException(where + ": " + fields.size() + " fields where the header has "
                    + header.size() + " (" + String.join(",", header) + "); fields hold no commas");
        }
        try {
            return new LabeledPair(
                    fields.get(header.indexOf("left")),
                    fields.get(header.indexOf("right")),
                    same(fields.get(header.indexOf("same"))),
                    source);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(where + ": " + e.getMessage(), e);
        }
    }

    private static boolean same(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "same", "true", "yes", "1" -> true;
            case "different", "false", "no", "0" -> false;
            default ->
                throw new IllegalArgumentException(
                        "same is '" + text + "'; allowed: same, true, yes, 1, different, false, no, 0");
        };
    }
}
