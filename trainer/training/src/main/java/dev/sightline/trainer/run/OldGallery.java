package dev.sightline.trainer.run;

import dev.sightline.trainer.augment.Canvas;
import dev.sightline.trainer.augment.InputTensors;
import dev.sightline.trainer.snapshot.Crop;
import dev.sightline.trainer.split.TrainingSet;
import dev.sightline.trainer.teach.RuntimeTeacher;
import dev.sightline.trainer.teach.Teacher;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;

/** What an old model makes of the people who train, as it stands in galleries: the mean of each one's descriptors. Stateless. */
final class OldGallery {
    private static final int BATCH = 64;

    private OldGallery() {}

    /**
     * One row of length 1 for each label, in order.
     *
     * @throws IOException naming the picture that cannot be read
     * @throws dev.sightline.onnx.OnnxException when the old model cannot be asked
     */
    static List<float[]> people(Teacher old, TrainingSet data, TrainingListener listener) throws IOException {
        List<Crop> crops = data.crops();
        List<float[]> people = new ArrayList<>();
        InputTensors canvases = new InputTensors(Canvas.spec(List.of(old.input())));
        try (RuntimeTeacher model = RuntimeTeacher.open(old)) {
            listener.asking(old.modelId(), crops.size());
            for (int i = 0; i < data.identities().size(); i++) {
                people.add(new float[model.dimension()]);
            }
            for (int from = 0; from < crops.size(); from += BATCH) {
                List<Crop> batch = crops.subList(from, Math.min(crops.size(), from + BATCH));
                try (PointerScope scope = new PointerScope()) {
                    List<float[]> rows = model.describe(
                            canvases.plain(batch.stream().map(Crop::path).toList()));
                    for (int i = 0; i < rows.size(); i++) {
                        add(people.get(data.label(batch.get(i))), rows.get(i));
                    }
                }
            }
        }
        people.forEach(OldGallery::normalize);
        return people;
    }

    private static void add(float[] sum, float[] row) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += row[i];
        }
    }

    private static void normalize(float[] row) {
        double squares = 0;
        for (float value : row) {
            squares += (double) value * value;
        }
        float length = squares > 0 ? (float) Math.sqrt(squares) : 1;
        for (int i = 0; i < row.length; i++) {
            row[i] /= length;
        }
    }
}
