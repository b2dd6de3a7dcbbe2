package dev.sightline.console.live;

import com.google.protobuf.ByteString;
import dev.sightline.contracts.v1.Frame;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The latest pictures of each camera, so that a picture and its boxes, which arrive apart, are shown together.
 * Thread-safe; holds at most {@code capacity} JPEGs a camera.
 */
public final class FrameRing {
    private final int capacity;
    private final Map<String, Map<String, HeldFrame>> cameras = new LinkedHashMap<>();
    private final Map<String, Map<String, List<FaceCover.Area>>> faces = new LinkedHashMap<>();
    private final Map<String, Map<String, byte[]>> covered = new LinkedHashMap<>();

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

    /** What is to be covered in a frame for who may not see faces. */
    synchronized void faces(String camera, long session, long sequence, List<FaceCover.Area> areas) {
        faces.computeIfAbsent(camera, c -> newRing()).put(key(session, sequence), areas);
    }

    /** A frame without its faces; empty as well while nobody has looked for faces in it. */
    Optional<HeldFrame> covered(String camera, long session, long sequence) {
        String key = key(session, sequence);
        HeldFrame frame;
        List<FaceCover.Area> areas;
        synchronized (this) {
            frame = cameras.getOrDefault(camera, Map.of()).get(key);
            areas = faces.getOrDefault(camera, Map.of()).get(key);
            byte[] before = covered.getOrDefault(camera, Map.of()).get(key);
            if (frame == null || areas == null) {
                return Optional.empty();
            }
            if (before != null) {
                return Optional.of(new HeldFrame(frame.site(), ByteString.copyFrom(before)));
            }
        }
        Optional<byte[]> made = FaceCover.covered(frame.jpeg().toByteArray(), areas);
        synchronized (this) {
            made.ifPresent(
                    jpeg -> covered.computeIfAbsent(camera, c -> newRing()).put(key, jpeg));
        }
        return made.map(jpeg -> new HeldFrame(frame.site(), ByteString.copyFrom(jpeg)));
    }

    /** The latest of a camera. */
    synchronized Optional<HeldFrame> newest(String camera) {
        return cameras.getOrDefault(camera, Map.of()).values().stream().reduce((before, after) -> after);
    }

    private static String key(long session, long sequence) {
        return session + "/" + sequence;
    }

    private <T> Map<String, T> newRing() {
        return new LinkedHashMap<>() {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, T> eldest) {
                return size() > capacity;
            }
        };
    }
}
