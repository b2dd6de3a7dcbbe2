package dev.sightline.trainer.optimize;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/**
 * Parameters that move alike.
 *
 * @param name for messages, such as {@code backbone}
 * @param parameters leaf tensors by names unique over all groups; they stay their owner's
 * @param rateFactor times the schedule's rate, 0 or more; 0 holds them still
 * @param weightDecay 0 or more; often 0 for batch norms and biases
 */
public record ParameterGroup(String name, Map<String, Tensor> parameters, double rateFactor, double weightDecay) {

    public ParameterGroup {
        check(name, "rate factor", rateFactor);
        check(name, "weight decay", weightDecay);
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }

    private static void check(String group, String what, double value) {
        if (!(value >= 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(
                    what + " " + value + " of parameter group " + group + " is not allowed: use 0 or more");
        }
    }
}
