package dev.sightline.trainer.evaluate.tracking;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Boxes with identities over any number of cameras, sorted by camera, frame and identity; an identity is at most once
 * in a frame.
 *
 * @param boxes the boxes
 */
public record TrackSet(List<TrackedBox> boxes) {

    /**
     * Sorts and checks.
     *
     * @throws IllegalArgumentException when an identity has two boxes in one frame of one camera
     */
    public TrackSet {
        boxes = boxes.stream()
                .sorted(Comparator.comparing(TrackedBox::camera)
                        .thenComparingLong(TrackedBox::frame)
                        .thenComparing(TrackedBox::identity))
                .toList();
        Set<List<Object>> seen = new HashSet<>();
        for (TrackedBox box : boxes) {
            if (!seen.add(List.of(box.camera(), box.frame(), box.identity()))) {
                throw new IllegalArgumentException("identity '" + box.identity() + "' has two boxes in frame "
                        + box.frame() + (box.camera().isEmpty() ? "" : " of camera '" + box.camera() + "'")
                        + "; an identity can be at one place at a time");
            }
        }
    }

    /** Camera names in order. */
    public Set<String> cameras() {
        Set<String> names = new TreeSet<>();
        boxes.forEach(b -> names.add(b.camera()));
        return names;
    }

    /** The boxes of one camera. */
    public TrackSet camera(String name) {
        return where(b -> b.camera().equals(name));
    }

    /** The boxes that satisfy a condition, such as every fifth frame. */
    public TrackSet where(Predicate<TrackedBox> condition) {
        return new TrackSet(boxes.stream().filter(condition).toList());
    }

    /** The same boxes, all in one camera of this name. */
    TrackSet renamed(String camera) {
        return new TrackSet(boxes.stream()
                .map(b -> new TrackedBox(camera, b.frame(), b.identity(), b.box(), b.score()))
                .toList());
    }
}
