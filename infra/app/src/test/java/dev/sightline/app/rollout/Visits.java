package dev.sightline.app.rollout;

import dev.sightline.contracts.v1.CameraTracks;
import dev.sightline.contracts.v1.TrackedBox;
import dev.sightline.testkit.StreetScene;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Which identity the system gave each person, frame by frame, beside who walked there in truth. */
final class Visits {
    /** One person in one camera in one frame. */
    record Look(int person, String camera, int visit, long captureUs, String identity) {}

    private final List<Look> looks = new ArrayList<>();

    /** Reads the frames that were tracked; {@code scenes} by camera. */
    static Visits of(List<CameraTracks> tracks, Map<String, StreetScene> scenes) {
        Visits visits = new Visits();
        tracks.stream()
                .sorted(Comparator.comparingLong(CameraTracks::getCaptureTimeUs))
                .forEach(frame -> visits.read(frame, Objects.requireNonNull(scenes.get(frame.getCameraId()))));
        return visits;
    }

    private void read(CameraTracks frame, StreetScene scene) {
        int index = (int) (frame.getSequence() - 1);
        for (StreetScene.Box truth : scene.truth(index % scene.frames())) {
            frame.getBoxesList().stream()
                    .filter(box -> !box.getIdentityId().isEmpty() && overlap(box, truth) > 0.5)
                    .max(Comparator.comparingDouble(box -> overlap(box, truth)))
                    .ifPresent(box -> looks.add(new Look(
                            truth.person(),
                            frame.getCameraId(),
                            index / scene.frames(),
                            frame.getCaptureTimeUs(),
                            box.getIdentityId())));
        }
    }

    /** Visits during which a moment passed, as "camera/visit/person", and the identities given in each, before and after. */
    Map<String, Set<String>> across(long momentUs) {
        Map<String, Set<String>> identities = new TreeMap<>();
        Map<String, Set<Boolean>> sides = new TreeMap<>();
        for (Look look : looks) {
            String visit = look.camera() + "/" + look.visit() + "/" + look.person();
            identities.computeIfAbsent(visit, v -> new HashSet<>()).add(look.identity());
            sides.computeIfAbsent(visit, v -> new HashSet<>()).add(look.captureUs() >= momentUs);
        }
        identities
                .keySet()
                .removeIf(visit -> Objects.requireNonNull(sides.get(visit)).size() < 2);
        return identities;
    }

    /** What a person was taken for last before a time. */
    Optional<String> lastBefore(int person, long timeUs) {
        return looks.stream()
                .filter(look -> look.person() == person && look.captureUs() < timeUs)
                .reduce((first, second) -> second)
                .map(Look::identity);
    }

    /** Everything a person was taken for from a time on. */
    Set<String> since(int person, long timeUs) {
        Set<String> identities = new HashSet<>();
        looks.stream()
                .filter(look -> look.person() == person && look.captureUs() >= timeUs)
                .forEach(look -> identities.add(look.identity()));
        return identities;
    }

    private static double overlap(TrackedBox box, StreetScene.Box truth) {
        double left = Math.max(box.getBox().getX(), truth.x());
        double top = Math.max(box.getBox().getY(), truth.y());
        double right = Math.min(box.getBox().getX() + box.getBox().getWidth(), truth.x() + truth.width());
        double bottom = Math.min(box.getBox().getY() + box.getBox().getHeight(), truth.y() + truth.height());
        double both = Math.max(0, right - left) * Math.max(0, bottom - top);
        double area = box.getBox().getWidth() * box.getBox().getHeight() + (double) truth.width() * truth.height();
        return both / (area - both);
    }
}
