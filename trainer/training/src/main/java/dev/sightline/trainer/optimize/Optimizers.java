package dev.sightline.trainer.optimize;

import java.util.List;

/** The optimizers there are. The constants are those of LibTorch. */
public final class Optimizers {
    private static final double BETA1 = .9;
    private static final double BETA2 = .999;
    private static final double EPSILON = 1e-8;

    private Optimizers() {}

    /** SGD with momentum (0 for none) and weight decay in the gradient. */
    public static Optimizer sgd(List<ParameterGroup> groups, double momentum, boolean nesterov) {
        if (!(momentum >= 0 && momentum < 1)) {
            throw new IllegalArgumentException("momentum " + momentum + " is not allowed: use 0 to below 1");
        }
        return new RuleOptimizer(groups, new SgdRule(momentum, nesterov && momentum > 0));
    }

    /** Adam with weight decay in the gradient. */
    public static Optimizer adam(List<ParameterGroup> groups) {
        return new RuleOptimizer(groups, new AdamRule(BETA1, BETA2, EPSILON, false, false));
    }

    /** Adam with weight decay apart from the gradient. */
    public static Optimizer adamW(List<ParameterGroup> groups) {
        return new RuleOptimizer(groups, new AdamRule(BETA1, BETA2, EPSILON, true, false));
    }

    /** Adam with the running maximum of the second moment and weight decay in the gradient. */
    public static Optimizer amsGrad(List<ParameterGroup> groups) {
        return new RuleOptimizer(groups, new AdamRule(BETA1, BETA2, EPSILON, false, true));
    }
}
