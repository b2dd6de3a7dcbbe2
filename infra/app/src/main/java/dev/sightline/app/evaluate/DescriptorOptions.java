package dev.sightline.app.evaluate;

import dev.sightline.app.run.ModelStorage;
import dev.sightline.app.run.SettingsOptions;
import dev.sightline.app.terminal.Outcome;
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

    List<LabeledDescriptor> describe(Outcome outcome) throws IOException {
        return describe(crops.read(outcome.problems()), outcome);
    }

    List<LabeledDescriptor> describe(List<LabeledCrop> labeled, Outcome outcome) throws IOException {
        return describe(model, labeled, outcome);
    }

    /** By another model than the one named. */
    List<LabeledDescriptor> describe(String other, List<LabeledCrop> labeled, Outcome outcome) throws IOException {
        return new CropDescribing(settings.load(), other, crops.aligned()).describe(labeled, outcome);
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
