package dev.sightline.app.evaluate;

import dev.sightline.app.terminal.Outcome;
import dev.sightline.onnx.OnnxException;
import dev.sightline.platform.problem.UserError;
import dev.sightline.trainer.evaluate.Measures;
import dev.sightline.trainer.evaluate.verification.LfwPairs;
import dev.sightline.trainer.evaluate.verification.LfwPairsFile;
import dev.sightline.trainer.evaluate.verification.StrangersByCamera;
import dev.sightline.trainer.evaluate.verification.VerificationEvaluation;
import dev.sightline.trainer.evaluate.verification.VerificationScore;
import dev.sightline.trainer.labeled.LabeledDescriptor;
import dev.sightline.trainer.publish.PairHead;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sightline evaluate verification}: the same person or not. */
@Command(
        name = "verification",
        description = {
            "Same or different: equal error rate, TAR at FAR with intervals over people, how much more alike strangers of",
            "one camera are than strangers of two, and the ten-fold accuracy of Labeled Faces in the Wild."
        },
        footer = {
            "",
            "Examples:",
            "  sightline evaluate verification --images list.csv --model person-colour-strip --far 0.01,0.001",
            "  sightline evaluate verification --images lfw.csv --model faces --lfw-pairs pairs.txt"
        },
        mixinStandardHelpOptions = true)
final class VerificationCommand implements Callable<Integer> {
    private static final int FOLDS = 10;
    private static final long SEED = 1;

    @Mixin
    private DescriptorOptions descriptors;

    @Option(
            names = "--far",
            split = ",",
            paramLabel = "RATE",
            description = "False accept rates to report, separated by commas; 0.1,0.01,0.001,0.0001 by default.")
    private @Nullable List<Double> far;

    @Option(names = "--lfw", description = "Ten folds of pairs drawn from the crops, nobody in two folds.")
    private boolean lfw;

    @Option(
            names = "--lfw-pairs",
            paramLabel = "FILE",
            description = "Ten folds of these pairs: CSV left,right,same, or pairs.txt of LFW.")
    private @Nullable Path lfwPairs;

    @Option(
            names = "--pair-head",
            description = {
                "Compare by the trained pair head in the model's package, which the loss verification keeps there, and not by",
                "cosine. Thresholds are logits then. Ten folds go by distance all the same."
            })
    private boolean pairHead;

    @Mixin
    private EvaluationOutput output;

    @Override
    public Integer call() throws IOException {
        List<Double> targets = far == null ? VerificationEvaluation.defaults().targets() : far;
        targets.forEach(rate -> requireRate("--far", rate));
        Outcome outcome = output.begin();
        List<LabeledDescriptor> crops = descriptors.describe(outcome);
        VerificationEvaluation d = VerificationEvaluation.defaults();
        Map<String, Object> measures = new LinkedHashMap<>();
        measures.put("compared by", pairHead ? "pair head" : "cosine");
        measures.putAll(evaluated(new VerificationEvaluation(targets, d.maxPairs(), d.bootstrap(), d.seed()), crops)
                .measures());
        if (!pairHead) {
            measures.putAll(
                    StrangersByCamera.of(crops, targets, d.maxPairs(), d.seed()).measures());
        }
        if (lfwPairs != null) {
            measures.put("ten folds of " + lfwPairs.getFileName(), folds(LfwPairsFile.read(lfwPairs, crops)));
        }
        if (lfw) {
            measures.put("ten folds drawn, seed " + SEED, folds(LfwPairs.draw(crops, FOLDS, SEED)));
        }
        Measures result = () -> measures;
        return EvaluationOutput.end(outcome, result);
    }

    private VerificationScore evaluated(VerificationEvaluation evaluation, List<LabeledDescriptor> crops) {
        if (!pairHead) {
            return evaluation.evaluate(crops);
        }
        try (PairHead head = PairHead.open(descriptors.packageFolder())) {
            return evaluation.evaluate(crops, head);
        } catch (OnnxException e) {
            throw new UserError(String.valueOf(e.getMessage()), e);
        }
    }

    private static Map<String, Object> folds(LfwPairs pairs) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("pairs", pairs.pairs().size());
        shown.putAll(pairs.folds(FOLDS).measures());
        return shown;
    }

    static void requireRate(String option, double rate) {
        if (!(rate > 0 && rate <= 1)) {
            throw new UserError(option + " " + rate + " is not allowed: use rates above 0 and at most 1, such as 0.01");
        }
    }
}
