package dev.sightline.app.evaluate;

import dev.sightline.app.run.ModelFolders;
import dev.sightline.app.run.SettingsOptions;
import dev.sightline.app.settings.SightlineSettings;
import dev.sightline.contracts.calibration.Calibration;
import dev.sightline.platform.models.ManifestJson;
import dev.sightline.platform.models.ModelManifest;
import dev.sightline.trainer.calibrate.CalibrationPolicy;
import dev.sightline.trainer.calibrate.CalibrationTable;
import dev.sightline.trainer.calibrate.Calibrator;
import dev.sightline.trainer.labelled.LabelledDescriptor;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
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
            "error rates. Single crops and tracklets are calibrated apart."
        },
        footer = {
            "",
            "Example (list.csv has the columns path,identity,camera and optionally tracklet):",
            "  sightline calibrate --images list.csv --model person-colour-strip --write model.json"
        },
        mixinStandardHelpOptions = true)
public final class CalibrateCommand implements Callable<Integer> {
    @Mixin
    private SettingsOptions options;

    @Option(
            names = "--images",
            required = true,
            paramLabel = "LIST",
            description = "CSV: path,identity,camera[,tracklet].")
    private Path images;

    @Option(names = "--model", required = true, paramLabel = "MODEL", description = "Model id or package folder.")
    private String model;

    @Option(names = "--aligned", description = "Faces in the list are aligned already.")
    private boolean aligned;

    @Option(names = "--dataset", paramLabel = "NAME", description = "Name of the data, kept in the calibration.")
    private @Nullable String dataset;

    @Option(
            names = "--write",
            paramLabel = "FILE",
            description = "Write the model's manifest with the calibrations to this file.")
    private @Nullable Path write;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        SightlineSettings settings = options.load();
        List<LabelledDescriptor> crops = new CropDescribing(settings, model, aligned)
                .describe(images, spec.commandLine().getErr());
        String name = dataset != null ? dataset : String.valueOf(images.getFileName());
        List<Calibration> calibrations = new Calibrator(CalibrationPolicy.defaults()).calibrate(name, crops);
        PrintWriter out = spec.commandLine().getOut();
        calibrations.forEach(c -> out.println(CalibrationTable.text(c)));
        out.flush();
        if (write != null) {
            ModelManifest manifest =
                    ModelFolders.catalogue(settings).verify(model).manifest();
            for (Calibration calibration : calibrations) {
                manifest = manifest.withCalibration(calibration);
            }
            ManifestJson.write(manifest, write);
            out.println("Wrote " + write);
        }
        return 0;
    }
}
