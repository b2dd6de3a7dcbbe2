package dev.sightline.trainer.loss;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/** A weighted sum of losses, each from an epoch on; closes them. Starts at epoch 0. */
public final class CombinedLoss implements Loss {
    private final List<Term> terms;
    private int epoch;

    /**
     * One summand.
     *
     * @param weight above 0
     * @param fromEpoch the first epoch in which it counts, from 0; a triplet term on a fresh network starts better later
     */
    public record Term(Loss loss, double weight, int fromEpoch) {
        public Term {
            if (!(weight > 0) || Double.isInfinite(weight)) {
                throw new IllegalArgumentException("Weight " + weight + " of loss " + loss.name()
                        + " is not allowed: use a number above 0, or leave the loss out");
            }
            if (fromEpoch < 0) {
                throw new IllegalArgumentException(
                        "Start epoch " + fromEpoch + " of loss " + loss.name() + " is not allowed: use 0 or more");
            }
        }
    }

    /**
     * The sum and its parts.
     *
     * @param total weighted, under autograd
     * @param parts unweighted values of the terms at work, by name, detached
     */
    public record Parts(Tensor total, Map<String, Tensor> parts) {}

    public CombinedLoss(List<Term> terms) {
        this.terms = List.copyOf(terms);
        long names = terms.stream().map(t -> t.loss().name()).distinct().count();
        if (names < terms.size()) {
            throw new IllegalArgumentException("Each loss may be given once, but these were given: "
                    + terms.stream().map(t -> t.loss().name()).toList());
        }
        if (terms.stream().noneMatch(t -> t.fromEpoch() == 0)) {
            throw new IllegalArgumentException("No loss starts at epoch 0, so there is nothing to learn at first: "
                    + "let one of " + terms.stream().map(t -> t.loss().name()).toList() + " start there");
        }
    }

    @Override
    public String name() {
        return "combined";
    }

    @Override
    public Tensor value(LossInput in) {
        return measured(in).total();
    }

    /** The value with the parts that it is made of, for the log. */
    public Parts measured(LossInput in) {
        Map<String, Tensor> parts = new LinkedHashMap<>();
        Tensor total = null;
        for (Term term : atWork()) {
            Tensor value = term.loss().value(in);
            parts.put(term.loss().name(), value.detach());
            Tensor weighted = value.mul(new Scalar(term.weight()));
            total = total == null ? weighted : total.add(weighted);
        }
        if (total == null) {
            throw new IllegalStateException("No loss at work in epoch " + epoch);
        }
        return new Parts(total, Collections.unmodifiableMap(parts));
    }

    private List<Term> atWork() {
        return terms.stream().filter(t -> t.fromEpoch() <= epoch).toList();
    }

    @Override
    public Map<String, Tensor> parameters() {
        return gathered(Loss::parameters);
    }

    @Override
    public Map<String, Tensor> state() {
        return gathered(Loss::state);
    }

    @Override
    public Map<String, Tensor> kept() {
        return gathered(Loss::kept);
    }

    @Override
    public Tensor shown(Tensor pictures) {
        Tensor shown = pictures;
        for (Term term : atWork()) {
            shown = term.loss().shown(shown);
        }
        return shown;
    }

    private Map<String, Tensor> gathered(Function<Loss, Map<String, Tensor>> what) {
        Map<String, Tensor> all = new LinkedHashMap<>();
        terms.forEach(t -> all.putAll(what.apply(t.loss())));
        return Collections.unmodifiableMap(all);
    }

    @Override
    public void move(Device device) {
        terms.forEach(t -> t.loss().move(device));
    }

    @Override
    public void startEpoch(int epoch) {
        this.epoch = epoch;
        terms.forEach(t -> t.loss().startEpoch(epoch));
    }

    @Override
    public void afterStep(LossInput in) {
        atWork().forEach(t -> t.loss().afterStep(in));
    }

    @Override
    public void close() {
        terms.forEach(t -> t.loss().close());
    }
}
