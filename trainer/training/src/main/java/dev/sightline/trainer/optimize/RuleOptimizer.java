package dev.sightline.trainer.optimize;

import static org.bytedeco.pytorch.global.torch.clip_grad_norm_;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;

/** Applies one rule to every parameter. Keeps a step count for each, since a parameter may get its first gradient late. */
final class RuleOptimizer implements Optimizer {
    private static final String STEPS = "steps";

    private final Rule rule;
    private final List<Held> held = new ArrayList<>();

    /** A parameter and what the rule remembers of it; the step count is an int64 scalar, so that it is saved alike. */
    private record Held(
            String name, Tensor parameter, ParameterGroup group, Map<String, Tensor> memory, Tensor steps) {}

    RuleOptimizer(List<ParameterGroup> groups, Rule rule) {
        this.rule = rule;
        Set<String> names = new LinkedHashSet<>();
        for (ParameterGroup group : groups) {
            for (Map.Entry<String, Tensor> entry : group.parameters().entrySet()) {
                if (!names.add(entry.getKey())) {
                    throw new IllegalArgumentException("Parameter " + entry.getKey() + " is in parameter group "
                            + group.name() + " and in one before it: give it once");
                }
                held.add(hold(entry.getKey(), entry.getValue(), group));
            }
        }
    }

    private Held hold(String name, Tensor parameter, ParameterGroup group) {
        try (PointerScope scope = new PointerScope()) {
            Map<String, Tensor> memory = new LinkedHashMap<>();
            for (String what : rule.memory()) {
                Tensor zero = parameter.detach().clone().zero_();
                memory.put(what, zero.retainReference());
            }
            Tensor steps = Tensor.create(new long[] {0}, new long[0]);
            return new Held(name, parameter, group, memory, steps.retainReference());
        }
    }

    @Override
    public void step(double rate) {
        if (!(rate >= 0) || Double.isInfinite(rate)) {
            throw new IllegalArgumentException("Rate " + rate + " is not allowed: use 0 or more");
        }
        try (PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard()) {
            for (Held one : held) {
                Tensor gradient = one.parameter().grad();
                if (gradient.defined()) {
                    long step = one.steps().item_long() + 1;
                    one.steps().data_ptr_long().put(step);
                    ParameterGroup group = one.group();
                    Rule.Pace pace = new Rule.Pace(step, rate * group.rateFactor(), group.weightDecay());
                    rule.apply(new Rule.Move(one.parameter(), gradient, one.memory(), pace));
                }
            }
        }
    }

    @Override
    public void zeroGradients() {
        try (PointerScope scope = new PointerScope()) {
            for (Held one : held) {
                one.parameter().mutable_grad().reset();
            }
        }
    }

    @Override
    public double clipNorm(double most) {
        if (!(most > 0)) {
            throw new IllegalArgumentException("Gradient norm " + most + " is not allowed: use a number above 0");
        }
        try (PointerScope scope = new PointerScope()) {
            Tensor[] parameters = held.stream().map(Held::parameter).toArray(Tensor[]::new);
            return clip_grad_norm_(new TensorVector(parameters), most, 2, false);
        }
    }

    @Override
    public Map<String, Tensor> state() {
        Map<String, Tensor> state = new LinkedHashMap<>();
        for (Held one : held) {
            state.put(STEPS + "/" + one.name(), one.steps());
            one.memory().forEach((what, tensor) -> state.put(what + "/" + one.name(), tensor));
        }
        return Collections.unmodifiableMap(state);
    }

    @Override
    public void restore(Map<String, Tensor> state) {
        NamedTensors.copy(state, state());
    }

    @Override
    public void close() {
        state().values().forEach(Tensor::releaseReference);
    }
}
