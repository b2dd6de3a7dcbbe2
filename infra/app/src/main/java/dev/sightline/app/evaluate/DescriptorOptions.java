package dev.sightline.app.evaluate;

import dev.sightline.app.run.ModelStorage;
import dev.sightline.app.run.SettingsOptions;
import dev.sightline.app.terminal.Outcome;
import dev.sightline.platform.problem.UserError;
import dev.sightline.trainer.evaluate.retrieval.CameraCentering;
import dev.sightline.trainer.labeled.LabeledCrop;
import dev.sightline.trainer.labeled.LabeledDescriptor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which crops, and which model describes them. */
final class DescriptorOptions {
    @Mixin
    private SettingsOptions settings;

    @Mixin
    private CropOptions crops;

    @Option(names = "--model", required = true, paramLabel = "MODEL", description = "Model id or package folder.")
    private String model;

    @Option(
            names = "--center-cameras",
            description = {
                "Take off each descriptor the mean of its camera, the less of it the fewer people the camera saw. No label is",
                "looked at but who makes up one stay. The serving matcher does not do this."
            })
    private boolean centerCameras;

    List<LabeledDescriptor> describe(Outcome outcome) throws IOException {
        return describe(crops.read(outcome.problems()), outcome);
    }

    List<LabeledDescriptor> describe(List<LabeledCrop> labeled, Outcome outcome) throws IOException {
        return describe(model, labeled, outcome);
    }

    /** By another model than the one named. */
    List<LabeledDescriptor> describe(String other, List<LabeledCrop> labeled, Outcome outcome) throws IOException {
        List<LabeledDescriptor> described =
                new CropDescribing(settings.load(), other, crops.aligned()).describe(labeled, outcome);
        return centerCameras ? centered(described) : described;
    }

    private static List<LabeledDescriptor> centered(List<LabeledDescriptor> crops) {
        try {
            return CameraCentering.defaults().center(crops);
        } catch (IllegalArgumentException e) {
            throw new UserError(
                    "--center-cameras leaves nothing to compare: " + e.getMessage()
                            + "; leave it out, or give crops of more people",
                    e);
        }
    }

    CropOptions crops() {
        return crops;
    }

    /** Where the model's package lies. */
    Path packageFolder() {
        return Path.of(ModelStorage.catalog(settings.load()).verify(model).origin());
    }

    String model() {
        return model;
    }
}
