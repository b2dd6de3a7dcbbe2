package dev.sightline.trainer.gate;

import dev.sightline.trainer.labeled.LabeledDescriptor;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Two models on the same frozen crops of people that neither was trained on.
 *
 * @param champion the model that runs
 * @param challenger the model that wants its place
 * @param exportParity greatest difference between the challenger's training framework and ONNX Runtime; empty when not
 *     measured, 0 for a model that nobody exported here
 * @param latency of both; empty when not measured
 */
public record GateInput(
        Contender champion, Contender challenger, OptionalDouble exportParity, Optional<Latency> latency) {

    /**
     * A model and what it made of the crops.
     *
     * @param model "id@version"
     * @param crops described, in the order of the other contestant's
     */
    public record Contender(String model, List<LabeledDescriptor> crops) {
        public Contender {
            crops = List.copyOf(crops);
        }
    }

    /**
     * Time to describe one crop.
     *
     * @param championMillis median
     * @param challengerMillis median
     * @param ratio median over rounds of challenger / champion, which other load on the machine disturbs least
     */
    public record Latency(double championMillis, double challengerMillis, double ratio) {
        public Latency {
            if (!(championMillis > 0 && challengerMillis > 0 && ratio > 0)) {
                throw new IllegalArgumentException("latency of " + championMillis + " and " + challengerMillis
                        + " ms, ratio " + ratio + " is none; allowed: numbers above 0");
            }
        }
    }

    public GateInput {
        List<LabeledDescriptor> left = champion.crops();
        List<LabeledDescriptor> right = challenger.crops();
        boolean same = left.size() == right.size();
        for (int i = 0; same && i < left.size(); i++) {
            LabeledDescriptor a = left.get(i);
            LabeledDescriptor b = right.get(i);
            same = a.source().equals(b.source())
                    && a.identity().equals(b.identity())
                    && a.camera().equals(b.camera())
                    && a.tracklet().equals(b.tracklet());
        }
        if (!same || left.isEmpty()) {
            throw new IllegalArgumentException("champion " + champion.model() + " has " + left.size()
                    + " crops, challenger " + challenger.model() + " has " + right.size()
                    + "; a comparison needs the same crops with the same labels in the same order");
        }
    }
}
