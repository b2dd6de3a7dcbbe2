package dev.sightline.models.manifest;

import dev.sightline.contracts.calibration.Calibration;
import dev.sightline.contracts.calibration.Comparison;
import dev.sightline.contracts.calibration.SiteCurve;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Everything a reader of a model would otherwise guess, read from {@code model.json}.
 *
 * @param task what the network does
 * @param id name of the model, stable over versions
 * @param version grows with every change of weights or recipe
 * @param file the network's file beside the manifest; empty for built-in code that needs none
 * @param sha256 of that file, hex; empty when {@code file} is
 * @param input how pictures become tensors
 * @param decoder name of the output decoder, such as {@code centernet}
 * @param decoderOptions the decoder's own settings (thresholds, output names, strides), all textual
 * @param dimension descriptor length; 0 for tasks without descriptors
 * @param calibrations what the scores mean, at most one per comparison
 * @param lineage where the weights came from: parent, dataset, seed, recipe, gate report
 * @param license of the weights
 * @param source where they come from, for people
 * @param fetch how to get the network by package name; empty when it lies in the package already
 * @param siteCurves what the scores mean at single sites, at most one per site, comparison and kind of pairs
 */
public record ModelManifest(
        ModelTask task,
        String id,
        String version,
        String file,
        String sha256,
        InputSpec input,
        String decoder,
        Map<String, String> decoderOptions,
        int dimension,
        List<Calibration> calibrations,
        Map<String, String> lineage,
        String license,
        String source,
        Optional<FetchRecipe> fetch,
        List<SiteCurve> siteCurves) {

    public ModelManifest {
        Objects.requireNonNull(task);
        Objects.requireNonNull(input);
        Objects.requireNonNull(fetch);
        decoderOptions = Map.copyOf(decoderOptions);
        calibrations = List.copyOf(calibrations);
        lineage = Map.copyOf(lineage);
        siteCurves = List.copyOf(siteCurves);
    }

    /** A model without curves of single sites. */
    public ModelManifest(
            ModelTask task,
            String id,
            String version,
            String file,
            String sha256,
            InputSpec input,
            String decoder,
            Map<String, String> decoderOptions,
            int dimension,
            List<Calibration> calibrations,
            Map<String, String> lineage,
            String license,
            String source,
            Optional<FetchRecipe> fetch) {
        this(
                task,
                id,
                version,
                file,
                sha256,
                input,
                decoder,
                decoderOptions,
                dimension,
                calibrations,
                lineage,
                license,
                source,
                fetch,
                List.of());
    }

    /** What a descriptor carries so that no other model's is compared with it: {@code id@version}. */
    public String modelId() {
        return id + "@" + version;
    }

    /** The calibration for a kind of comparison. */
    public Optional<Calibration> calibration(Comparison comparison) {
        return calibrations.stream().filter(c -> c.comparison() == comparison).findFirst();
    }

    /** The same model with {@code calibration} in place of any other for its comparison. */
    public ModelManifest withCalibration(Calibration calibration) {
        List<Calibration> changed = new ArrayList<>(calibrations);
        changed.removeIf(c -> c.comparison() == calibration.comparison());
        changed.add(calibration);
        changed.sort(Comparator.comparing(Calibration::comparison));
        return with(sha256, changed, lineage, siteCurves);
    }

    /** The same model with its network's checksum pinned. */
    public ModelManifest withSha256(String pinned) {
        return with(pinned, calibrations, lineage, siteCurves);
    }

    /** The same model with one more fact about where its weights came from. */
    public ModelManifest withLineage(String key, String value) {
        Map<String, String> changed = new HashMap<>(lineage);
        changed.put(key, value);
        return with(sha256, calibrations, changed, siteCurves);
    }

    /** The same model with these curves in place of those they replace. */
    public ModelManifest withSiteCurves(List<SiteCurve> curves) {
        List<SiteCurve> changed = new ArrayList<>(siteCurves);
        changed.removeIf(c -> curves.stream().anyMatch(n -> n.replaces(c)));
        changed.addAll(curves);
        changed.sort(Comparator.comparing((SiteCurve c) -> c.calibration().comparison())
                .thenComparing(SiteCurve::pairs)
                .thenComparing(SiteCurve::site));
        return with(sha256, calibrations, lineage, changed);
    }

    /** The same model but for what may change once it is packaged. */
    private ModelManifest with(
            String pinned, List<Calibration> curves, Map<String, String> facts, List<SiteCurve> curvesOfSites) {
        return new ModelManifest(
                task,
                id,
                version,
                file,
                pinned,
                input,
                decoder,
                decoderOptions,
                dimension,
                curves,
                facts,
                license,
                source,
                fetch,
                curvesOfSites);
    }
}
