package dev.sightline.trainer.split;

import dev.sightline.platform.text.TextFormat;
import dev.sightline.platform.text.TextRow;
import dev.sightline.platform.text.TextTable;
import dev.sightline.trainer.pair.Constraints.Apart;
import dev.sightline.trainer.split.LabelErrorSearch.SuspectedLabelError;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * Suspects as CSV in UTF-8, one pair of people a line with their two closest pictures, for a person to look through:
 * what is left in the list when it is read back stays in doubt. Lines that begin with # are skipped.
 */
public final class LabelErrorList {
    private static final String HEADER = "left,right,left_identity,right_identity,squared_distance,hardest_same";
    private static final String LEFT = "left_identity";
    private static final String RIGHT = "right_identity";
    private static final TextFormat FORMAT =
            TextFormat.of("suspected label errors").column(LEFT).column(RIGHT).withComments();

    private LabelErrorList() {}

    /** @throws IOException when the file cannot be written */
    public static void write(List<SuspectedLabelError> suspects, Path file) throws IOException {
        try (BufferedWriter lines = Files.newBufferedWriter(file)) {
            lines.write(HEADER + "\n");
            for (SuspectedLabelError suspect : suspects) {
                lines.write(TextTable.line(
                                suspect.first().path(),
                                suspect.second().path(),
                                suspect.first().identity(),
                                suspect.second().identity(),
                                String.format(Locale.ROOT, "%.4f", suspect.squaredDistance()),
                                String.format(Locale.ROOT, "%.4f", suspect.hardestSame()))
                        + "\n");
            }
        }
    }

    /**
     * The pairs of people that a list holds.
     *
     * @throws IOException when it cannot be read
     * @throws IllegalArgumentException naming the file and line of the first mistake
     */
    public static Set<Apart> read(Path file) throws IOException {
        return new TreeSet<>(TextTable.read(file, FORMAT, LabelErrorList::pair));
    }

    private static Apart pair(TextRow row) {
        if (row.required(LEFT).equals(row.required(RIGHT))) {
            throw row.refused(RIGHT, "another person than " + LEFT);
        }
        return Apart.of(row.text(LEFT), row.text(RIGHT));
    }
}
