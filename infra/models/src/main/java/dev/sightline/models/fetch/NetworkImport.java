package dev.sightline.models.fetch;

import dev.sightline.models.manifest.Checksum;
import dev.sightline.models.manifest.FetchRecipe;
import dev.sightline.models.manifest.ModelException;
import dev.sightline.models.manifest.ModelManifest;
import dev.sightline.onnx.OnnxException;
import dev.sightline.onnx.file.OnnxFile;
import dev.sightline.onnx.graph.SymbolicBatch;
import dev.sightline.onnx.proto.ModelProto;
import dev.sightline.onnx.tfjs.OutputCut;
import dev.sightline.onnx.tfjs.TfjsImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;

/** Turns a downloaded tarball into the network of one manifest, checking every step's checksum. */
final class NetworkImport {
    private NetworkImport() {}

    /**
     * @param folder an empty folder for what is unpacked
     * @param network where to write the ONNX file
     * @throws ModelException when a file differs from its checksum or cannot be imported
     */
    static void run(ModelManifest manifest, FetchRecipe recipe, Path tarball, Path folder, Path network) {
        Tarball.extract(tarball, new HashSet<>(recipe.files()), folder);
        for (int i = 0; i < recipe.files().size(); i++) {
            if (!recipe.fileSha256().get(i).isEmpty()) {
                Checksum.require(
                        folder.resolve(Tarball.plainName(recipe.files().get(i))),
                        recipe.fileSha256().get(i),
                        "The package " + recipe.npmPackage() + " is not the one that this version knows.");
            }
        }
        convert(
                manifest,
                recipe,
                folder.resolve(Tarball.plainName(recipe.files().get(0))),
                network);
        Checksum.require(
                network,
                manifest.sha256(),
                "The importer made something else than the manifest of '" + manifest.modelId()
                        + "' pins; use the version of Sightline that the manifest was made for.");
    }

    private static void convert(ModelManifest manifest, FetchRecipe recipe, Path main, Path network) {
        try {
            if (recipe.importer().equals("tfjs-graph-model")) {
                OnnxFile.write(
                        TfjsImporter.convert(
                                main,
                                manifest.input().name(),
                                recipe.outputs().stream().map(OutputCut::parse).toList()),
                        network);
            } else if (recipe.batchDynamic()) {
                ModelProto model = OnnxFile.read(main);
                OnnxFile.write(SymbolicBatch.apply(model), network);
            } else {
                Files.copy(main, network);
            }
        } catch (OnnxException e) {
            throw new ModelException("'" + manifest.modelId() + "' cannot be imported: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new ModelException(network + ": cannot be written: " + e, e);
        }
    }
}
