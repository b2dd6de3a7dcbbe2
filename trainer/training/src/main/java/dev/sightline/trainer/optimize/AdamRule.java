package dev.sightline.trainer.optimize;

import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * Adam (Kingma and Ba 2015, algorithm 1), with weight decay in the gradient or, as AdamW, apart from it (Loshchilov and
 * Hutter 2019, algorithm 2), and the running maximum of AMSGrad (Reddi et al. 2018) on request.
 */
record AdamRule(double beta1, double beta2, double epsilon, boolean decoupled, boolean maximum) implements Rule {
    private static final String FIRST = "first";
    private static final String SECOND = "second";
    private static final String MOST = "most";

    @Override
    public List<String> memory() {
        return maximum ? List.of(FIRST, SECOND, MOST) : List.of(FIRST, SECOND);
    }

    @Override
    public void apply(Move move) {
        Tensor parameter = move.parameter();
        Tensor gradient = move.gradient();
        if (move.pace().decay() != 0 && decoupled) {
            parameter.mul_(new Scalar(1 - move.pace().rate() * move.pace().decay()));
        } else if (move.pace().decay() != 0) {
            gradient = gradient.add(parameter, new Scalar(move.pace().decay()));
        }
        Tensor first = remembered(move, FIRST);
        first.lerp_(gradient, new Scalar(1 - beta1));
        Tensor second = remembered(move, SECOND);
        second.mul_(new Scalar(beta2)).addcmul_(gradient, gradient, new Scalar(1 - beta2));
        if (maximum) {
            Tensor most = remembered(move, MOST);
            most.copy_(most.maximum(second));
            second = most;
        }
        double correction = Math.sqrt(1 - Math.pow(beta2, move.pace().step()));
        Tensor spread = second.sqrt().div_(new Scalar(correction)).add_(new Scalar(epsilon));
        parameter.addcdiv_(
                first,
                spread,
                new Scalar(
                        -move.pace().rate() / (1 - Math.pow(beta1, move.pace().step()))));
    }

    private static Tensor remembered(Move move, String what) {
        Tensor tensor = move.memory().get(what);
        if (tensor == null) {
            throw new IllegalStateException("No memory called " + what);
        }
        return tensor;
    }
}
