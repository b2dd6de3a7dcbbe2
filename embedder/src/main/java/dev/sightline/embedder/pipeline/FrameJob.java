package dev.sightline.embedder.pipeline;

import dev.sightline.contracts.v1.Frame;
import dev.sightline.embedder.detect.Detected;
import dev.sightline.embedder.detect.FrameImage;
import dev.sightline.embedder.image.Picture;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A frame on its way through the stages. One stage holds it at a time; queues hand it over safely. */
final class FrameJob {
    private final Frame frame;
    private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    private @Nullable Picture picture;
    private List<Detected> people = List.of();

    FrameJob(Frame frame) {
        this.frame = frame;
    }

    Frame frame() {
        return frame;
    }

    CompletableFuture<Outcome> outcome() {
        return outcome;
    }

    void decoded(Picture decoded) {
        picture = decoded;
    }

    Picture picture() {
        return Objects.requireNonNull(picture);
    }

    FrameImage image() {
        return new FrameImage(frame.getCameraId(), frame.getSequence(), picture());
    }

    void found(List<Detected> found) {
        people = found;
    }

    List<Detected> people() {
        return people;
    }

    /** Ends the frame's way: its picture is freed first, so that memory never outlives the place in the pipeline. */
    void finish(Outcome result) {
        free();
        outcome.complete(result);
    }

    void fail(Throwable cause) {
        free();
        outcome.completeExceptionally(cause);
    }

    private void free() {
        if (picture != null) {
            picture.close();
            picture = null;
        }
    }
}
