package dev.sightline.embedder.pipeline;

import dev.sightline.contracts.v1.Frame;
import dev.sightline.embedder.motion.SmallPicture;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** The last frame of each camera, small: what the next one is compared with. Safe for several threads. */
final class FrameBefore {
    /** Cameras that an embedder has in hand; beyond, one is forgotten and its next frame compared with nothing. */
    private static final int MOST_CAMERAS = 4096;

    private final ConcurrentMap<String, Seen> last = new ConcurrentHashMap<>();

    /** A frame in its place; its picture follows once it is decoded, or nothing when it is broken. */
    record Seen(long session, long sequence, CompletableFuture<Optional<SmallPicture>> picture) {
        boolean isBefore(Frame frame) {
            return session == frame.getSession() && sequence < frame.getSequence();
        }
    }

    /** Puts a frame in the place of its camera's last one, which it gives back when it is the one before. */
    Optional<Seen> replace(Frame frame, CompletableFuture<Optional<SmallPicture>> picture) {
        Seen now = new Seen(frame.getSession(), frame.getSequence(), picture);
        @Nullable Seen before = last.put(frame.getCameraId(), now);
        if (last.size() > MOST_CAMERAS) {
            last.keySet().stream()
                    .filter(camera -> !camera.equals(frame.getCameraId()))
                    .findAny()
                    .ifPresent(last::remove);
        }
        return Optional.ofNullable(before).filter(b -> b.isBefore(frame));
    }

    void forget(String cameraId) {
        last.remove(cameraId);
    }
}
