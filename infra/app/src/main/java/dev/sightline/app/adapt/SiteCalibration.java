package dev.sightline.app.adapt;

import dev.sightline.contracts.calibration.Calibration;
import dev.sightline.contracts.calibration.SiteCurve;
import dev.sightline.models.manifest.ManifestJson;
import dev.sightline.models.manifest.ModelManifest;
import dev.sightline.platform.problem.Problem;
import dev.sightline.platform.problem.Problems;
import dev.sightline.trainer.calibrate.CalibrationPolicy;
import dev.sightline.trainer.calibrate.CalibrationReadiness;
import dev.sightline.trainer.calibrate.Calibrator;
import dev.sightline.trainer.labeled.LabeledCrop;
import dev.sightline.trainer.labeled.LabeledDescriptor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What an adapted model's scores mean: measured on the frozen people of its site where there are enough, else on those of
 * old sites who judge.
 */
record SiteCalibration(String site, Problems problems) {

    /** Puts the calibrations into a package; without enough people anywhere it gets none, which is a problem. */
    void store(Path folder, List<LabeledDescriptor> frozen, Map<String, List<LabeledDescriptor>> old) {
        List<LabeledDescriptor> others =
                old.values().stream().flatMap(List::stream).toList();
        Calibrator calibrator = new Calibrator(CalibrationPolicy.defaults());
        List<Calibration> calibrations;
        if (enough(frozen)) {
            calibrations = calibrator.calibrate("frozen people of " + site, frozen);
        } else if (enough(others)) {
            calibrations = calibrator.calibrate("test people of old sites", others);
        } else {
            problems.add(Problem.of(
                    "site " + site,
                    "no-calibration",
                    "neither the frozen people of the site nor those of old sites are enough to calibrate the new model, so"
                            + " it links nobody and cannot serve",
                    "record for longer, or name data of old sites (--old-data)"));
            return;
        }
        Path file = folder.resolve(ManifestJson.FILE);
        ModelManifest manifest = ManifestJson.read(file);
        for (Calibration calibration : calibrations) {
            manifest = manifest.withCalibration(calibration);
        }
        ManifestJson.write(manifest.withSiteCurves(curves(calibrator, frozen, others)), file);
    }

    /** Of this site by its name, so that the matcher can be told to go by it, and of old sites by theirs. */
    private List<SiteCurve> curves(
            Calibrator calibrator, List<LabeledDescriptor> frozen, List<LabeledDescriptor> others) {
        List<SiteCurve> curves =
                new ArrayList<>(calibrator.bySite("old sites", others, CalibrationReadiness.LEAST_PEOPLE));
        List<LabeledDescriptor> here = frozen.stream()
                .map(c -> new LabeledDescriptor(
                        c.source(), site + "/" + c.identity(), c.camera(), c.tracklet(), c.vector()))
                .toList();
        curves.addAll(calibrator.bySite(site, here, CalibrationReadiness.LEAST_PEOPLE));
        return curves;
    }

    private static boolean enough(List<LabeledDescriptor> crops) {
        List<LabeledCrop> listed = crops.stream()
                .map(c -> new LabeledCrop(Path.of(""), c.source(), c.identity(), c.camera(), c.tracklet()))
                .toList();
        return CalibrationReadiness.of(listed, CalibrationReadiness.LEAST_PEOPLE)
                .shortfall()
                .isEmpty();
    }
}
