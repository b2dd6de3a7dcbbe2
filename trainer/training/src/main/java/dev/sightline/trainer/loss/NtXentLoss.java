package dev.sightline.trainer.loss;

import static org.bytedeco.pytorch.global.torch.logsumexp;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * NT-Xent on cosines of the features (SimCLR, Chen et al. 2020, equation 1): -ln of a positive's share among all other
 * rows. With several positives an anchor's loss is the mean over them (supervised contrastive, Khosla et al. 2020, equation
 * 2). The mean over anchors that have a positive; 0 where none has. With references this is InfoNCE over a queue (MoCo, He et
 * al. 2020, equation 1).
 *
 * @param temperature tau, above 0; .1 to 1 are usual
 */
public record NtXentLoss(double temperature) implements Loss {

    public NtXentLoss {
        if (!(temperature > 0) || Double.isInfinite(temperature)) {
            throw new IllegalArgumentException(
                    "Temperature " + temperature + " is not allowed: use a number above 0, such as .1");
        }
    }

    @Override
    public String name() {
        return "ntxent";
    }

    @Override
    public Tensor value(LossInput in) {
        Tensor unit = Distance.normalized(in.features());
        References others = in.compared();
        Relations relations = Relations.of(in.labels(), others.labels());
        Tensor alike = unit.matmul(Distance.normalized(others.rows()).t()).div(new Scalar(temperature));
        Tensor except = alike.masked_fill(relations.own(), new Scalar(Double.NEGATIVE_INFINITY));
        Tensor costs = logsumexp(except, new long[] {1}, true).sub(alike);
        Tensor weights = relations.positive().to(alike.scalar_type());
        Tensor counts = weights.sum(1);
        Tensor perAnchor = costs.masked_fill(relations.positive().logical_not(), new Scalar(0.0))
                .sum(1)
                .div(counts.clamp_min(new Scalar(1.0)));
        return perAnchor.sum().div(counts.gt(new Scalar(0.0)).sum().clamp_min(new Scalar(1L)));
    }
}
