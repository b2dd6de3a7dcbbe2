package dev.sightline.bench.composed;

import dev.sightline.trainer.evaluate.tracking.TrackFiles;
import dev.sightline.trainer.evaluate.tracking.TrackingEvaluation;
import dev.sightline.trainer.evaluate.tracking.TrackingScore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What became of the people of composed footage. A person's stay in a camera has the identity that covers most of its
 * boxes (IoU at least .5).
 *
 * @param idf1 over both cameras, all boxes
 * @param hota over both cameras
 * @param people that both cameras saw
 * @param linked of these, those with one identity in both
 * @param identities that cover most of some stay
 * @param mixed of these, those that do for several people
 * @param biggest most people in one identity
 * @param purity share of the boxes of tracklets that show the person most boxes of their tracklet show
 */
record ComposedScore(
        double idf1, double hota, int people, int linked, int identities, int mixed, int biggest, double purity) {
    private static final double MIN_IOU = 0.5;

    static ComposedScore of(Path truth, Path tracks) throws IOException {
        TrackingScore score = TrackingEvaluation.evaluate(TrackFiles.truth(truth), TrackFiles.predicted(tracks));
        double hota = score.hota().hota().stream().mapToDouble(h -> h).average().orElse(0);
        return of(
                FootageBox.truth(truth),
                FootageBox.result(tracks),
                score.identity().idf1(),
                hota);
    }

    static ComposedScore of(List<FootageBox> truth, List<FootageBox> result, double idf1, double hota) {
        Map<List<Object>, List<FootageBox>> found =
                result.stream().collect(Collectors.groupingBy(b -> List.of(b.camera(), b.frame())));
        Map<String, Map<String, Map<String, Integer>>> stays = new TreeMap<>();
        Map<String, Map<String, Integer>> tracklets = new HashMap<>();
        for (FootageBox box : truth) {
            found.getOrDefault(List.of(box.camera(), box.frame()), List.of()).stream()
                    .filter(b -> b.box().iou(box.box()) >= MIN_IOU)
                    .max((a, b) ->
                            Double.compare(a.box().iou(box.box()), b.box().iou(box.box())))
                    .ifPresent(b -> count(box, b, stays, tracklets));
        }
        return of(truth, stays, purity(tracklets), idf1, hota);
    }

    private static void count(
            FootageBox box,
            FootageBox found,
            Map<String, Map<String, Map<String, Integer>>> stays,
            Map<String, Map<String, Integer>> tracklets) {
        if (found.hasIdentity()) {
            stays.computeIfAbsent(box.identity(), k -> new TreeMap<>())
                    .computeIfAbsent(box.camera(), k -> new TreeMap<>())
                    .merge(found.identity(), 1, Integer::sum);
        }
        tracklets.computeIfAbsent(found.tracklet(), k -> new HashMap<>()).merge(box.identity(), 1, Integer::sum);
    }

    private static ComposedScore of(
            List<FootageBox> truth,
            Map<String, Map<String, Map<String, Integer>>> stays,
            double purity,
            double idf1,
            double hota) {
        Map<String, Set<String>> cameras = new TreeMap<>();
        truth.forEach(
                b -> cameras.computeIfAbsent(b.identity(), k -> new TreeSet<>()).add(b.camera()));
        Set<String> both = cameras.entrySet().stream()
                .filter(e -> e.getValue().size() > 1)
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
        Map<String, Set<String>> holders = new HashMap<>();
        int linked = 0;
        for (Map.Entry<String, Map<String, Map<String, Integer>>> person : stays.entrySet()) {
            Set<String> ids = new HashSet<>();
            person.getValue().values().forEach(votes -> ids.add(most(votes)));
            ids.forEach(id -> holders.computeIfAbsent(id, k -> new HashSet<>()).add(person.getKey()));
            boolean everywhere = person.getValue().size() > 1 && ids.size() == 1;
            linked += both.contains(person.getKey()) && everywhere ? 1 : 0;
        }
        int mixed = (int) holders.values().stream().filter(h -> h.size() > 1).count();
        int biggest = holders.values().stream().mapToInt(Set::size).max().orElse(0);
        return new ComposedScore(idf1, hota, both.size(), linked, holders.size(), mixed, biggest, purity);
    }

    private static double purity(Map<String, Map<String, Integer>> tracklets) {
        long boxes = 0;
        long own = 0;
        for (Map<String, Integer> people : tracklets.values()) {
            boxes += people.values().stream().mapToInt(Integer::intValue).sum();
            own += Collections.max(people.values());
        }
        return (double) own / Math.max(1, boxes);
    }

    /** Ties go to the first by name. */
    private static String most(Map<String, Integer> votes) {
        String best = "";
        int most = 0;
        for (Map.Entry<String, Integer> entry : votes.entrySet()) {
            if (entry.getValue() > most) {
                most = entry.getValue();
                best = entry.getKey();
            }
        }
        return best;
    }

    Map<String, Double> measures() {
        Map<String, Double> m = new LinkedHashMap<>();
        m.put("IDF1", idf1);
        m.put("HOTA", hota);
        m.put("linked", (double) linked / Math.max(1, people));
        m.put("mixed", (double) mixed / Math.max(1, identities));
        m.put("biggest", (double) biggest);
        m.put("identities", (double) identities);
        m.put("purity", purity);
        return m;
    }
}
