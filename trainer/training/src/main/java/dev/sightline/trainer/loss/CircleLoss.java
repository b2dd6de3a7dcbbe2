package dev.sightline.trainer.loss;

import static org.bytedeco.pytorch.global.torch.logsumexp;
import static org.bytedeco.pytorch.global.torch.relu;
import static org.bytedeco.pytorch.global.torch.softplus;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * Circle loss on pairwise cosines of the features (Sun et al. 2020, equation 6 with section 3.3's margins), per anchor,
 * the mean over anchors with a positive and a negative: softplus(LSE gamma a_n (s_n - m) + LSE -gamma a_p (s_p - 1 + m)),
 * a_p = max(0, 1 + m - s_p) and a_n = max(0, s_n + m), which pace the pairs and are not derived (equation 9).
 *
 * @param margin m, from 0 to 1; .25 is usual
 * @param scale gamma, above 0; 64 to 256 are usual
 */
public record CircleLoss(double margin, double scale) implements Loss {

    public CircleLoss {
        if (!(margin >= 0 && margin < 1)) {
            throw new IllegalArgumentException("Margin " + margin + " is not allowed: use 0 to below 1, such as .25");
        }
        if (!(scale > 0) || Double.isInfinite(scale)) {
            throw new IllegalArgumentException("Scale " + scale + " is not allowed: use a number above 0, such as 64");
        }
    }

    @Override
    public String name() {
        return "circle";
    }

    @Override
    public Tensor value(LossInput in) {
        Tensor unit = Distance.normalized(in.features());
        Relations relations = Relations.of(in.labels());
        Tensor anchors = relations.complete();
        if (anchors.size(0) == 0) {
            return unit.sum().mul(new Scalar(0.0));
        }
        Tensor alike = unit.matmul(unit.t());
        Tensor still = alike.detach();
        Tensor nearPace = relu(still.add(new Scalar(margin)));
        Tensor farPace = relu(still.neg().add(new Scalar(1 + margin)));
        Tensor strangers = summed(nearPace.mul(alike.sub(new Scalar(margin))), relations.negative(), anchors);
        Tensor friends = summed(farPace.mul(alike.neg().add(new Scalar(1 - margin))), relations.positive(), anchors);
        return softplus(strangers.add(friends)).mean();
    }

    private Tensor summed(Tensor logits, Tensor which, Tensor anchors) {
        Tensor scaled = logits.mul(new Scalar(scale))
                .masked_fill(which.logical_not(), new Scalar(Double.NEGATIVE_INFINITY))
                .index_select(0, anchors);
        return logsumexp(scaled, new long[] {1}, false);
    }
}
