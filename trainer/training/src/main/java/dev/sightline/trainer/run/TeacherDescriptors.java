package dev.sightline.trainer.run;

import dev.sightline.trainer.augment.InputTensors;
import dev.sightline.trainer.graph.TorchGraph;
import dev.sightline.trainer.sample.LabeledBatch;
import dev.sightline.trainer.snapshot.Crop;
import dev.sightline.trainer.start.StartingNetwork;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Tensor;

/**
 * What teachers make of the training crops, asked once before a run learns: for each teacher the mean of the crop's and its
 * mirror image's descriptor, at length 1, all teachers side by side, so that a cosine between two rows is the mean of the
 * teachers' cosines. Crops are shown to teachers as they are, to the trainee varied. One thread.
 */
final class TeacherDescriptors implements Supplier<Tensor> {
    private final List<StartingNetwork.Teacher> teachers;
    private final List<Crop> crops;
    private final Device device;
    /** A row per crop from each teacher. */
    private final List<List<float[]>> answers = new ArrayList<>();

    private int[] rows = {};

    TeacherDescriptors(List<StartingNetwork.Teacher> teachers, List<Crop> crops, Device device) {
        this.teachers = teachers;
        this.crops = crops;
        this.device = device;
    }

    /** Asks the teachers about all crops; takes as long as describing them twice for each. */
    void ask(TrainingListener listener) throws IOException {
        for (StartingNetwork.Teacher teacher : teachers) {
            listener.asking(teacher.modelId(), crops.size());
            try (PointerScope scope = new PointerScope();
                    TorchGraph graph = TorchGraph.load(teacher.model(), device)) {
                answers.add(
                        new CropDescriber(new InputTensors(teacher.input()), device).withMirrorImages(graph, crops));
            }
        }
    }

    /** From now on {@link #get} answers for the crops of this batch. */
    void turnTo(LabeledBatch next) {
        rows = next.crops();
    }

    /** @return [crops of the batch, numbers of all teachers] on the trainee's device */
    @Override
    public Tensor get() {
        int width = answers.stream().mapToInt(rows -> rows.get(0).length).sum();
        float[] values = new float[rows.length * width];
        int at = 0;
        for (int crop : rows) {
            for (List<float[]> rows : answers) {
                float[] row = rows.get(crop);
                System.arraycopy(row, 0, values, at, row.length);
                at += row.length;
            }
        }
        Tensor tensor = Tensor.create(values, rows.length, width);
        return device.is_cpu() ? tensor : tensor.to(device, tensor.scalar_type());
    }
}
