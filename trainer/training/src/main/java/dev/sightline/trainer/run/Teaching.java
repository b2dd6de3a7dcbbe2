package dev.sightline.trainer.run;

import dev.sightline.trainer.augment.InputTensors;
import dev.sightline.trainer.batch.Lesson;
import dev.sightline.trainer.graph.TorchGraph;
import dev.sightline.trainer.snapshot.Crop;
import dev.sightline.trainer.start.Start;
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
final class Teaching implements Supplier<Tensor> {
    private final List<Start.Teacher> teachers;
    private final List<Crop> crops;
    private final Device device;
    /** A row per crop from each teacher. */
    private final List<List<float[]>> answers = new ArrayList<>();

    private int[] lesson = {};

    Teaching(List<Start.Teacher> teachers, List<Crop> crops, Device device) {
        this.teachers = teachers;
        this.crops = crops;
        this.device = device;
    }

    /** Asks the teachers about all crops; takes as long as describing them twice for each. */
    void ask(TrainingListener listener) throws IOException {
        for (Start.Teacher teacher : teachers) {
            listener.asking(teacher.modelId(), crops.size());
            try (PointerScope scope = new PointerScope();
                    TorchGraph graph = TorchGraph.load(teacher.model(), device)) {
                answers.add(new Descriptions(new InputTensors(teacher.input()), device).withMirrorImages(graph, crops));
            }
        }
    }

    /** From now on {@link #get} tells about the crops of this lesson. */
    void turnTo(Lesson next) {
        lesson = next.crops();
    }

    /** @return [crops of the lesson, numbers of all teachers] on the trainee's device */
    @Override
    public Tensor get() {
        int width = answers.stream().mapToInt(rows -> rows.get(0).length).sum();
        float[] values = new float[lesson.length * width];
        int at = 0;
        for (int crop : lesson) {
            for (List<float[]> rows : answers) {
                float[] row = rows.get(crop);
                System.arraycopy(row, 0, values, at, row.length);
                at += row.length;
            }
        }
        Tensor tensor = Tensor.create(values, lesson.length, width);
        return device.is_cpu() ? tensor : tensor.to(device, tensor.scalar_type());
    }
}
