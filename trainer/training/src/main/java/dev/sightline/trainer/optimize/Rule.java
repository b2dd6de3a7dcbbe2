package dev.sightline.trainer.optimize;

import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/** How one parameter moves. Stateless: what it remembers of a parameter lies in {@code memory}. */
sealed interface Rule permits SgdRule, AdamRule {

    /** Names of what it remembers of each parameter, each a tensor of the parameter's shape that starts at 0. */
    List<String> memory();

    /** One in-place step, gradients switched off. */
    void apply(Move move);

    /** What moves, by what, and with what is remembered of it. */
    record Move(Tensor parameter, Tensor gradient, Map<String, Tensor> memory, Pace pace) {}

    /**
     * How far.
     *
     * @param step how often this parameter has moved, this time included
     * @param rate the group's factor applied
     */
    record Pace(long step, double rate, double decay) {}
}
