package dev.sightline.models.manifest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sightline.contracts.calibration.Calibration;
import dev.sightline.contracts.calibration.ScoreDistribution;
import dev.sightline.contracts.calibration.SiteCurve;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Turns a manifest into a JSON tree with a fixed key order, so that equal manifests make equal files. */
final class ManifestWriter {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private ManifestWriter() {}

    /** Everything in one tree. */
    static ObjectNode tree(ModelManifest manifest) {
        ObjectNode root = begun(manifest);
        root.set("calibrations", calibrations(manifest));
        if (!manifest.siteCurves().isEmpty()) {
            root.set("siteCurves", siteCurves(manifest));
        }
        return ended(root, manifest);
    }

    /** The tree of {@code model.json} whose curves lie in a file beside it. */
    static ObjectNode tree(ModelManifest manifest, String file, String sha256) {
        ObjectNode root = begun(manifest);
        root.putObject("calibration").put("file", file).put("sha256", sha256);
        return ended(root, manifest);
    }

    /** The tree of the file beside it. */
    static ObjectNode curves(ModelManifest manifest) {
        ObjectNode root = JSON.objectNode();
        root.put("model", manifest.modelId());
        root.set("calibrations", calibrations(manifest));
        root.set("siteCurves", siteCurves(manifest));
        return root;
    }

    private static ArrayNode calibrations(ModelManifest manifest) {
        ArrayNode calibrations = JSON.arrayNode();
        manifest.calibrations().forEach(c -> calibrations.add(calibration(c)));
        return calibrations;
    }

    private static ArrayNode siteCurves(ModelManifest manifest) {
        ArrayNode curves = JSON.arrayNode();
        for (SiteCurve curve : manifest.siteCurves()) {
            ObjectNode node = JSON.objectNode();
            node.put("site", curve.site());
            node.put("pairs", curve.pairs().label());
            node.setAll(calibration(curve.calibration()));
            curves.add(node);
        }
        return curves;
    }

    private static ObjectNode begun(ModelManifest manifest) {
        ObjectNode root = JSON.objectNode();
        root.put("task", manifest.task().label());
        root.put("id", manifest.id());
        root.put("version", manifest.version());
        root.put("file", manifest.file());
        root.put("sha256", manifest.sha256());
        root.set("input", input(manifest.input()));
        ObjectNode decoder = root.putObject("decoder");
        decoder.put("name", manifest.decoder());
        decoder.set("options", texts(manifest.decoderOptions()));
        root.put("dimension", manifest.dimension());
        return root;
    }

    private static ObjectNode ended(ObjectNode root, ModelManifest manifest) {
        root.set("lineage", texts(manifest.lineage()));
        root.put("licence", manifest.license());
        root.put("source", manifest.source());
        manifest.fetch().ifPresent(f -> root.set("fetch", fetch(f)));
        return root;
    }

    private static ObjectNode input(InputSpec input) {
        ObjectNode node = JSON.objectNode();
        node.put("name", input.name());
        node.put("layout", input.layout().name());
        node.put("width", input.width());
        node.put("height", input.height());
        node.put("strideMultiple", input.strideMultiple());
        node.put("colour", input.color().label());
        node.set("mean", floats(input.mean()));
        node.set("scale", floats(input.scale()));
        node.put("resize", input.resize().label());
        node.put("pad", input.pad());
        return node;
    }

    private static ObjectNode calibration(Calibration calibration) {
        ObjectNode node = JSON.objectNode();
        node.put("comparison", calibration.comparison().label());
        node.put("dataset", calibration.dataset());
        node.put("datasetSha256", calibration.datasetSha256());
        node.put("identities", calibration.identities());
        node.set("genuine", scores(calibration.genuine()));
        node.set("impostor", scores(calibration.impostor()));
        ArrayNode thresholds = node.putArray("thresholds");
        calibration
                .usualThresholds()
                .forEach((rate, threshold) -> thresholds
                        .addObject()
                        .put("fmr", rate)
                        .put("cosine", threshold.cosine())
                        .put("fnmr", calibration.fnmr(threshold.cosine())));
        return node;
    }

    private static ObjectNode scores(ScoreDistribution distribution) {
        ObjectNode node = JSON.objectNode();
        node.put("count", distribution.count());
        node.set("scores", doubles(distribution.scores()));
        node.set("atLeast", doubles(distribution.atLeast()));
        return node;
    }

    private static ObjectNode fetch(FetchRecipe recipe) {
        ObjectNode node = JSON.objectNode();
        node.put("npmPackage", recipe.npmPackage());
        node.put("tarballSha256", recipe.tarballSha256());
        ArrayNode files = node.putArray("files");
        for (int i = 0; i < recipe.files().size(); i++) {
            files.addObject()
                    .put("path", recipe.files().get(i))
                    .put("sha256", recipe.fileSha256().get(i));
        }
        node.put("importer", recipe.importer());
        ArrayNode outputs = node.putArray("outputs");
        recipe.outputs().forEach(outputs::add);
        node.put("batchDynamic", recipe.batchDynamic());
        return node;
    }

    private static ObjectNode texts(Map<String, String> map) {
        ObjectNode node = JSON.objectNode();
        new TreeMap<>(map).forEach(node::put);
        return node;
    }

    private static ArrayNode floats(List<Float> values) {
        ArrayNode node = JSON.arrayNode();
        values.forEach(node::add);
        return node;
    }

    private static ArrayNode doubles(double[] values) {
        ArrayNode node = JSON.arrayNode();
        for (double value : values) {
            node.add(value);
        }
        return node;
    }
}
