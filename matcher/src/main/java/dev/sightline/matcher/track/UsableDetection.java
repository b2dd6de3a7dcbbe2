package dev.sightline.matcher.track;

import dev.sightline.contracts.v1.Box;
import dev.sightline.contracts.v1.Detection;
import dev.sightline.contracts.v1.Observation;
import java.util.List;
import java.util.Optional;

/**
 * A usable detection.
 *
 * @param message as it came
 * @param box where it stands, whatever the camera does
 * @param description of its looks
 */
record UsableDetection(Detection message, Rect box, Optional<Description> description) {

    static UsableDetection of(Detection detection, Shift shift) {
        return new UsableDetection(detection, shift.still(Rect.of(detection.getBox())), Description.of(detection));
    }

    /**
     * The detections worth looking at: with a box, and a score from {@code lowScore} on.
     *
     * @throws IllegalArgumentException when a descriptor is no unit vector
     */
    static List<UsableDetection> usable(Observation observation, double lowScore, Shift shift) {
        return observation.getDetectionsList().stream()
                .filter(d -> d.getScore() >= lowScore && isBox(d.getBox()))
                .map(d -> of(d, shift))
                .toList();
    }

    private static boolean isBox(Box box) {
        return box.getWidth() > 0
                && box.getHeight() > 0
                && Float.isFinite(box.getX() + box.getY() + box.getWidth() + box.getHeight());
    }

    double score() {
        return message.getScore();
    }
}
