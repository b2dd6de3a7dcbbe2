package dev.sightline.trainer.split;

import dev.sightline.trainer.pair.Constraints.Apart;
import dev.sightline.trainer.split.LabelErrorSearch.SuspectedLabelError;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
    private static final int LEFT = 2;
    private static final int RIGHT = 3;

    private LabelErrorList() {}

    /** @throws IOException when the file cannot be written */
    public static void write(List<SuspectedLabelError> suspects, Path file) throws IOException {
        try (BufferedWriter lines = Files.newBufferedWriter(file)) {
            lines.write(HEADER + "\n");
            for (SuspectedLabelError suspect : suspects) {
                lines.write(String.format(
                        Locale.ROOT,
                        "%s,%s,%s,%s,%.4f,%.4f%n",
                        suspect.first().path(),
                        suspect.second().path(),
                        suspect.first().identity(),
                        suspect.second().identity(),
                        suspect.squaredDistance(),
                        suspect.hardestSame()));
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
        List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        if (lines.isEmpty() || !lines.get(0).strip().equals(HEADER)) {
            throw new IllegalArgumentException(file + ":1: expected the header " + HEADER);
        }
        Set<Apart> pairs = new TreeSet<>();
        for (int i = 1; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                pairs.add(pair(line.split(",", -1), file + ":" + (i + 1)));
            }
        }
        return pairs;
    }

    private static Apart pair(String[] fields, String where) {
        int wanted = HEADER.split(",").length;
        if (fields.length != wanted || fields[LEFT].equals(fields[RIGHT])) {
            throw new IllegalArgumentException(
                    where + ": expected " + wanted + " fields of two different people: " + HEADER);
        }
        return Apart.of(fields[LEFT], fields[RIGHT]);
    }
}
