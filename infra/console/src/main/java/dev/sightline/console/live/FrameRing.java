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
final class FrameRing {
    private final int capacity;
    private final Map<String, Map<String, ByteString>> cameras = new LinkedHashMap<>();

    FrameRing(int capacity) {
        this.capacity = capacity;
    }

    synchronized void put(Frame frame, ByteString jpeg) {
        Map<String, ByteString> ring = cameras.computeIfAbsent(frame.getCameraId(), c -> newRing());
        ring.put(key(frame.getSession(), frame.getSequence()), jpeg);
    }

    synchronized Optional<ByteString> get(String camera, long session, long sequence) {
        return Optional.ofNullable(cameras.getOrDefault(camera, Map.of()).get(key(session, sequence)));
    }

    private static String key(long session, long sequence) {
        return session + "/" + sequence;
    }

    private Map<String, ByteString> newRing() {
        return new LinkedHashMap<>() {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, ByteString> eldest) {
                return size() > capacity;
            }
        };
    }
}
