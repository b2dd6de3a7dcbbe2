package dev.sightline.trainer.publish;

import dev.sightline.trainer.evaluate.retrieval.RetrievalScore;
import dev.sightline.trainer.gate.GateFile;
import dev.sightline.trainer.recipe.Recipe;
import dev.sightline.trainer.run.TrainingRun;
import dev.sightline.trainer.split.Split;
import dev.sightline.trainer.start.StartingNetwork;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What a trained model says of itself: where it comes from, what it was taught, how good it is. */
final class ModelCard {
    private final Recipe recipe;
    private final StartingNetwork start;
    private final Split split;
    private final TrainingRun.Result result;
    private final ExportCheck check;
    private final Optional<RetrievalScore> held;

    ModelCard(
            Recipe recipe,
            StartingNetwork start,
            Split split,
            TrainingRun.Result result,
            ExportCheck check,
            Optional<RetrievalScore> held) {
        this.recipe = recipe;
        this.start = start;
        this.split = split;
        this.result = result;
        this.check = check;
        this.held = held;
    }

    /** For the manifest. */
    Map<String, String> lineage() {
        Map<String, String> lineage = new LinkedHashMap<>();
        lineage.put("parent", start.parent());
        if (!start.teachers().isEmpty()) {
            lineage.put("teachers", String.join(", ", teachers(start)));
        }
        lineage.put("recipe", recipe.name());
        lineage.put("seed", Long.toString(recipe.seed()));
        lineage.put("epochs", Integer.toString(result.epochs()));
        lineage.put("dataset", split.snapshot().name());
        lineage.put("datasetSha256", split.snapshot().hash());
        lineage.put(GateFile.PARITY, String.format(Locale.ROOT, "%.1e", check.worst()));
        held.ifPresent(score -> lineage.put("heldBackRank1", figure(score.cmc(1))));
        return lineage;
    }

    static TrainedPackage.Terms terms(StartingNetwork start) {
        return new TrainedPackage.Terms(
                "the terms of the pictures it was trained on, and of " + origin(start),
                "trained by Sightline's trainer from " + origin(start));
    }

    /** What a network is made from, teachers too: it may be used as they all may. */
    private static String origin(StartingNetwork start) {
        return start.teachers().isEmpty()
                ? start.parent()
                : start.parent() + ", taught by " + String.join(" and ", teachers(start));
    }

    private static List<String> teachers(StartingNetwork start) {
        return start.teachers().stream()
                .map(StartingNetwork.Teacher::modelId)
                .distinct()
                .toList();
    }

    String text(TrainedPackage made) {
        StringBuilder text = new StringBuilder();
        text.append("# ").append(made.id()).append(" ").append(made.version()).append("\n\n");
        text.append("A ").append(made.task().label()).append(" of ").append(made.dimension());
        text.append(" numbers, trained by Sightline's own trainer from ")
                .append(origin(start))
                .append(".\n\n");
        text.append("| | |\n|---|---|\n");
        row(
                text,
                "input",
                made.input().width() + "x" + made.input().height() + " "
                        + made.input().color());
        row(
                text,
                "describes",
                recipe.packaging().mirrorImages() || start.mirrorImages()
                        ? "each picture and its mirror image"
                        : "each picture");
        row(text, "recipe", recipe.name() + ", seed " + recipe.seed() + ", " + chosen());
        row(text, "data", split.snapshot().sites() + ", " + split.sentence());
        row(text, "data hash", split.snapshot().hash());
        row(
                text,
                "LibTorch against ONNX Runtime",
                String.format(Locale.ROOT, "%.1e on %d crops", check.worst(), check.crops()));
        held.ifPresent(score -> {
            row(text, "people held back: protocol", score.protocol());
            row(
                    text,
                    "people held back: rank-1 / rank-5 / mAP",
                    figure(score.cmc(1)) + " / " + figure(score.cmc(5)) + " / " + figure(score.map()));
        });
        text.append("\nThe pictures it learned from have terms of their own. ");
        text.append("Before relying on it, evaluate and calibrate it on people of your own cameras.\n");
        return text.toString();
    }

    private String chosen() {
        return recipe.epochs() == 0 ? "packaged as it stood" : "best after epoch " + result.epochs();
    }

    private static void row(StringBuilder text, String name, String value) {
        text.append("| ")
                .append(name)
                .append(" | ")
                .append(value.replace("|", "/"))
                .append(" |\n");
    }

    private static String figure(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }
}
