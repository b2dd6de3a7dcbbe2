package dev.sightline.models.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sightline.contracts.calibration.Calibration;
import dev.sightline.contracts.calibration.Comparison;
import dev.sightline.contracts.calibration.ScoreDistribution;
import dev.sightline.contracts.calibration.SiteCurve;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads what scores mean, from the file beside a manifest or, as earlier versions wrote it, from the manifest. */
final class CurveReader {
    private static final String[] KEYS = {
        "comparison", "dataset", "datasetSha256", "identities", "genuine", "impostor", "thresholds"
    };
    private static final String[] SITE_KEYS = {
        "site", "pairs", "comparison", "dataset", "datasetSha256", "identities", "genuine", "impostor", "thresholds"
    };
    private static final String SHA256 = "[0-9a-f]{64}";
    private static final double THRESHOLD_TOLERANCE = 1e-6;

    private CurveReader() {}

    /**
     * What the file beside a manifest holds.
     *
     * @param calibrations over all sites
     * @param siteCurves of single sites
     */
    record Curves(List<Calibration> calibrations, List<SiteCurve> siteCurves) {}

    /** The file as a whole. */
    static Curves read(String file, JsonNode root) {
        JsonFields top = JsonFields.of(file, "", root, "model", "calibrations", "siteCurves");
        return new Curves(calibrations(top), siteCurves(top));
    }

    /** The curves over all sites, one a comparison; none where the key is missing. */
    static List<Calibration> calibrations(JsonFields top) {
        if (!top.has("calibrations")) {
            return List.of();
        }
        List<Calibration> read = new ArrayList<>();
        Set<Comparison> seen = new HashSet<>();
        for (JsonFields one : top.objects("calibrations", KEYS)) {
            Calibration calibration = calibration(one);
            if (!seen.add(calibration.comparison())) {
                throw one.bad(new IllegalArgumentException("a second calibration for '"
                        + calibration.comparison().label() + "'; keep one for each comparison"));
            }
            read.add(calibration);
        }
        return read;
    }

    /** The curves of single sites; none where the key is missing. */
    static List<SiteCurve> siteCurves(JsonFields top) {
        if (!top.has("siteCurves")) {
            return List.of();
        }
        List<SiteCurve> read = new ArrayList<>();
        for (JsonFields one : top.objects("siteCurves", SITE_KEYS)) {
            SiteCurve curve = new SiteCurve(
                    one.text("site", ".*\\S.*", "the name of a site"),
                    one.oneOf("pairs", SiteCurve.Pairs.values(), SiteCurve.Pairs::label),
                    calibration(one));
            if (read.stream().anyMatch(curve::replaces)) {
                throw one.bad(new IllegalArgumentException("a second curve for site '" + curve.site() + "', "
                        + curve.pairs().label() + ", "
                        + curve.calibration().comparison().label() + "; keep one"));
            }
            read.add(curve);
        }
        return read;
    }

    private static Calibration calibration(JsonFields one) {
        Calibration calibration = new Calibration(
                one.oneOf("comparison", Comparison.values(), Comparison::label),
                one.text("dataset"),
                one.text("datasetSha256", SHA256, "64 lower-case hex digits"),
                one.integer("identities", 1, Integer.MAX_VALUE),
                scores(one, "genuine"),
                scores(one, "impostor"));
        if (one.has("thresholds")) {
            checkThresholds(one, calibration);
        }
        return calibration;
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
}
