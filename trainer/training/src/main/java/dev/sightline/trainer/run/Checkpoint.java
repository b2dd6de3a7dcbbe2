package dev.sightline.trainer.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * A training run's state in one file: notes as JSON, then named tensors as they lie in memory, then a checksum. A new
 * checkpoint takes the old one's place only when it is whole and on the disk, so a kill or a full disk at any moment
 * leaves one that can be resumed.
 */
final class Checkpoint {
    private static final int MAGIC = 0x534c434b;
    private static final int VERSION = 1;
    private static final ObjectMapper JSON = new ObjectMapper();

    private Checkpoint() {}

    /** @throws IOException naming the file, when it cannot be written; what was there before is still there */
    static void write(Path file, ObjectNode notes, Map<String, Tensor> tensors) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try {
            try (FileChannel channel = FileChannel.open(
                    fresh, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
                CheckedOutputStream checked = new CheckedOutputStream(
                        new BufferedOutputStream(Channels.newOutputStream(channel)), new CRC32());
                DataOutputStream out = new DataOutputStream(checked);
                write(out, notes, tensors);
                out.writeLong(checked.getChecksum().getValue());
                out.flush();
                channel.force(true);
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            Files.deleteIfExists(fresh);
            throw new IOException(
                    "checkpoint " + file + " cannot be written: " + e.getMessage()
                            + "; the one before it is kept; free some space and resume the run",
                    e);
        }
    }

    private static void write(DataOutputStream out, ObjectNode notes, Map<String, Tensor> tensors) throws IOException {
        out.writeInt(MAGIC);
        out.writeInt(VERSION);
        byte[] json = JSON.writeValueAsBytes(notes);
        out.writeInt(json.length);
        out.write(json);
        out.writeInt(tensors.size());
        for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
            try (PointerScope scope = new PointerScope()) {
                Tensor plain = entry.getValue().detach().cpu().contiguous();
                out.writeUTF(entry.getKey());
                out.writeBoolean(plain.scalar_type().intern() == ScalarType.Long);
                out.writeInt((int) plain.dim());
                for (int axis = 0; axis < plain.dim(); axis++) {
                    out.writeLong(plain.size(axis));
                }
                byte[] bytes = new byte[(int) plain.nbytes()];
                new BytePointer(plain.data_ptr()).get(bytes);
                out.write(bytes);
            }
        }
    }

    /**
     * What was saved; the tensors lie in the caller's pointer scope.
     *
     * @throws IOException when the file cannot be read or was damaged
     */
    static Saved read(Path file) throws IOException {
        try (CheckedInputStream checked =
                new CheckedInputStream(new BufferedInputStream(Files.newInputStream(file)), new CRC32())) {
            DataInputStream in = new DataInputStream(checked);
            if (in.readInt() != MAGIC || in.readInt() != VERSION) {
                throw new IOException("it is no checkpoint of this version");
            }
            ObjectNode notes = notes(in.readNBytes(in.readInt()));
            Map<String, Tensor> tensors = new LinkedHashMap<>();
            int count = in.readInt();
            for (int i = 0; i < count; i++) {
                tensors.put(in.readUTF(), tensor(in));
            }
            long sum = checked.getChecksum().getValue();
            if (sum != in.readLong()) {
                throw new IOException("its checksum does not fit");
            }
            return new Saved(notes, tensors);
        } catch (IOException e) {
            throw new IOException("checkpoint " + file + " cannot be read: " + e + "; remove it to start afresh", e);
        }
    }

    private static ObjectNode notes(byte[] json) throws IOException {
        try {
            return (ObjectNode) JSON.readTree(json);
        } catch (JsonProcessingException | ClassCastException e) {
            throw new IOException("its notes are damaged", e);
        }
    }

    private static Tensor tensor(DataInputStream in) throws IOException {
        boolean whole = in.readBoolean();
        long[] shape = new long[in.readInt()];
        long count = 1;
        for (int axis = 0; axis < shape.length; axis++) {
            shape[axis] = in.readLong();
            count *= shape[axis];
        }
        byte[] bytes = in.readNBytes(Math.toIntExact(count * (whole ? Long.BYTES : Float.BYTES)));
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
        if (whole) {
            long[] values = new long[(int) count];
            buffer.asLongBuffer().get(values);
            return Tensor.create(values, shape);
        }
        float[] values = new float[(int) count];
        buffer.asFloatBuffer().get(values);
        return Tensor.create(values, shape);
    }

    /**
     * @param notes what is no tensor: epoch, best score, recipe
     * @param tensors by name
     */
    record Saved(ObjectNode notes, Map<String, Tensor> tensors) {}
}
