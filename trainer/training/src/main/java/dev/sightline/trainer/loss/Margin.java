package dev.sightline.trainer.loss;

import static org.bytedeco.pytorch.global.torch.relu;
import static org.bytedeco.pytorch.global.torch.softplus;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/** What a triplet costs, given by how much its positive is farther than its negative. */
public sealed interface Margin {

    /** max(0, gap + by): nothing once the negative is farther by the margin (Weinberger and Saul 2009). */
    record Hard(double by) implements Margin {
        public Hard {
            if (!(by > 0) || Double.isInfinite(by)) {
                throw new IllegalArgumentException(
                        "Margin " + by + " is not allowed: use a number above 0, such as .3");
            }
        }
    }

    /** ln(1 + exp(gap)): always pulls a little (Hermans et al. 2017, section 2). Equal rows cost ln 2. */
    record Soft() implements Margin {}

    /** Costs of {@code gaps}, elementwise. */
    default Tensor cost(Tensor gaps) {
        return this instanceof Hard hard ? relu(gaps.add(new Scalar(hard.by()))) : softplus(gaps);
    }

    /** Derivatives of {@link #cost}, elementwise; 0 where a hard margin is just kept. */
    default Tensor slope(Tensor gaps) {
        return this instanceof Hard hard
                ? gaps.add(new Scalar(hard.by())).gt(new Scalar(0.0)).to(gaps.scalar_type())
                : gaps.sigmoid();
    }
}
