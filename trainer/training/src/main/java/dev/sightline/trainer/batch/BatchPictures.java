package dev.sightline.trainer.batch;

import dev.sightline.trainer.augment.Augmentation;
import dev.sightline.trainer.augment.Canvas;
import dev.sightline.trainer.augment.InputTensors;
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
     * Makes them; the same seed makes the same.
     *
     * @throws IOException naming the file that cannot be read
     */
    Made make(List<Path> files, Augmentation augmentation, long seed) throws IOException;

    /** For the trainee alone. */
    static BatchPictures alone(InputTensors trainee) {
        return (files, augmentation, seed) -> new Made(trainee.varied(files, augmentation, seed), Optional.empty());
    }

    /** Teachers see what the trainee sees, each at its own size. */
    static BatchPictures taught(InputTensors trainee, Teaching teaching) {
        InputTensors canvases = new InputTensors(teaching.canvas(trainee.spec()));
        return (files, augmentation, seed) -> {
            Tensor canvas = canvases.varied(files, augmentation, seed);
            return new Made(Canvas.fitted(canvas, trainee.spec()), Optional.of(teaching.rows(canvas)));
        };
    }
}
