package dev.sightline.app.evaluate;

import dev.sightline.app.run.ModelStorage;
import dev.sightline.app.run.SettingsOptions;
import dev.sightline.app.settings.SightlineSettings;
import dev.sightline.app.terminal.JsonOption;
import dev.sightline.app.terminal.Outcome;
import dev.sightline.app.terminal.Table;
import dev.sightline.contracts.calibration.Calibration;
import dev.sightline.contracts.calibration.SiteCurve;
import dev.sightline.models.manifest.ManifestJson;
import dev.sightline.models.manifest.ModelManifest;
import dev.sightline.platform.problem.UserError;
import dev.sightline.trainer.calibrate.CalibrationPolicy;
import dev.sightline.trainer.calibrate.CalibrationReadiness;
import dev.sightline.trainer.calibrate.CalibrationTable;
import dev.sightline.trainer.calibrate.Calibrator;
import dev.sightline.trainer.calibrate.SpreadTable;
import dev.sightline.trainer.labeled.LabeledCrop;
import dev.sightline.trainer.labeled.LabeledDescriptor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sightline calibrate}: what a model's scores mean, measured on labeled crops. */
@Command(
        name = "calibrate",
        description = {
            "Measure genuine and impostor scores of a descriptor on labeled crops, so that thresholds can be set as",
            "error rates. Single crops and tracklets are calibrated apart, over all sites and at each site by itself. The",
            "curves lie in calibration.json beside the manifest. Thresholds are kept for false match rates of",
            "1e-2 to 1e-5, as far as the pairs are enough to show them."
        },
        footer = {
            "",
            "Examples (list.csv has the columns path,identity,camera and optionally tracklet):",
            "  sightline calibrate --images list.csv --model person-colour-strip --write model.json",
            "  sightline calibrate --data site=crops --model my-model-folder --store"
        },
        mixinStandardHelpOptions = true)
public final class CalibrateCommand implements Callable<Integer> {
    @Mixin
    private SettingsOptions options;

    @Mixin
    private CropOptions data;

    @Option(names = "--model", required = true, paramLabel = "MODEL", description = "Model id or package folder.")
    private String model;

    @Option(names = "--dataset", paramLabel = "NAME", description = "Name of the data, kept in the calibration.")
    private @Nullable String dataset;

    @Option(
            names = "--least-people",
            paramLabel = "N",
            description = "Refuse to calibrate on fewer people seen by two cameras (${DEFAULT-VALUE}).")
    private int leastPeople = CalibrationReadiness.LEAST_PEOPLE;

    @Option(
            names = "--add",
            description = "Keep the model's curves over all sites, and add those of these sites alone.")
    private boolean add;

    @Option(
            names = "--write",
            paramLabel = "FILE",
            description = "Write the model's manifest with the calibrations to this file.")
    private @Nullable Path write;

    @Option(names = "--store", description = "Put the calibrations into the model's own package.")
    private boolean store;

    @Mixin
    private JsonOption json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        SightlineSettings settings = options.load();
        Outcome outcome = Outcome.of(spec, json);
        Optional<Path> own =
                store ? Optional.of(PackageFolder.of(settings, model).resolve(ManifestJson.FILE)) : Optional.empty();
        List<LabeledCrop> listed = data.read(outcome.problems());
        requireEnough(listed);
        List<LabeledDescriptor> crops = new CropDescribing(settings, model, data.aligned()).describe(listed, outcome);
        Calibrator calibrator = new Calibrator(CalibrationPolicy.defaults());
        List<Calibration> calibrations = calibrator.calibrate(dataset != null ? dataset : data.name(), crops);
        for (Calibration calibration : calibrations) {
            outcome.text(CalibrationTable.text(calibration));
            calibrator.cameraEffect(calibration, crops).ifPresent(effect -> outcome.text(effect.text()));
        }
        outcome.field("calibrations", table(calibrations).objects());
        ModelManifest before = ModelStorage.catalog(settings).verify(model).manifest();
        ModelManifest manifest =
                before.withSiteCurves(calibrator.bySite(dataset != null ? dataset : data.name(), crops, leastPeople));
        for (Calibration calibration : calibrations) {
            manifest = add && before.calibration(calibration.comparison()).isPresent()
                    ? manifest
                    : manifest.withCalibration(calibration);
        }
        outcome.text(SpreadTable.text(manifest.siteCurves()));
        outcome.field("spread", spread(manifest.siteCurves()).objects());
        write(manifest, own, outcome);
        write(manifest, Optional.ofNullable(write), outcome);
        return outcome.end();
    }

    private void requireEnough(List<LabeledCrop> crops) {
        CalibrationReadiness readiness = CalibrationReadiness.of(crops, leastPeople);
        readiness.shortfall().ifPresent(why -> {
            throw new UserError(why + ". Fewer do not show how often strangers are taken for one person: add people, or"
                    + " calibrate all the same with --least-people " + Math.max(2, readiness.foundAgain()));
        });
    }

    private static Table table(List<Calibration> calibrations) {
        Table table = new Table("comparison", "dataset", "fmr", "squared distance");
        for (Calibration calibration : calibrations) {
            calibration
                    .usualThresholds()
                    .forEach((fmr, threshold) -> table.row(
                            calibration
                                    .comparison()
                                    .name()
                                    .toLowerCase(Locale.ROOT)
                                    .replace('_', '-'),
                            calibration.dataset(),
                            fmr,
                            threshold.squaredDistance()));
        }
        return table;
    }

    private static Table spread(List<SiteCurve> curves) {
        Table table = new Table("site", "pairs", "comparison", "fmr", "cosine", "fnmr");
        for (SiteCurve curve : curves) {
            Calibration calibration = curve.calibration();
            calibration
                    .usualThresholds()
                    .forEach((fmr, threshold) -> table.row(
                            curve.site(),
                            curve.pairs().label(),
                            calibration.comparison().label(),
                            fmr,
                            threshold.cosine(),
                            calibration.fnmr(threshold.cosine())));
        }
        return table;
    }

    private static void write(ModelManifest manifest, Optional<Path> file, Outcome outcome) {
        if (file.isPresent()) {
            ManifestJson.write(manifest, file.get());
            outcome.say("The calibrations are in " + file.get() + ".");
        }
    }
}
