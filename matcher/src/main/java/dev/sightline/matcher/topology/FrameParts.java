package dev.sightline.matcher.topology;

import dev.sightline.matcher.v1.SiteInput;
import dev.sightline.matcher.v1.TrackerFrame;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Puts the frame of a crowd together again that {@link SizedFrames} sent as several records. The parts of a camera follow
 * one another on its site's partition, but a transaction may end between two: what came so far has an entry in the store
 * for each part, deleted when the frame is whole. One thread.
 */
final class FrameParts {
    private static final String ENTRY = "p/";

    private final Map<String, TreeMap<Integer, TrackerFrame>> byCamera = new TreeMap<>();

    /** Whether an entry of the store is one of these. */
    static boolean owns(String entry) {
        return entry.startsWith(ENTRY);
    }

    /**
     * Takes in what arrived.
     *
     * @param store takes the entries that change; null bytes delete
     * @return the input, whole; empty while parts are missing
     */
    Optional<SiteInput> take(SiteInput input, BiConsumer<String, byte @Nullable []> store) {
        if (!input.hasFrame()) {
            return Optional.of(input);
        }
        TrackerFrame part = input.getFrame();
        TreeMap<Integer, TrackerFrame> parts = byCamera.computeIfAbsent(part.getCameraId(), camera -> new TreeMap<>());
        if (!parts.isEmpty() && !continues(parts, part)) {
            forget(parts, store);
        }
        if (part.getParts() <= 1) {
            return Optional.of(input);
        }
        parts.put(part.getPart(), part);
        if (parts.size() < part.getParts()) {
            store.accept(entry(part), part.toByteArray());
            return Optional.empty();
        }
        TrackerFrame whole = whole(parts);
        forget(parts, store);
        return Optional.of(SiteInput.newBuilder().setFrame(whole).build());
    }

    void restore(TrackerFrame part) {
        byCamera.computeIfAbsent(part.getCameraId(), camera -> new TreeMap<>()).put(part.getPart(), part);
    }

    /** Whether a part is the next one of the same frame. */
    private static boolean continues(TreeMap<Integer, TrackerFrame> parts, TrackerFrame part) {
        TrackerFrame last = parts.lastEntry().getValue();
        return part.getPart() == last.getPart() + 1
                && part.getParts() == last.getParts()
                && part.getSession() == last.getSession()
                && part.getSequence() == last.getSequence()
                && part.getEndOfStream() == last.getEndOfStream();
    }

    private static TrackerFrame whole(TreeMap<Integer, TrackerFrame> parts) {
        TrackerFrame.Builder whole =
                parts.firstEntry().getValue().toBuilder().clearPart().clearParts();
        parts.tailMap(0, false)
                .values()
                .forEach(part -> whole.addAllUpdates(part.getUpdatesList()).addAllBoxes(part.getBoxesList()));
        return whole.build();
    }

    private static void forget(TreeMap<Integer, TrackerFrame> parts, BiConsumer<String, byte @Nullable []> store) {
        parts.values().stream().filter(p -> p.getPart() < p.getParts() - 1).forEach(p -> store.accept(entry(p), null));
        parts.clear();
    }

    private static String entry(TrackerFrame part) {
        return ENTRY + part.getCameraId() + "/" + part.getPart();
    }
}
