package dev.sightline.embedder.words;

import dev.sightline.contracts.calibration.AnswerOdds;
import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.embedder.network.Network;
import dev.sightline.embedder.network.NetworkSettings;
import dev.sightline.embedder.network.Outputs;
import dev.sightline.models.manifest.ModelManifest;
import dev.sightline.models.manifest.ModelPackage;
import dev.sightline.models.manifest.ModelTask;
import dev.sightline.platform.problem.UserError;
import java.util.Optional;

/**
 * Turns sentences into {@link WordQuery queries}: the text tower, then the trained network of a package with the decoder
 * {@value #DECODER}. Safe for several threads; the owner closes it.
 */
public final class WordEncoder implements AutoCloseable {
    /** The decoder of its packages. */
    public static final String DECODER = "word-query";

    private final TextTower tower;
    private final Network network;
    private final ModelManifest manifest;

    private WordEncoder(TextTower tower, Network network, ModelManifest manifest) {
        this.tower = tower;
        this.network = network;
        this.manifest = manifest;
    }

    /**
     * Loads a package.
     *
     * @throws UserError when it is not for words, or for another text tower
     */
    public static WordEncoder open(ModelPackage words, NetworkSettings settings) {
        ModelManifest manifest = words.manifest();
        requireWords(manifest);
        TextTower text = TextTower.open();
        try {
            return new WordEncoder(text, Network.open(words.network(), settings), manifest);
        } catch (RuntimeException e) {
            text.close();
            throw e;
        }
    }

    private static void requireWords(ModelManifest manifest) {
        if (manifest.task() != ModelTask.IMAGE_TEXT || !manifest.decoder().equals(DECODER)) {
            throw new UserError("model " + manifest.modelId() + " is for "
                    + manifest.task().label() + " (decoder '" + manifest.decoder()
                    + "'); a search by words needs a package for image-text, such as person-words");
        }
        String tower = option(manifest, "tower");
        if (!tower.equals(TextTower.NAME) || !option(manifest, "towerSha256").equals(TextTower.SHA256)) {
            throw new UserError("model " + manifest.modelId() + " was trained behind another text network (" + tower
                    + ") than the one that is here (" + TextTower.NAME
                    + "); train it again with 'sightline words train'");
        }
    }

    /**
     * The model id of the person descriptors that a package is for, without loading it.
     *
     * @throws UserError when it is not for words, or for another text tower
     */
    public static String descriptor(ModelManifest words) {
        requireWords(words);
        return option(words, "descriptor");
    }

    /** Whether the queries of a package can say what their answers are worth. */
    public static boolean isCalibrated(ModelManifest words) {
        return isCalibrated(words, "");
    }

    private static boolean isCalibrated(ModelManifest words, String prefix) {
        return words.decoderOptions().containsKey(prefix + "slope")
                && words.decoderOptions().containsKey(prefix + "offset");
    }

    private static String option(ModelManifest manifest, String key) {
        String value = manifest.decoderOptions().get(key);
        if (value == null) {
            throw new UserError("model " + manifest.modelId() + ": decoder.options has no '" + key
                    + "'; take the model.json that 'sightline words train' wrote");
        }
        return value;
    }

    /** The model id of the package. */
    public String modelId() {
        return manifest.modelId();
    }

    /** The model id of the person descriptors that its queries are compared with. */
    public String descriptor() {
        return option(manifest, "descriptor");
    }

    /**
     * The query that a sentence is.
     *
     * @throws UserError when it is no description of a person: empty, too long, not English, or of something else
     */
    public WordQuery query(String text) {
        String checked = PersonWords.checked(text);
        float[] features = tower.features(checked);
        return network.use(lane -> {
            long[] shape = {1, features.length};
            lane.input(shape).put(0, features);
            Outputs outputs = lane.run(shape);
            return new WordQuery(
                    checked,
                    UnitVector.normalize(descriptor(), outputs.get("direction").of(0), 1),
                    outputs.get("center").of(0)[0],
                    outputs.get("spread").of(0)[0],
                    odds(""),
                    number("present"));
        });
    }

    /** What standing out means for a class: that somebody has what a few words say. Empty where nothing was known of that. */
    public Optional<AnswerOdds> fits() {
        return odds("fits-");
    }

    private Optional<AnswerOdds> odds(String prefix) {
        return isCalibrated(manifest, prefix)
                ? Optional.of(new AnswerOdds(number(prefix + "slope"), number(prefix + "offset")))
                : Optional.empty();
    }

    private double number(String key) {
        String value = option(manifest, key);
        try {
            return Double.parseDouble(value);
        } catch (NumberFormatException e) {
            throw new UserError(
                    "model " + manifest.modelId() + ": decoder.options." + key + " is '" + value
                            + "'; expected a number",
                    e);
        }
    }

    @Override
    @SuppressWarnings("try") // The resources are only closed.
    public void close() {
        try (TextTower first = tower;
                Network second = network) {
            // Both are closed, in reverse order.
        }
    }
}
