package dev.sightline.app.evaluate;

import dev.sightline.app.run.ModelStorage;
import dev.sightline.app.run.SettingsOptions;
import dev.sightline.app.settings.SightlineSettings;
import dev.sightline.app.terminal.Terminal;
import dev.sightline.contracts.calibration.Calibration;
import dev.sightline.models.manifest.ManifestJson;
import dev.sightline.models.manifest.ModelManifest;
import dev.sightline.trainer.calibrate.CalibrationPolicy;
import dev.sightline.trainer.calibrate.CalibrationTable;
import dev.sightline.trainer.calibrate.Calibrator;
import dev.sightline.trainer.labeled.LabeledDescriptor;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sightline calibrate}: what a model's scores mean, measured on labelled crops. */
@Command(
        name = "calibrate",
        description = {
            "Measure genuine and impostor scores of a descriptor on labelled crops, so that thresholds can be set as",
            "error rates. Single crops and tracklets are calibrated apart. Thresholds are kept for false match rates of",
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
            names = "--write",
            paramLabel = "FILE",
            description = "Write the model's manifest with the calibrations to this file.")
    private @Nullable Path write;

    @Option(names = "--store", description = "Put the calibrations into the model's own package.")
    private boolean store;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        SightlineSettings settings = options.load();
        Terminal terminal = Terminal.of(spec);
        Optional<Path> own =
                store ? Optional.of(PackageFolder.of(settings, model).resolve(ManifestJson.FILE)) : Optional.empty();
        List<LabeledDescriptor> crops =
                new CropDescribing(settings, model, data.aligned()).describe(data.read(terminal), terminal);
        Calibrator calibrator = new Calibrator(CalibrationPolicy.defaults());
        List<Calibration> calibrations = calibrator.calibrate(dataset != null ? dataset : data.name(), crops);
        PrintWriter out = spec.commandLine().getOut();
        for (Calibration calibration : calibrations) {
            out.print(CalibrationTable.text(calibration));
            calibrator.cameraEffect(calibration, crops).ifPresent(effect -> out.print(effect.text()));
            out.println();
        }
        out.flush();
        ModelManifest manifest = ModelStorage.catalog(settings).verify(model).manifest();
        for (Calibration calibration : calibrations) {
            manifest = manifest.withCalibration(calibration);
        }
        write(manifest, own);
        write(manifest, Optional.ofNullable(write));
        return 0;
    }

    private void write(ModelManifest manifest, Optional<Path> file) {
        if (file.isPresent()) {
            ManifestJson.write(manifest, file.get());
            spec.commandLine().getOut().println("Wrote " + file.get());
            spec.commandLine().getOut().flush();
        }
    }
}
