package dev.sightline.matcher.track;

import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.contracts.v1.Exemplar;
import java.util.List;

/**
 * Keeps the few exemplars that say most about a person: each is worth its quality times its distance from the nearest
 * other one, and the least worth leaves when there are too many. Of two that look alike, the better one stays.
 */
final class ExemplarChoice {
    /** So that of two that look exactly alike the better one is still worth more. */
    private static final double TWIN = 1e-3;

    private ExemplarChoice() {}

    /** Offers one more to a full or filling list; true when the list changed. */
    static boolean offer(List<Exemplar> kept, Exemplar offered, int limit) {
        kept.add(offered);
        if (kept.size() <= limit) {
            return true;
        }
        int worst = least(kept);
        kept.remove(worst);
        return worst != limit;
    }

    private static int least(List<Exemplar> all) {
        List<UnitVector> vectors =
                all.stream().map(e -> UnitVector.of(e.getVector())).toList();
        int worst = all.size() - 1;
        double least = Double.POSITIVE_INFINITY;
        for (int i = all.size() - 1; i >= 0; i--) {
            double value = all.get(i).getQuality() * (TWIN + nearest(vectors, i));
            if (value < least) {
                least = value;
                worst = i;
            }
        }
        return worst;
    }

    private static double nearest(List<UnitVector> vectors, int index) {
        double nearest = Double.POSITIVE_INFINITY;
        for (int i = 0; i < vectors.size(); i++) {
            if (i != index) {
                nearest = Math.min(nearest, vectors.get(i).squaredDistance(vectors.get(index)));
            }
        }
        return nearest;
    }
}
