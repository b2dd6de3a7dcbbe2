package dev.sightline.trainer.run;

import dev.sightline.trainer.batch.BatchFeed;
import dev.sightline.trainer.loss.Taught;
import dev.sightline.trainer.snapshot.Crop;
import dev.sightline.trainer.teach.RuntimeTeacher;
import dev.sightline.trainer.teach.Teaching;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * What teachers say of the batch at hand. Asked about crops as they are, they are asked once, before the run learns; asked about
 * the varied pictures that the trainee sees, they answer with each batch. One thread.
 */
final class BatchTeaching {
    private final Teaching teaching;
    private final boolean varied;
    private final List<Path> files;
    private final Device device;
    /** A row per crop from each teacher; empty where the teachers see what the trainee sees. */
    private final List<List<float[]>> answers = new ArrayList<>();

    private BatchFeed.@Nullable Batch batch;

    /** @param varied whether the teachers see the pictures as the trainee does */
    BatchTeaching(Teaching teaching, boolean varied, List<Crop> crops, Device device) {
        this.teaching = teaching;
        this.varied = varied;
        this.files = crops.stream().map(Crop::path).toList();
        this.device = device;
    }

    /** Asks about all crops, where that can be done beforehand; takes as long as describing them twice for each. */
    void ask(TrainingListener listener) throws IOException {
        if (varied) {
            return;
        }
        for (RuntimeTeacher teacher : teaching.teachers()) {
            listener.asking(teacher.modelId(), files.size());
            answers.add(Teaching.plain(teacher, files));
        }
    }

    /** Those who answer with each batch. */
    Optional<Teaching> live() {
        return varied ? Optional.of(teaching) : Optional.empty();
    }

    /** From now on {@link #taught} is of this batch. */
    void turnTo(BatchFeed.Batch next) {
        batch = next;
    }

    Taught taught() {
        return new Taught(this::rows, teaching.dimensions());
    }

    /** On the trainee's device. */
    private Tensor rows() {
        BatchFeed.Batch at = batch;
        if (at == null) {
            throw new IllegalStateException("no batch was turned to");
        }
        Tensor taught =
                at.taught().orElseGet(() -> Teaching.together(of(at.rows().crops())));
        return device.is_cpu() ? taught : taught.to(device, taught.scalar_type());
    }

    private List<List<float[]>> of(int[] crops) {
        return answers.stream()
                .map(rows -> Arrays.stream(crops).mapToObj(rows::get).toList())
                .toList();
    }
}
