package dev.sightline.embedder.pipeline;

import dev.sightline.contracts.v1.Frame;
import dev.sightline.embedder.detect.Detected;
import dev.sightline.embedder.detect.FrameImage;
import dev.sightline.embedder.image.Picture;
import dev.sightline.embedder.motion.PictureShift;
import dev.sightline.embedder.motion.SmallPicture;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A frame on its way through the stages. One stage holds it at a time; queues hand it over safely. */
final class FrameJob {
    private final Frame frame;
    private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    private @Nullable Picture picture;
    private final CompletableFuture<Optional<SmallPicture>> small = new CompletableFuture<>();
    private final Optional<FrameBefore.Seen> before;
    private Optional<PictureShift> shift = Optional.empty();
    private List<Detected> people = List.of();

    FrameJob(Frame frame, FrameBefore cameras) {
        this.frame = frame;
        this.before = cameras.replace(frame, small);
    }

    Frame frame() {
        return frame;
    }

    CompletableFuture<Outcome> outcome() {
        return outcome;
    }

    /** Takes the picture, and compares it with the camera's frame before, which a decoder took up earlier. */
    void decoded(Picture decoded) {
        picture = decoded;
        SmallPicture now = SmallPicture.of(decoded);
        small.complete(Optional.of(now));
        shift = before.flatMap(b -> b.picture().join()).flatMap(b -> PictureShift.between(b, now));
    }

    /** By how much the camera moved the picture. */
    Optional<PictureShift> shift() {
        return shift;
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
        small.complete(Optional.empty());
        if (picture != null) {
            picture.close();
            picture = null;
        }
    }
}
