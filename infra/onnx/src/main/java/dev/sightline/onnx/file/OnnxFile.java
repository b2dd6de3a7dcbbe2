package dev.sightline.onnx.file;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.sightline.onnx.OnnxException;
import dev.sightline.onnx.proto.ModelProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Reads and writes {@code .onnx} files. A file that is read and written unchanged comes back byte for byte (proven on
 * the models this project uses), and equal models make equal files, so a checksum can be pinned on an imported network.
 * Weights in files beside the {@code .onnx} are not read. Stateless, any thread.
 */
public final class OnnxFile {
    private OnnxFile() {}

    /** @throws OnnxException when the file is missing or holds no ONNX graph */
    public static ModelProto read(Path file) {
        try {
            return parse(Files.readAllBytes(file), file.toString());
        } catch (NoSuchFileException e) {
            throw new OnnxException(file + ": no such file", e);
        } catch (IOException e) {
            throw new OnnxException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * @param name what messages call the bytes
     * @throws OnnxException when they hold no ONNX graph
     */
    public static ModelProto parse(byte[] bytes, String name) {
        ModelProto model;
        try {
            model = ModelProto.parseFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
            throw new OnnxException(name + ": is no ONNX file: " + e.getMessage(), e);
        }
        if (!model.hasGraph() || model.getGraph().getNodeCount() == 0) {
            throw new OnnxException(name + ": is no ONNX file: it has no graph");
        }
        return model;
    }

    /** @throws OnnxException when the file cannot be written */
    public static void write(ModelProto model, Path file) {
        try {
            Files.write(file, model.toByteArray());
        } catch (IOException e) {
            throw new OnnxException(file + ": cannot be written: " + e.getMessage(), e);
        }
    }
}
