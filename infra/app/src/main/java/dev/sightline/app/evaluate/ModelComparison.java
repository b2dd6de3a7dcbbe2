package dev.sightline.app.evaluate;

import dev.sightline.app.run.ModelStorage;
import dev.sightline.app.settings.SightlineSettings;
import dev.sightline.app.terminal.Outcome;
import dev.sightline.models.manifest.ModelManifest;
import dev.sightline.platform.problem.UserError;
import dev.sightline.trainer.gate.Gate;
import dev.sightline.trainer.gate.GateFile;
import dev.sightline.trainer.gate.GateInput;
import dev.sightline.trainer.gate.GateInput.Contender;
import dev.sightline.trainer.gate.GatePolicy;
import dev.sightline.trainer.gate.GateReport;
import dev.sightline.trainer.labeled.LabeledCrop;
import dev.sightline.trainer.labeled.LabeledDescriptor;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Lets a challenger and the champion describe the same crops with ONNX Runtime, as the live path does, times both, and
 * asks the gate.
 *
 * @param settings configuration, for the cache and the execution providers
 * @param aligned faces in the crops are aligned already
 * @param outcome for progress and what is left out
 */
public record ModelComparison(SightlineSettings settings, boolean aligned, Outcome outcome) {
    /** Lineage keys that say that somebody trained the network, so that its export must have been checked. */
    private static final Set<String> TRAINED = Set.of("recipe", "parent");

    /**
     * Judges.
     *
     * @param champion model id or package folder
     * @param challenger model id or package folder
     * @param parity greatest difference between the trained and the exported network; without it what the challenger's
     *     lineage says, and 0 for a network that was not trained here
     * @throws IOException when a picture cannot be read
     */
    public GateReport judge(
            String champion, String challenger, List<LabeledCrop> crops, GatePolicy policy, Optional<Double> parity)
            throws IOException {
        CropDescribing first = new CropDescribing(settings, champion, aligned);
        CropDescribing second = new CropDescribing(settings, challenger, aligned);
        List<LabeledDescriptor> before = first.describe(crops, outcome);
        List<LabeledDescriptor> after = second.describe(crops, outcome);
        Set<String> both = sources(before);
        both.retainAll(sources(after));
        return new Gate(policy)
                .judge(new GateInput(
                        contestant(champion, before, both),
                        contestant(challenger, after, both),
                        parity.map(OptionalDouble::of).orElseGet(() -> parityOf(challenger)),
                        Optional.of(LatencyRounds.measure(first, second, crops))));
    }

    /** A picture without a face for one of two face models counts for neither. */
    private static Set<String> sources(List<LabeledDescriptor> crops) {
        return crops.stream().map(LabeledDescriptor::source).collect(Collectors.toCollection(HashSet::new));
    }

    private Contender contestant(String model, List<LabeledDescriptor> crops, Set<String> both) {
        return new Contender(
                manifest(model).modelId(),
                crops.stream().filter(c -> both.contains(c.source())).toList());
    }

    private OptionalDouble parityOf(String challenger) {
        ModelManifest manifest = manifest(challenger);
        String said = manifest.lineage().get(GateFile.PARITY);
        if (said == null) {
            boolean trained = manifest.lineage().keySet().stream().anyMatch(TRAINED::contains);
            return trained ? OptionalDouble.empty() : OptionalDouble.of(0);
        }
        try {
            return OptionalDouble.of(Double.parseDouble(said));
        } catch (NumberFormatException e) {
            throw new UserError("the lineage of " + manifest.modelId() + " says " + GateFile.PARITY + " '" + said
                    + "'; allowed: a number; correct its model.json or say --parity");
        }
    }

    private ModelManifest manifest(String model) {
        return ModelStorage.catalog(settings).verify(model).manifest();
    }
}
