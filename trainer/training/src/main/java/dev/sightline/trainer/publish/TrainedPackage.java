package dev.sightline.trainer.publish;

import dev.sightline.contracts.calibration.Calibration;
import dev.sightline.models.manifest.Checksum;
import dev.sightline.models.manifest.InputSpec;
import dev.sightline.models.manifest.ManifestJson;
import dev.sightline.models.manifest.ModelManifest;
import dev.sightline.models.manifest.ModelTask;
import dev.sightline.onnx.file.OnnxFile;
import dev.sightline.onnx.proto.ModelProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A trained network as a model package: {@code model.json}, the network, {@code card.md}.
 *
 * @param id of the model
 * @param version of it; a descriptor carries both
 * @param task what it describes
 * @param model the network
 * @param input how crops are laid into it
 * @param dimension numbers in a descriptor
 */
public record TrainedPackage(
        String id, String version, ModelTask task, ModelProto model, InputSpec input, int dimension) {

    /** The name of the network's file. */
    public String file() {
        return id + ".onnx";
    }

    /**
     * Writes the package, over one that was there.
     *
     * @param calibrations what its scores mean; may be empty
     * @param lineage where it comes from
     * @param card for people, Markdown
     * @return its manifest, the checksum filled in
     * @throws IOException when the folder cannot be written
     */
    public ModelManifest write(
            Path folder, List<Calibration> calibrations, Map<String, String> lineage, Terms terms, String card)
            throws IOException {
        Files.createDirectories(folder);
        Path network = folder.resolve(file());
        OnnxFile.write(model, network);
        ModelManifest manifest = new ModelManifest(
                task,
                id,
                version,
                file(),
                Checksum.of(network),
                input,
                "descriptor",
                Map.of("output", output()),
                dimension,
                calibrations,
                lineage,
                terms.license(),
                terms.source(),
                Optional.empty());
        ManifestJson.write(manifest, folder.resolve(ManifestJson.FILE));
        Files.writeString(folder.resolve("card.md"), card);
        return manifest;
    }

    private String output() {
        List<String> names =
                model.getGraph().getOutputList().stream().map(o -> o.getName()).toList();
        return names.contains("descriptor") ? "descriptor" : names.get(0);
    }

    /**
     * What may be done with it.
     *
     * @param license of the weights
     * @param source where they come from, for people
     */
    public record Terms(String license, String source) {}
}
