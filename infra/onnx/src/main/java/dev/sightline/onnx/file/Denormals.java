package dev.sightline.onnx.file;

import dev.sightline.onnx.OnnxException;
import dev.sightline.onnx.proto.GraphProto;
import dev.sightline.onnx.proto.ModelProto;
import dev.sightline.onnx.proto.TensorProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Weights nearer to 0 than the smallest normal float, 1.2e-38. Weight decay leaves them in channels that died. They change no
 * output that a float can show, and many processors take a hundred times as long over each product with one: a few hundred of
 * them in 200,000 weights made a public network four times as slow. Stateless, any thread.
 */
public final class Denormals {
    /** Larger files are left alone: they would be held in memory twice, and their time goes elsewhere. */
    private static final long LARGEST = 256L << 20;

    private Denormals() {}

    /** The network with zeros in their place; the very same where there are none. Weights in other files are not looked at. */
    public static ModelProto flush(ModelProto model) {
        GraphProto.Builder graph = null;
        for (int i = 0; i < model.getGraph().getInitializerCount(); i++) {
            TensorProto weight = model.getGraph().getInitializer(i);
            if (weight.getDataType() != Tensors.FLOAT || SecondFiles.outside(weight)) {
                continue;
            }
            float[] values = Tensors.floats(weight);
            if (flush(values)) {
                graph = graph == null ? model.getGraph().toBuilder() : graph;
                graph.setInitializer(
                        i,
                        Tensors.floats(
                                weight.getName(),
                                weight.getDimsList().stream()
                                        .mapToLong(Long::longValue)
                                        .toArray(),
                                values));
            }
        }
        return graph == null ? model : model.toBuilder().setGraph(graph).build();
    }

    /**
     * A file's bytes with zeros in their place; empty where there is nothing to change, where the file is too large or keeps weights
     * in files beside it, and where it is no network, of which its reader will say more.
     */
    public static Optional<byte[]> flushed(Path file) {
        try {
            if (Files.size(file) > LARGEST) {
                return Optional.empty();
            }
            ModelProto model = OnnxFile.read(file);
            boolean alone = model.getGraph().getInitializerList().stream().noneMatch(SecondFiles::outside);
            ModelProto flushed = alone ? flush(model) : model;
            return flushed == model ? Optional.empty() : Optional.of(flushed.toByteArray());
        } catch (IOException | OnnxException e) {
            return Optional.empty();
        }
    }

    private static boolean flush(float[] values) {
        boolean any = false;
        for (int i = 0; i < values.length; i++) {
            if (values[i] != 0 && Math.abs(values[i]) < Float.MIN_NORMAL) {
                values[i] = 0;
                any = true;
            }
        }
        return any;
    }
}
