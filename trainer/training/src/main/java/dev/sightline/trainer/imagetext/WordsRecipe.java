package dev.sightline.trainer.imagetext;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sightline.platform.text.YamlFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/**
 * What a run that learns words does. A file says only how it differs from {@value #PRESET}.
 *
 * @param seed of everything drawn; member i of the ensemble draws with seed + i
 * @param members networks trained apart, whose directions are added
 * @param epochs times that about every caption is seen
 * @param rate of AdamW, falling to 0 along half a cosine after 50 steps of rise
 * @param imageRate the projection's rate, as a share of {@code rate}
 * @param weightDecay of the text side's weights
 * @param batchPeople people of a batch
 * @param textsPerPerson captions of one person in a batch
 * @param smoothing share of probability that each row leaves to all
 * @param textDropout and {@code imageDropout}: shares of numbers set to 0 while it learns
 * @param phrases sentences made of the tags of each tagged person; 0 for none
 * @param phraseWeight what a batch of them counts beside a batch of captions
 * @param phraseMatches {@code person}: a phrase belongs to the person it was made for; {@code tags}: to all of the batch who
 *     have the tags it says
 * @param folds people are cut into so many parts for the calibration, each scored by a network that has not seen it
 * @param present probability, before looking, that the one described is there
 */
public record WordsRecipe(
        long seed,
        int members,
        int epochs,
        double rate,
        double imageRate,
        double weightDecay,
        int batchPeople,
        int textsPerPerson,
        double smoothing,
        double textDropout,
        double imageDropout,
        int phrases,
        double phraseWeight,
        String phraseMatches,
        int folds,
        double present) {
    /** The recipe that comes with the trainer. */
    public static final String PRESET = "person-words";

    private static final String RESOURCE = "/dev/sightline/trainer/recipes/person-words.yaml";
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    public WordsRecipe {
        within("members", members, 1, 8);
        within("epochs", epochs, 1, 10_000);
        within("rate", rate, 1e-7, 1);
        within("image-rate", imageRate, 0, 10);
        within("weight-decay", weightDecay, 0, 10);
        within("batch-people", batchPeople, 4, 4_096);
        within("texts-per-person", textsPerPerson, 1, 16);
        within("smoothing", smoothing, 0, .9);
        within("text-dropout", textDropout, 0, .9);
        within("image-dropout", imageDropout, 0, .9);
        within("phrases", phrases, 0, 1_000);
        within("phrase-weight", phraseWeight, 0, 100);
        within("folds", folds, 2, 20);
        within("present", present, .01, .99);
        if (!phraseMatches.equals("person") && !phraseMatches.equals("tags")) {
            throw new IllegalArgumentException("phrase-matches is '" + phraseMatches + "'; allowed: person, tags");
        }
    }

    private static void within(String key, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            throw new IllegalArgumentException(key + " is " + value + "; allowed: " + least + " to " + most);
        }
    }

    /**
     * A recipe by name or file, with values changed.
     *
     * @throws IOException when the file cannot be read
     * @throws IllegalArgumentException naming recipe, key, value and what is allowed
     */
    public static WordsRecipe read(String nameOrFile, Map<String, String> changes) throws IOException {
        Map<String, Object> tree = preset();
        TreeSet<String> known = new TreeSet<>(tree.keySet());
        try {
            if (!nameOrFile.equals(PRESET)) {
                tree.putAll(own(nameOrFile));
            }
            changes.forEach((key, value) -> tree.put(key, Objects.requireNonNullElse(YamlFile.value(key, value), "")));
            tree.keySet().stream()
                    .filter(key -> !known.contains(key))
                    .findFirst()
                    .ifPresent(key -> {
                        throw new IllegalArgumentException(
                                "there is no key '" + key + "'; allowed: " + String.join(", ", known));
                    });
            return MAPPER.convertValue(tree, WordsRecipe.class);
        } catch (IllegalArgumentException e) {
            String reason = e.getCause() == null ? e.getMessage() : e.getCause().getMessage();
            throw new IllegalArgumentException(
                    "recipe '" + nameOrFile + "': "
                            + String.valueOf(reason).lines().findFirst().orElse(""),
                    e);
        }
    }

    private static Map<String, Object> own(String file) throws IOException {
        if (!Files.isRegularFile(Path.of(file))) {
            throw new IllegalArgumentException("no file " + file + "; give a file, or " + PRESET);
        }
        return YamlFile.map(Path.of(file));
    }

    private static Map<String, Object> preset() throws IOException {
        try (InputStream in = WordsRecipe.class.getResourceAsStream(RESOURCE)) {
            String yaml = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            return new LinkedHashMap<>(YamlFile.map(PRESET, yaml));
        }
    }

    /** As YAML that {@link #read} takes back. */
    public String yaml() {
        StringBuilder yaml = new StringBuilder();
        MAPPER.valueToTree(this)
                .properties()
                .forEach(p -> yaml.append(p.getKey())
                        .append(": ")
                        .append(p.getValue().asText())
                        .append('\n'));
        return yaml.toString();
    }
}
