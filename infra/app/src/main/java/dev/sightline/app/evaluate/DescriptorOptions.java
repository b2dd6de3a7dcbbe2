package dev.sightline.app.evaluate;

import dev.sightline.app.run.SettingsOptions;
import dev.sightline.trainer.labelled.LabelledDescriptor;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which crops, and which model describes them. */
final class DescriptorOptions {
    @Mixin
    private SettingsOptions settings;

    @Option(
            names = "--images",
            required = true,
            paramLabel = "LIST",
            description = "CSV with the columns path,identity,camera and optionally tracklet.")
    private Path images;

    @Option(names = "--model", required = true, paramLabel = "MODEL", description = "Model id or package folder.")
    private String model;

    @Option(names = "--aligned", description = "Faces in the list are aligned already.")
    private boolean aligned;

    List<LabelledDescriptor> describe(PrintWriter terminal) throws IOException {
        return new CropDescribing(settings.load(), model, aligned).describe(images, terminal);
    }
}
