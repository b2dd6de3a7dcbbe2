package dev.sightline.trainer.teach;

import dev.sightline.models.manifest.InputSpec;
import dev.sightline.trainer.augment.Canvas;
import dev.sightline.trainer.augment.InputTensors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/**
 * All teachers of a run: the rows of one crop side by side, each of length 1, so that a cosine between two crops is the mean
 * of the teachers' cosines. Owns the teachers. Any thread.
 */
public final class Teaching implements AutoCloseable {
    private static final int BATCH = 64;
    private static final int WIDTH_AXIS = 3;

    private final List<RuntimeTeacher> teachers = new ArrayList<>();

    private Teaching() {}

    /**
     * Opens every teacher and asks each once.
     *
     * @throws dev.sightline.onnx.OnnxException naming the first that cannot answer
     */
    public static Teaching of(List<Teacher> teachers) {
        Teaching teaching = new Teaching();
        try {
            for (Teacher teacher : teachers) {
                teaching.teachers.add(RuntimeTeacher.open(teacher));
            }
            return teaching;
        } catch (RuntimeException e) {
            teaching.close();
            throw e;
        }
    }

    public List<RuntimeTeacher> teachers() {
        return List.copyOf(teachers);
    }

    /** How many numbers each teacher gives, in order. */
    public List<Integer> dimensions() {
        return teachers.stream().map(RuntimeTeacher::dimension).toList();
    }

    /** The canvas on which a trainee and all teachers see the same picture. */
    public InputSpec canvas(InputSpec trainee) {
        List<InputSpec> inputs = new ArrayList<>(List.of(trainee));
        teachers.forEach(t -> inputs.add(t.input()));
        return Canvas.spec(inputs);
    }

    /** What the teachers make of pictures on a canvas: [N, numbers of all teachers], in the caller's pointer scope. */
    public Tensor rows(Tensor canvas) {
        return together(teachers.stream().map(t -> t.describe(canvas)).toList());
    }

    /** Rows of each teacher as one tensor, side by side. */
    public static Tensor together(List<List<float[]>> answers) {
        int count = answers.get(0).size();
        int width = answers.stream().mapToInt(rows -> rows.get(0).length).sum();
        float[] values = new float[count * width];
        int at = 0;
        for (int crop = 0; crop < count; crop++) {
            for (List<float[]> rows : answers) {
                float[] row = rows.get(crop);
                System.arraycopy(row, 0, values, at, row.length);
                at += row.length;
            }
        }
        return Tensor.create(values, count, width);
    }

    /**
     * What one teacher makes of whole files: between the crop's and its mirror image's descriptor.
     *
     * @throws IOException naming the file that cannot be read
     */
    public static List<float[]> plain(RuntimeTeacher teacher, List<Path> files) throws IOException {
        InputTensors canvases = new InputTensors(Canvas.spec(List.of(teacher.input())));
        List<float[]> all = new ArrayList<>(files.size());
        for (int from = 0; from < files.size(); from += BATCH) {
            try (PointerScope scope = new PointerScope()) {
                Tensor canvas = canvases.plain(files.subList(from, Math.min(files.size(), from + BATCH)));
                List<float[]> own = teacher.describe(canvas);
                List<float[]> mirrored = teacher.describe(canvas.flip(WIDTH_AXIS));
                for (int i = 0; i < own.size(); i++) {
                    all.add(between(own.get(i), mirrored.get(i)));
                }
            }
        }
        return all;
    }

    private static float[] between(float[] one, float[] other) {
        double squares = 0;
        float[] sum = new float[one.length];
        for (int i = 0; i < sum.length; i++) {
            sum[i] = one[i] + other[i];
            squares += (double) sum[i] * sum[i];
        }
        float length = squares > 0 ? (float) Math.sqrt(squares) : 1;
        for (int i = 0; i < sum.length; i++) {
            sum[i] /= length;
        }
        return sum;
    }

    @Override
    public void close() {
        teachers.forEach(RuntimeTeacher::close);
    }
}
