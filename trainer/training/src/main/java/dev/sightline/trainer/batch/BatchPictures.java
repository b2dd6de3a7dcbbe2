package dev.sightline.trainer.batch;

import dev.sightline.trainer.augment.Augmentation;
import dev.sightline.trainer.augment.Canvas;
import dev.sightline.trainer.augment.InputTensors;
import dev.sightline.trainer.augment.Patches;
import dev.sightline.trainer.sample.LabeledBatch;
import dev.sightline.trainer.teach.Teaching;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;

/** How the pictures of a batch are made: varied for the trainee, and the same ones shown to teachers where they answer with it. */
@FunctionalInterface
public interface BatchPictures {

    /**
     * Pictures of a batch, on the host, in the caller's pointer scope.
     *
     * @param pictures [N, 3, height, width], for the trainee
     * @param taught [N, numbers of all teachers], what they make of the same pictures
     */
    record Made(Tensor pictures, Optional<Tensor> taught) {}

    /**
     * What is asked for.
     *
     * @param files one per row
     * @param rows which crops these are, with their labels
     * @param augmentation how they vary
     * @param seed the same seed makes the same
     */
    record Wanted(List<Path> files, LabeledBatch rows, Augmentation augmentation, long seed) {}

    /**
     * Makes them.
     *
     * @throws IOException naming the file that cannot be read
     */
    Made make(Wanted wanted) throws IOException;

    /** For the trainee alone. */
    static BatchPictures alone(InputTensors trainee) {
        return w -> new Made(trainee.varied(w.files(), w.augmentation(), w.seed()), Optional.empty());
    }

    /** For the trainee alone: parts of crops, their places the labels. */
    static BatchPictures patches(InputTensors trainee, Patches patches) {
        return w -> new Made(
                trainee.patches(patches, w.files(), w.rows().labels(), w.augmentation(), w.seed()), Optional.empty());
    }

    /** Teachers see what the trainee sees, each at its own size. */
    static BatchPictures taught(InputTensors trainee, Teaching teaching) {
        InputTensors canvases = new InputTensors(teaching.canvas(trainee.spec()));
        return w -> {
            Tensor canvas = canvases.varied(w.files(), w.augmentation(), w.seed());
            return new Made(Canvas.fitted(canvas, trainee.spec()), Optional.of(teaching.rows(canvas)));
        };
    }
}
