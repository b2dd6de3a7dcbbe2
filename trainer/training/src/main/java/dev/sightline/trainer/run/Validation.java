package dev.sightline.trainer.run;

import dev.sightline.trainer.evaluate.retrieval.RankedQuery;
import dev.sightline.trainer.evaluate.retrieval.RetrievalEvaluation;
import dev.sightline.trainer.evaluate.retrieval.RetrievalScore;
import dev.sightline.trainer.labeled.LabeledDescriptor;
import dev.sightline.trainer.snapshot.Crop;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * How well people held back are found again while a run goes on: crops of each camera ask all other cameras of their
 * site. Where nobody is in two cameras, every crop asks all others.
 */
public final class Validation {
    private Validation() {}

    /** Whether any person among these has two pictures, so that one can be found by the other. */
    public static boolean possible(List<Crop> crops) {
        Set<String> seen = new HashSet<>();
        return crops.stream().anyMatch(c -> !c.isDistractor() && !seen.add(c.identity()));
    }

    public static RetrievalScore score(List<LabeledDescriptor> crops) {
        Map<String, List<LabeledDescriptor>> cameras = new TreeMap<>();
        crops.forEach(
                c -> cameras.computeIfAbsent(c.camera(), k -> new ArrayList<>()).add(c));
        List<RankedQuery> queries = new ArrayList<>();
        int skipped = 0;
        for (Map.Entry<String, List<LabeledDescriptor>> camera : cameras.entrySet()) {
            List<LabeledDescriptor> gallery = crops.stream()
                    .filter(c -> !c.camera().equals(camera.getKey())
                            && site(c.camera()).equals(site(camera.getKey())))
                    .toList();
            boolean any = gallery.stream()
                    .anyMatch(g -> camera.getValue().stream()
                            .anyMatch(q -> q.identity().equals(g.identity())));
            if (any) {
                RetrievalScore score = RetrievalEvaluation.between(camera.getValue(), gallery);
                queries.addAll(score.queries());
                skipped += score.skipped();
            }
        }
        return queries.isEmpty()
                ? withinCameras(crops)
                : new RetrievalScore("each camera asks the others of its site", queries, skipped);
    }

    /** Each crop stands for a camera of its own, so that nothing is dropped but itself. */
    private static RetrievalScore withinCameras(List<LabeledDescriptor> crops) {
        List<LabeledDescriptor> apart = crops.stream()
                .map(c -> new LabeledDescriptor(
                        c.source(), c.identity(), c.camera() + "/" + c.source(), c.tracklet(), c.vector()))
                .toList();
        return RetrievalEvaluation.crossCamera(apart);
    }

    private static String site(String place) {
        int slash = place.indexOf('/');
        return slash < 0 ? "" : place.substring(0, slash);
    }
}
