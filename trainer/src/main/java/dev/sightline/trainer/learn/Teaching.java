package dev.sightline.trainer.learn;

import dev.sightline.trainer.augment.InputTensors;
import dev.sightline.trainer.dataset.Crop;
import dev.sightline.trainer.graph.TorchGraph;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Tensor;

/**
 * What teachers make of the training crops, asked once before the run: for each teacher the mean of the crop's and its
 * mirror image's descriptor, at length 1, all teachers side by side, so that a cosine between two rows is the mean of the
 * teachers' cosines. Crops are shown to teachers as they are, to the trainee varied. One thread.
 */
final class Teaching implements Supplier<Tensor> {
    private final List<float[]> rows;
    private final Device device;
    private int[] crops = {};

    private Teaching(List<float[]> rows, Device device) {
        this.rows = rows;
        this.device = device;
    }

    /** Without teachers there is nothing to get, and nobody asks. */
    static Teaching by(List<Start.Teacher> teachers, List<Crop> crops, Device device, TrainingListener listener)
            throws IOException {
        List<List<float[]>> all = new ArrayList<>();
        for (Start.Teacher teacher : teachers) {
            listener.asking(teacher.modelId(), crops.size());
            all.add(taught(teacher, crops, device));
        }
        List<float[]> rows = new ArrayList<>();
        for (int i = 0; !all.isEmpty() && i < crops.size(); i++) {
            int place = i;
            rows.add(beside(all.stream().map(own -> own.get(place)).toList()));
        }
        return new Teaching(rows, device);
    }

    private static List<float[]> taught(Start.Teacher teacher, List<Crop> crops, Device device) throws IOException {
        Descriptions descriptions = new Descriptions(new InputTensors(teacher.input()), device);
        try (PointerScope scope = new PointerScope();
                TorchGraph graph = TorchGraph.load(teacher.model(), device)) {
            List<float[]> rows = descriptions.raw(graph, crops);
            List<float[]> mirrored = descriptions.raw(graph, crops, true);
            for (int i = 0; i < rows.size(); i++) {
                add(unit(rows.get(i)), unit(mirrored.get(i)));
                unit(rows.get(i));
            }
            return rows;
        }
    }

    private static void add(float[] to, float[] values) {
        for (int i = 0; i < to.length; i++) {
            to[i] += values[i];
        }
    }

    /** Brings a row to length 1 in place; zeros stay zeros. */
    private static float[] unit(float[] row) {
        double square = 0;
        for (float value : row) {
            square += (double) value * value;
        }
        float length = (float) Math.sqrt(square);
        for (int i = 0; length > 0 && i < row.length; i++) {
            row[i] /= length;
        }
        return row;
    }

    private static float[] beside(List<float[]> parts) {
        float[] row = new float[parts.stream().mapToInt(part -> part.length).sum()];
        int at = 0;
        for (float[] part : parts) {
            System.arraycopy(part, 0, row, at, part.length);
            at += part.length;
        }
        return row;
    }

    /** From now on {@link #get} tells about the crops of this lesson. */
    void turnTo(Lesson lesson) {
        crops = lesson.crops();
    }

    /** @return [crops of the lesson, numbers of all teachers] on the trainee's device */
    @Override
    public Tensor get() {
        int width = rows.get(0).length;
        float[] values = new float[crops.length * width];
        for (int i = 0; i < crops.length; i++) {
            System.arraycopy(rows.get(crops[i]), 0, values, i * width, width);
        }
        Tensor tensor = Tensor.create(values, crops.length, width);
        return device.is_cpu() ? tensor : tensor.to(device, tensor.scalar_type());
    }
}
