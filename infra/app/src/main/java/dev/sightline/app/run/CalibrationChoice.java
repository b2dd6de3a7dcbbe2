package dev.sightline.app.run;

import dev.sightline.contracts.calibration.Calibration;
import dev.sightline.contracts.calibration.CalibrationSpread;
import dev.sightline.contracts.calibration.SiteCurve;
import dev.sightline.models.manifest.ModelManifest;
import dev.sightline.platform.problem.UserError;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** {@code matcher.calibration}: which of the curves of a model its scores are read by. */
sealed interface CalibrationChoice {

    /** Over all sites it was calibrated on. */
    record Pooled() implements CalibrationChoice {}

    /** At every score the worst of these sites: for a site of which nothing is known. */
    record Cautious() implements CalibrationChoice {}

    /**
     * One site.
     *
     * @param name of the site
     */
    record Site(String name) implements CalibrationChoice {}

    static CalibrationChoice parse(String text) {
        return switch (text) {
            case "pooled" -> new Pooled();
            case "cautious" -> new Cautious();
            default -> new Site(text);
        };
    }

    /**
     * The calibrations of a model. A comparison that the site was not calibrated for keeps the pooled curve.
     *
     * @param strict whether a site that the model has no curve of is a mistake; otherwise the cautious end stands in
     * @throws UserError when strict, naming the sites there are
     */
    default List<Calibration> of(ModelManifest model, boolean strict) {
        if (this instanceof Site site && strict && !model.calibrations().isEmpty()) {
            requireKnown(site.name(), model);
        }
        List<Calibration> chosen = new ArrayList<>();
        for (Calibration pooled : model.calibrations()) {
            chosen.add(of(model.siteCurves(), pooled));
        }
        return chosen;
    }

    private Calibration of(List<SiteCurve> curves, Calibration pooled) {
        CalibrationSpread spread = CalibrationSpread.of(curves, pooled.comparison(), SiteCurve.Pairs.TWO_CAMERAS);
        if (this instanceof Pooled) {
            return pooled;
        }
        Optional<Calibration> own = this instanceof Site site
                ? spread.curves().stream()
                        .filter(c -> c.site().equals(site.name()))
                        .map(SiteCurve::calibration)
                        .findFirst()
                : Optional.empty();
        return own.orElseGet(() -> spread.cautious(pooled));
    }

    private static void requireKnown(String site, ModelManifest model) {
        List<String> sites = model.siteCurves().stream()
                .map(SiteCurve::site)
                .distinct()
                .sorted()
                .toList();
        // Curves of faces and of bodies need not be of the same sites.
        if (!sites.isEmpty() && !sites.contains(site)) {
            throw new UserError("matcher.calibration is '" + site + "', but " + model.modelId()
                    + " was not calibrated there; allowed: pooled, cautious, "
                    + sites.stream().collect(Collectors.joining(", ")));
        }
    }
}
