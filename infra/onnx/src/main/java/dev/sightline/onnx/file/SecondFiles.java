package dev.sightline.onnx.file;

import com.google.protobuf.ByteString;
import dev.sightline.onnx.OnnxException;
import dev.sightline.onnx.proto.GraphProto;
import dev.sightline.onnx.proto.ModelProto;
import dev.sightline.onnx.proto.StringStringEntryProto;
import dev.sightline.onnx.proto.TensorProto;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Weights that a network keeps in second files beside it (ONNX: {@code data_location = EXTERNAL}). A model package is one
 * network file with one checksum, so they are taken into the network.
 */
public final class SecondFiles {
    /** Above this a network and its weights do not fit one protobuf file. */
    static final long MAX_BYTES = 1_900L << 20;

    private static final int EXTERNAL = 1;

    private SecondFiles() {}

    /**
     * The same network with all weights inside; the network itself where they are already.
     *
     * @param folder where the network's file lies; second files are looked for in it and nowhere else
     * @throws OnnxException when a second file is missing, too short, too large or lies elsewhere
     */
    public static ModelProto inside(ModelProto model, Path folder) {
        if (model.getGraph().getInitializerList().stream().noneMatch(SecondFiles::outside)) {
            return model;
        }
        GraphProto.Builder graph = model.getGraph().toBuilder();
        long bytes = 0;
        for (int i = 0; i < graph.getInitializerCount(); i++) {
            TensorProto tensor = graph.getInitializer(i);
            if (outside(tensor)) {
                ByteString data = read(tensor, folder, MAX_BYTES - bytes);
                bytes += data.size();
                graph.setInitializer(
                        i,
                        tensor.toBuilder()
                                .clearExternalData()
                                .clearDataLocation()
                                .setRawData(data));
            }
        }
        return model.toBuilder().setGraph(graph).build();
    }

    static boolean outside(TensorProto tensor) {
        return tensor.getDataLocation() == EXTERNAL;
    }

    private static ByteString read(TensorProto tensor, Path folder, long room) {
        Map<String, String> said = tensor.getExternalDataList().stream()
                .collect(Collectors.toMap(
                        StringStringEntryProto::getKey, StringStringEntryProto::getValue, (a, b) -> b));
        Path file = file(tensor, said.getOrDefault("location", ""), folder);
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            long offset = number(tensor, said.getOrDefault("offset", "0"));
            long length = said.containsKey("length") ? number(tensor, said.get("length")) : channel.size() - offset;
            if (length > room) {
                throw new OnnxException(file + ": the weights are larger than " + (MAX_BYTES >> 20)
                        + " MiB, which do not fit one network file; export the network with half-precision weights");
            }
            if (offset < 0 || length < 0 || offset + length > channel.size()) {
                throw new OnnxException(
                        file + ": weights '" + tensor.getName() + "' are said to lie at " + offset + " to "
                                + (offset + length) + ", but the file has " + channel.size()
                                + " bytes; take it from where the network came from again");
            }
            ByteBuffer buffer = ByteBuffer.allocate((int) length);
            channel.position(offset);
            while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
                // Goes on until all is read.
            }
            return ByteString.copyFrom(buffer.flip());
        } catch (IOException e) {
            throw new OnnxException(
                    file + ": the weights of '" + tensor.getName() + "' lie in this second file, which cannot be read ("
                            + e + "); put it beside the network",
                    e);
        }
    }

    private static Path file(TensorProto tensor, String location, Path folder) {
        Path file = folder.resolve(location).normalize();
        if (location.isEmpty()
                || !file.startsWith(folder.normalize())
                || Path.of(location).isAbsolute()) {
            throw new OnnxException("weights '" + tensor.getName() + "' are said to lie in '" + location
                    + "'; allowed: a file beside the network");
        }
        return file;
    }

    private static long number(TensorProto tensor, String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new OnnxException(
                    "weights '" + tensor.getName() + "' say '" + text + "' where a number of bytes belongs", e);
        }
    }
}
