package dev.sightline.console.live;

import com.google.protobuf.ByteString;
import dev.sightline.contracts.v1.Frame;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The latest pictures of each camera, so that a picture and its boxes, which arrive apart, are shown together.
 * Thread-safe; holds at most {@code capacity} JPEGs a camera.
 */
public final class FrameRing {
    private final int capacity;
    private final Map<String, Map<String, HeldFrame>> cameras = new LinkedHashMap<>();

    /**
     * A picture that is held.
     *
     * @param site where it was taken
     * @param jpeg the picture
     */
    public record HeldFrame(String site, ByteString jpeg) {}

    FrameRing(int capacity) {
        this.capacity = capacity;
    }

    synchronized void put(Frame frame, ByteString jpeg) {
        Map<String, HeldFrame> ring = cameras.computeIfAbsent(frame.getCameraId(), c -> newRing());
        ring.put(key(frame.getSession(), frame.getSequence()), new HeldFrame(frame.getSiteId(), jpeg));
    }

    synchronized Optional<HeldFrame> get(String camera, long session, long sequence) {
        return Optional.ofNullable(cameras.getOrDefault(camera, Map.of()).get(key(session, sequence)));
    }

    /** The latest of a camera. */
    synchronized Optional<HeldFrame> newest(String camera) {
        return cameras.getOrDefault(camera, Map.of()).values().stream().reduce((before, after) -> after);
    }

    private static String key(long session, long sequence) {
        return session + "/" + sequence;
    }

    private Map<String, HeldFrame> newRing() {
        return new LinkedHashMap<>() {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, HeldFrame> eldest) {
                return size() > capacity;
            }
        };
    }
}
