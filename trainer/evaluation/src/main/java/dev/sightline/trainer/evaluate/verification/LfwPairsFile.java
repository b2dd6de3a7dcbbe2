package dev.sightline.trainer.evaluate.verification;

import dev.sightline.platform.text.TextFormat;
import dev.sightline.platform.text.TextRow;
import dev.sightline.platform.text.TextTable;
import dev.sightline.trainer.evaluate.verification.LfwPairs.Pair;
import dev.sightline.trainer.labeled.LabeledDescriptor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Reads the pairs of the ten-fold protocol: CSV with the header {@code left,right,same} (paths as in the list of crops;
 * same is 1 or 0), folds one after another; or {@code pairs.txt} of Labeled Faces in the Wild, whose line
 * {@code Name 1 4} means {@code Name/Name_0001} and {@code Name/Name_0004}, and {@code A 1 B 2} a pair of two people.
 */
public final class LfwPairsFile {
    private static final TextFormat CSV =
            TextFormat.of("pairs").column("left").column("right").column("same").withComments();
    private static final TextFormat LFW = TextFormat.of("pairs of Labeled Faces in the Wild")
            .column("name")
            .optional("second")
            .optional("third")
            .optional("fourth")
            .betweenBlanks()
            .withComments();
    private static final String COUNT = "\\d{1,9}";
    private static final int PICTURES = 99_999_999;

    private final Map<String, LabeledDescriptor> crops = new HashMap<>();

    private LfwPairsFile(List<LabeledDescriptor> crops) {
        for (LabeledDescriptor crop : crops) {
            this.crops.put(crop.source(), crop);
            this.crops.putIfAbsent(lfwName(crop.source()), crop);
        }
    }

    /** Folder and file name without extension. */
    private static String lfwName(String path) {
        Path parsed = Path.of(path);
        String name = String.valueOf(parsed.getFileName()).replaceFirst("\\.[^.]*$", "");
        Path folder = parsed.getParent();
        return (folder == null ? "" : folder.getFileName() + "/") + name;
    }

    /**
     * Reads the pairs.
     *
     * @param crops described crops, among which all of the file must be
     * @throws IllegalArgumentException naming file and line of the first mistake
     */
    public static LfwPairs read(Path file, List<LabeledDescriptor> crops) throws IOException {
        LfwPairsFile reader = new LfwPairsFile(crops);
        return new LfwPairs(isLfw(file) ? reader.lfw(file) : TextTable.read(file, CSV, reader::ofCsv));
    }

    /** LFW's file begins with how many folds and pairs it has. */
    private static boolean isLfw(Path file) throws IOException {
        try (TextTable table = TextTable.open(file, LFW)) {
            return table.next()
                    .filter(row -> row.size() <= 2)
                    .filter(row -> row.text("name").matches(COUNT)
                            && (!row.says("second") || row.text("second").matches(COUNT)))
                    .isPresent();
        }
    }

    private List<Pair> lfw(Path file) throws IOException {
        List<Pair> pairs = new ArrayList<>();
        AtomicBoolean first = new AtomicBoolean(true);
        TextTable.forEach(file, LFW, row -> {
            if (!first.getAndSet(false)) {
                pairs.add(ofLfw(row));
            }
        });
        return pairs;
    }

    private Pair ofCsv(TextRow row) {
        boolean same = row.whole("same", 0, 1) == 1;
        return new Pair(crop(row.required("left")), crop(row.required("right")), same);
    }

    private Pair ofLfw(TextRow row) {
        String person = row.text("name");
        return switch (row.size()) {
            case 3 -> new Pair(crop(name(person, row, "second")), crop(name(person, row, "third")), true);
            case 4 -> new Pair(crop(name(person, row, "second")), crop(name(row.text("third"), row, "fourth")), false);
            default ->
                throw new IllegalArgumentException(
                        "has " + row.size() + " fields; allowed: 'Name 1 4' or 'NameA 1 NameB 2'");
        };
    }

    private static String name(String person, TextRow row, String column) {
        return String.format(Locale.ROOT, "%s/%s_%04d", person, person, row.whole(column, 0, PICTURES));
    }

    private LabeledDescriptor crop(String name) {
        LabeledDescriptor crop = crops.get(name);
        if (crop == null) {
            throw new IllegalArgumentException("names '" + name
                    + "', which is not among the crops described; add it to the list of"
                    + " pictures, or say --aligned when no face was found in it");
        }
        return crop;
    }
}
