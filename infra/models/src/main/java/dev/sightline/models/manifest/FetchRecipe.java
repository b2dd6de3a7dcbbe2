package dev.sightline.models.manifest;

import java.util.List;

/**
 * How a network is got by package name: download the npm package, check the tarball, take the files, check them,
 * turn them into ONNX.
 *
 * @param npmPackage package name and exact version, such as {@code @vladmandic/human@3.3.6}
 * @param tarballSha256 hex
 * @param files paths inside the package that the importer reads, the main file first
 * @param fileSha256 hex, one per file; empty string where only the tarball is pinned
 * @param importer {@code tfjs-graph-model} or {@code onnx}
 * @param outputs tfjs: names of the graph nodes to cut at and the output names to give them, {@code node=output}
 * @param batchDynamic make the batch axis symbolic
 */
public record FetchRecipe(
        String npmPackage,
        String tarballSha256,
        List<String> files,
        List<String> fileSha256,
        String importer,
        List<String> outputs,
        boolean batchDynamic) {

    public FetchRecipe {
        files = List.copyOf(files);
        fileSha256 = List.copyOf(fileSha256);
        outputs = List.copyOf(outputs);
        if (files.isEmpty() || files.size() != fileSha256.size()) {
            throw new IllegalArgumentException("a fetch recipe needs at least one file and one checksum (or \"\") for"
                    + " each; got files " + files + ", checksums " + fileSha256);
        }
        for (String output : outputs) {
            if (!output.matches("[^=]+=[^=]+")) {
                throw new IllegalArgumentException("output '" + output + "' must have the form node=output");
            }
        }
    }
}
