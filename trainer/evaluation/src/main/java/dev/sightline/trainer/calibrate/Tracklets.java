package dev.sightline.trainer.calibrate;

import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.trainer.labeled.LabeledDescriptor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Groups crops into tracklets. A stay that the data names is one tracklet. Crops without a name are sorted by source
 * within identity and camera and cut into consecutive runs, as equal as can be, of at most {@code length} crops; with
 * one camera in the whole data set into at least two, so that there is something to compare. Groups of a single crop
 * are left out: their mean would be a crop.
 */
final class Tracklets {

    private Tracklets() {}

    /** Tracklets with at least two crops, in the order of their identities, cameras and names. */
    static List<List<LabeledDescriptor>> of(List<LabeledDescriptor> crops, int length) {
        boolean oneCamera =
                crops.stream().map(LabeledDescriptor::camera).distinct().count() == 1;
        Map<List<String>, List<LabeledDescriptor>> stays = new LinkedHashMap<>();
        crops.stream()
                .sorted(Comparator.comparing(LabeledDescriptor::identity)
                        .thenComparing(LabeledDescriptor::camera)
                        .thenComparing(LabeledDescriptor::tracklet)
                        .thenComparing(LabeledDescriptor::source))
                .forEach(c -> stays.computeIfAbsent(
                                List.of(c.identity(), c.camera(), c.tracklet()), k -> new ArrayList<>())
                        .add(c));
        List<List<LabeledDescriptor>> tracklets = new ArrayList<>();
        stays.forEach((key, stay) -> {
            boolean named = !key.get(2).isEmpty();
            int pieces = named ? 1 : Math.max((stay.size() + length - 1) / length, oneCamera ? 2 : 1);
            cut(stay, pieces, tracklets);
        });
        return tracklets;
    }

    private static void cut(List<LabeledDescriptor> stay, int pieces, List<List<LabeledDescriptor>> tracklets) {
        for (int p = 0; p < pieces; p++) {
            List<LabeledDescriptor> piece = stay.subList(p * stay.size() / pieces, (p + 1) * stay.size() / pieces);
            if (piece.size() > 1) {
                tracklets.add(List.copyOf(piece));
            }
        }
    }

    /** The mean descriptor of a tracklet. */
    static UnitVector mean(List<LabeledDescriptor> tracklet) {
        return UnitVector.mean(tracklet.stream().map(LabeledDescriptor::vector).toList());
    }
}
