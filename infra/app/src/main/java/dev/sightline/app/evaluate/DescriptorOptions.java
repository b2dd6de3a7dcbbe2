package dev.sightline.app.evaluate;

import dev.sightline.app.run.SettingsOptions;
import dev.sightline.trainer.labelled.LabelledCrop;
import dev.sightline.trainer.labelled.LabelledDescriptor;
import java.io.IOException;
import java.io.PrintWriter;
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

    List<LabelledDescriptor> describe(PrintWriter terminal) throws IOException {
        return describe(crops.read(terminal), terminal);
    }

    List<LabelledDescriptor> describe(List<LabelledCrop> labelled, PrintWriter terminal) throws IOException {
        return new CropDescribing(settings.load(), model, crops.aligned()).describe(labelled, terminal);
    }

    CropOptions crops() {
        return crops;
    }

    String model() {
        return model;
    }
}
