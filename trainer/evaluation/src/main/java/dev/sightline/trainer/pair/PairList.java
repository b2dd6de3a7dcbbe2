package dev.sightline.trainer.pair;

import dev.sightline.platform.text.TextFormat;
import dev.sightline.platform.text.TextRow;
import dev.sightline.platform.text.TextTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Reads labeled pairs: CSV in UTF-8 with the header {@code left,right,same}, columns in any order. The first two name
 * tracklets or pictures; {@code same} is same, true, yes or 1, or else different, false, no or 0. Empty lines and lines that
 * begin with # are skipped. A field with a comma is written in quotes; other columns are passed over.
 */
public final class PairList {
    private static final String LEFT = "left";
    private static final String RIGHT = "right";
    private static final String SAME = "same";
    private static final TextFormat FORMAT = TextFormat.of("labeled pairs")
            .column(LEFT)
            .column(RIGHT)
            .column(SAME)
            .withComments();

    private PairList() {}

    /**
     * Reads and checks a list.
     *
     * @throws IOException when it cannot be read
     * @throws IllegalArgumentException naming the file and line of the first mistake
     */
    public static List<LabeledPair> read(Path list, LabelSource source) throws IOException {
        List<LabeledPair> pairs = TextTable.read(
                list, FORMAT, row -> new LabeledPair(row.required(LEFT), row.required(RIGHT), same(row), source));
        if (pairs.isEmpty()) {
            throw new IllegalArgumentException(
                    list + " lists no pairs; expected a header left,right,same and a line per pair");
        }
        return pairs;
    }

    private static boolean same(TextRow row) {
        return switch (row.text(SAME).toLowerCase(Locale.ROOT)) {
            case "same", "true", "yes", "1" -> true;
            case "different", "false", "no", "0" -> false;
            default -> throw row.refused(SAME, "same, true, yes, 1, different, false, no, 0");
        };
    }
}
