package dev.sightline.trainer.pair;

import dev.sightline.contracts.descriptor.UnitVector;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * Finds links where no matcher ran: for two cameras, tracklets that are each other's nearest. Exact; every tracklet is
 * compared with every one of another camera.
 */
public final class MutualLinks {

    private MutualLinks() {}

    /**
     * What a model makes of a tracklet.
     *
     * @param tracklet id
     * @param camera camera
     * @param vector its mean, unit length
     */
    public record DescribedTracklet(String tracklet, String camera, UnitVector vector) {

        /**
         * A tracklet by the mean of its pictures.
         *
         * @param pictures at least one, of one model
         */
        public static DescribedTracklet mean(ObservedTracklet tracklet, List<UnitVector> pictures) {
            return new DescribedTracklet(tracklet.id(), tracklet.camera(), UnitVector.mean(pictures));
        }
    }

    /**
     * Mutually nearest tracklets of every two cameras, in the order given.
     *
     * @param threshold squared distance that a matcher would link at
     * @return links of any distance; {@link SelfLabelPolicy} says which are trusted
     */
    public static List<ConfidentLink> of(Collection<DescribedTracklet> tracklets, double threshold) {
        Map<String, List<DescribedTracklet>> cameras = new TreeMap<>();
        tracklets.forEach(
                t -> cameras.computeIfAbsent(t.camera(), k -> new ArrayList<>()).add(t));
        List<List<DescribedTracklet>> all = List.copyOf(cameras.values());
        List<ConfidentLink> links = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            for (int j = i + 1; j < all.size(); j++) {
                addBetween(all.get(i), all.get(j), threshold, links);
            }
        }
        return links;
    }

    private static void addBetween(
            List<DescribedTracklet> here, List<DescribedTracklet> there, double threshold, List<ConfidentLink> links) {
        Nearest[] forward = nearest(here, there);
        Nearest[] backward = nearest(there, here);
        for (int i = 0; i < forward.length; i++) {
            int j = forward[i].index();
            if (backward[j].index() != i) {
                continue;
            }
            double rival = Math.min(forward[i].second(), backward[j].second());
            double distance = forward[i].distance();
            links.add(new ConfidentLink(
                    here.get(i).tracklet(),
                    there.get(j).tracklet(),
                    distance,
                    threshold,
                    Double.isInfinite(rival) ? OptionalDouble.empty() : OptionalDouble.of(rival - distance)));
        }
    }

    private static Nearest[] nearest(List<DescribedTracklet> from, List<DescribedTracklet> to) {
        Nearest[] nearest = new Nearest[from.size()];
        for (int i = 0; i < nearest.length; i++) {
            int best = -1;
            double first = Double.POSITIVE_INFINITY;
            double second = Double.POSITIVE_INFINITY;
            for (int j = 0; j < to.size(); j++) {
                double distance = from.get(i).vector().squaredDistance(to.get(j).vector());
                if (distance < first) {
                    second = first;
                    first = distance;
                    best = j;
                } else if (distance < second) {
                    second = distance;
                }
            }
            nearest[i] = new Nearest(best, first, second);
        }
        return nearest;
    }

    private record Nearest(int index, double distance, double second) {}
}
