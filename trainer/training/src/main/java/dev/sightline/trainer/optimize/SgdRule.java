package dev.sightline.trainer.optimize;

import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/** g += decay w; v = momentum v + g (v = g at first); w -= rate v, or rate (g + momentum v) with Nesterov. */
record SgdRule(double momentum, boolean nesterov) implements Rule {
    private static final String VELOCITY = "velocity";

    @Override
    public List<String> memory() {
        return momentum > 0 ? List.of(VELOCITY) : List.of();
    }

    @Override
    public void apply(Move move) {
        Tensor gradient = move.pace().decay() == 0
                ? move.gradient()
                : move.gradient().add(move.parameter(), new Scalar(move.pace().decay()));
        Tensor velocity = move.memory().get(VELOCITY);
        if (velocity == null) {
            move.parameter().add_(gradient, new Scalar(-move.pace().rate()));
            return;
        }
        velocity.mul_(new Scalar(momentum)).add_(gradient);
        move.parameter()
                .add_(
                        nesterov ? gradient.add(velocity, new Scalar(momentum)) : velocity,
                        new Scalar(-move.pace().rate()));
    }
}
