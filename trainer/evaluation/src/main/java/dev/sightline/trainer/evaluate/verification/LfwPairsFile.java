package dev.sightline.trainer.evaluate.verification;

import dev.sightline.trainer.evaluate.verification.LfwPairs.Pair;
import dev.sightline.trainer.labeled.LabeledDescriptor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the pairs of the ten-fold protocol: CSV with the header {@code left,right,same} (paths as in the list of crops;
 * same is 1 or 0), folds one after another; or {@code pairs.txt} of Labeled Faces in the Wild, whose line
 * {@code Name 1 4} means {@code Name/Name_0001} and {@code Name/Name_0004}, and {@code A 1 B 2} a pair of two people.
 */
public final class LfwPairsFile {
    private static final List<String> HEADER = List.of("left", "right", "same");

    private final Path file;
    private final Map<String, LabeledDescriptor> crops = new HashMap<>();

    private LfwPairsFile(Path file, List<LabeledDescriptor> crops) {
        this.file = file;
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
        return new LfwPairsFile(file, crops).pairs(Files.readAllLines(file, StandardCharsets.UTF_8));
    }

    private LfwPairs pairs(List<String> lines) {
        List<Pair> pairs = new ArrayList<>();
        Boolean csv = null;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            if (csv == null) {
                csv = csv(line, i + 1);
                continue;
            }
            pairs.add(csv ? ofCsv(line.split(",", -1), i + 1) : ofLfw(line.split("\\s+"), i + 1));
        }
        return new LfwPairs(pairs);
    }

    private boolean csv(String first, int line) {
        if (List.of(first.split("\\s*,\\s*")).equals(HEADER)) {
            return true;
        }
        if (first.matches("\\d+(\\s+\\d+)?")) {
            return false;
        }
        throw bad(
                line,
                "begins with '" + first + "'; allowed: the header left,right,same, or the first line of LFW's"
                        + " pairs.txt, such as '10 300'");
    }

    private Pair ofCsv(String[] fields, int line) {
        if (fields.length != HEADER.size() || !fields[2].strip().matches("[01]")) {
            throw bad(line, "is no pair; allowed: left,right,same with same 1 or 0");
        }
        return pair(fields[0].strip(), fields[1].strip(), fields[2].strip().equals("1"), line);
    }

    private Pair ofLfw(String[] fields, int line) {
        try {
            if (fields.length == 3) {
                return pair(name(fields[0], fields[1]), name(fields[0], fields[2]), true, line);
            }
            if (fields.length == 4) {
                return pair(name(fields[0], fields[1]), name(fields[2], fields[3]), false, line);
            }
        } catch (NumberFormatException e) {
            throw bad(line, "has no picture number where one belongs");
        }
        throw bad(line, "has " + fields.length + " fields; allowed: 'Name 1 4' or 'NameA 1 NameB 2'");
    }

    private static String name(String person, String number) {
        return String.format("%s/%s_%04d", person, person, Integer.parseInt(number));
    }

    private Pair pair(String left, String right, boolean same, int line) {
        return new Pair(crop(left, line), crop(right, line), same);
    }

    private LabeledDescriptor crop(String name, int line) {
        LabeledDescriptor crop = crops.get(name);
        if (crop == null) {
            throw bad(
                    line,
                    "names '" + name + "', which is not among the crops described; add it to the list of"
                            + " pictures, or say --aligned when no face was found in it");
        }
        return crop;
    }

    private IllegalArgumentException bad(int line, String what) {
        return new IllegalArgumentException(file + ":" + line + ": " + what);
    }
}
