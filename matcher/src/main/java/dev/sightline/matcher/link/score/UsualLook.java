package dev.sightline.matcher.link.score;

import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.contracts.v1.Modality;

/**
 * What the people whom a camera saw look like on average, by one model.
 *
 * @param people in the sum, each counted once; halved from time to time, with the sum
 * @param sum of each person's mean exemplar
 */
public record UsualLook(String cameraId, Modality modality, String modelId, double people, float[] sum) {
    public UsualLook {
        sum = sum.clone();
    }

    @Override
    public float[] sum() {
        return sum.clone();
    }

    public int dimension() {
        return sum.length;
    }

    public float sum(int i) {
        return sum[i];
    }

    boolean isOf(Modality kind, UnitVector like) {
        return modality == kind && modelId.equals(like.modelId()) && sum.length == like.dimension();
    }
}
