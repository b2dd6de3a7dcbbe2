package dev.sightline.trainer.evaluate.tracking;

import dev.sightline.trainer.evaluate.Measures;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * How well people keep their identity from camera to camera.
 *
 * <p>The identity score counts only truth identities that two or more cameras saw and only predicted identities that
 * were given in two or more cameras (the rule of the AI City challenge): a person who was followed well in one camera
 * but never recognized in the next gains nothing, and a wrong merge of two people who stay in one camera each costs.
 *
 * <p>The counts of people go by stays, a stay being one person in one camera: a stay has the predicted identity that
 * covers most of its boxes (IoU at least .5).
 *
 * @param identity the identity score over cross-camera identities
 * @param people truth identities that two or more cameras saw
 * @param whole those of them whose stays all have one identity that no other person's stay has
 * @param merged predicted identities that are the identity of stays of two or more people, of all people
 */
public record CrossCameraScore(IdentityScore identity, int people, int whole, int merged) implements Measures {
    private static final double MIN_IOU = 0.5;

    static CrossCameraScore of(TrackSet truth, TrackSet predicted) {
        Set<String> travelers = inSeveralCameras(truth);
        Set<String> linked = inSeveralCameras(predicted);
        IdentityScore identity = IdentityScore.of(Timeline.of(
                truth.where(b -> travelers.contains(b.identity())),
                predicted.where(b -> linked.contains(b.identity()))));

        Map<String, Map<String, String>> stays = stays(truth, predicted);
        Map<String, Set<String>> holders = new TreeMap<>();
        stays.forEach((person, byCamera) -> byCamera.values()
                .forEach(id -> holders.computeIfAbsent(id, k -> new TreeSet<>()).add(person)));
        long merged = holders.values().stream().filter(h -> h.size() > 1).count();
        long whole = travelers.stream()
                .filter(person -> {
                    Map<String, String> byCamera = stays.getOrDefault(person, Map.of());
                    Set<String> ids = new TreeSet<>(byCamera.values());
                    return byCamera.size() == cameras(truth, person)
                            && ids.size() == 1
                            && holders.getOrDefault(ids.iterator().next(), Set.of())
                                            .size()
                                    == 1;
                })
                .count();
        return new CrossCameraScore(identity, travelers.size(), (int) whole, (int) merged);
    }

    private static long cameras(TrackSet set, String identity) {
        return set.boxes().stream()
                .filter(b -> b.identity().equals(identity))
                .map(TrackedBox::camera)
                .distinct()
                .count();
    }

    private static Set<String> inSeveralCameras(TrackSet set) {
        Map<String, Set<String>> cameras = set.boxes().stream()
                .collect(Collectors.groupingBy(
                        TrackedBox::identity, Collectors.mapping(TrackedBox::camera, Collectors.toSet())));
        cameras.values().removeIf(c -> c.size() < 2);
        return cameras.keySet();
    }

    /** Person, camera, the identity that covers most of the stay; ties go to the first identity by name. */
    private static Map<String, Map<String, String>> stays(TrackSet truth, TrackSet predicted) {
        Map<String, Map<Long, List<TrackedBox>>> found = predicted.boxes().stream()
                .collect(Collectors.groupingBy(TrackedBox::camera, Collectors.groupingBy(TrackedBox::frame)));
        Map<String, Map<String, Map<String, Integer>>> votes = new TreeMap<>();
        for (TrackedBox box : truth.boxes()) {
            found.getOrDefault(box.camera(), Map.of()).getOrDefault(box.frame(), List.of()).stream()
                    .filter(p -> p.box().iou(box.box()) >= MIN_IOU)
                    .forEach(p -> votes.computeIfAbsent(box.identity(), k -> new TreeMap<>())
                            .computeIfAbsent(box.camera(), k -> new TreeMap<>())
                            .merge(p.identity(), 1, Integer::sum));
        }
        Map<String, Map<String, String>> stays = new TreeMap<>();
        votes.forEach((person, byCamera) -> byCamera.forEach((camera, counts) ->
                stays.computeIfAbsent(person, k -> new TreeMap<>()).put(camera, most(counts))));
        return stays;
    }

    private static String most(Map<String, Integer> counts) {
        String best = "";
        int most = 0;
        for (Map.Entry<String, Integer> entry : counts.entrySet()) {
            if (entry.getValue() > most) {
                best = entry.getKey();
                most = entry.getValue();
            }
        }
        return best;
    }

    @Override
    public Map<String, Object> measures() {
        Map<String, Object> m = new LinkedHashMap<>();
        identity.measures().forEach((name, value) -> m.put("cross-camera " + name, value));
        m.put("people in several cameras", people);
        m.put("with one identity of their own", whole);
        m.put("identities that merge people", merged);
        return m;
    }
}
