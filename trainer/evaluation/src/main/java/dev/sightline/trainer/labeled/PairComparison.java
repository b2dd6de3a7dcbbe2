package dev.sightline.trainer.labeled;

import dev.sightline.contracts.descriptor.UnitVector;
import java.util.List;

/** How much two descriptors look like one person: greater is more alike. */
@FunctionalInterface
public interface PairComparison {
    /** The cosine, as the live system compares. */
    PairComparison COSINE = (left, right) -> {
        double[] cosines = new double[left.size()];
        for (int i = 0; i < cosines.length; i++) {
            cosines[i] = left.get(i).cosine(right.get(i));
        }
        return cosines;
    };

    /** A score for each two of the same place; both lists are of one length and one model. */
    double[] scores(List<UnitVector> left, List<UnitVector> right);
}
