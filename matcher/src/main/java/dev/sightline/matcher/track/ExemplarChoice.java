package dev.sightline.matcher.track;

import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.contracts.v1.Exemplar;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps the few exemplars that say most about a person: each is worth its quality times its distance from the nearest
 * other one, and the least worth leaves when there are too many. Of two that look alike, the better one stays. Mutable,
 * owned by its {@link Appearance}; an exemplar in it is never changed, only replaced.
 */
final class ExemplarChoice {
    /** So that of two that look exactly alike the better one is still worth more. */
    private static final double TWIN = 1e-3;

    private final List<Exemplar> kept = new ArrayList<>();
    private final List<float[]> vectors = new ArrayList<>();
    /** Of each its squared distances to all, in the same order. */
    private final List<List<Double>> distances = new ArrayList<>();

    ExemplarChoice(List<Exemplar> exemplars) {
        exemplars.forEach(e -> add(e, UnitVector.of(e.getVector()).values()));
    }

    /** Those kept, the one taken last at the end. */
    List<Exemplar> exemplars() {
        return List.copyOf(kept);
    }

    void clear() {
        kept.clear();
        vectors.clear();
        distances.clear();
    }

    /**
     * Offers one more to a full or filling list; true when the list changed.
     *
     * @param vector the offered one's, of the model and dimension of the others
     */
    boolean offer(Exemplar offered, UnitVector vector, int limit) {
        add(offered, vector.values());
        if (kept.size() <= limit) {
            return true;
        }
        int worst = least();
        remove(worst);
        return worst != limit;
    }

    private void add(Exemplar exemplar, float[] vector) {
        List<Double> own = new ArrayList<>();
        for (int i = 0; i < vectors.size(); i++) {
            double distance = 2 * (1 - Cosines.of(vectors.get(i), vector));
            distances.get(i).add(distance);
            own.add(distance);
        }
        own.add(0.0);
        distances.add(own);
        vectors.add(vector);
        kept.add(exemplar);
    }

    private void remove(int index) {
        kept.remove(index);
        vectors.remove(index);
        distances.remove(index);
        distances.forEach(row -> row.remove(index));
    }

    private int least() {
        int worst = kept.size() - 1;
        double least = Double.POSITIVE_INFINITY;
        for (int i = kept.size() - 1; i >= 0; i--) {
            double value = kept.get(i).getQuality() * (TWIN + nearest(i));
            if (value < least) {
                least = value;
                worst = i;
            }
        }
        return worst;
    }

    private double nearest(int index) {
        double nearest = Double.POSITIVE_INFINITY;
        for (int i = 0; i < kept.size(); i++) {
            if (i != index) {
                nearest = Math.min(nearest, distances.get(index).get(i));
            }
        }
        return nearest;
    }
}
