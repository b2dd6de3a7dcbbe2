package dev.sightline.trainer.publish;

import dev.sightline.models.manifest.Checksum;
import dev.sightline.trainer.evaluate.retrieval.RetrievalScore;
import dev.sightline.trainer.gate.GateFile;
import dev.sightline.trainer.recipe.Recipe;
import dev.sightline.trainer.recipe.Recipes;
import dev.sightline.trainer.run.TrainingRun;
import dev.sightline.trainer.split.Split;
import dev.sightline.trainer.start.StartingNetwork;
import dev.sightline.trainer.teach.Teacher;
import java.nio.charset.StandardCharsets;
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
    private final Judged judged;

    /**
     * What is known of how good it is.
     *
     * @param by who judged
     * @param score theirs; empty when nobody could be found again
     */
    record Judged(Judges by, Optional<RetrievalScore> score) {}

    ModelCard(
            Recipe recipe,
            StartingNetwork start,
            Split split,
            TrainingRun.Result result,
            ExportCheck check,
            Judged judged) {
        this.recipe = recipe;
        this.start = start;
        this.split = split;
        this.result = result;
        this.check = check;
        this.judged = judged;
    }

    /** For the manifest. */
    Map<String, String> lineage() {
        Map<String, String> lineage = new LinkedHashMap<>();
        lineage.put("parent", start.parent());
        lineage.put("parentSha256", Checksum.of(start.model().toByteArray()));
        if (!start.teachers().isEmpty()) {
            lineage.put("teachers", String.join(", ", teachers()));
        }
        start.compatibleWith().ifPresent(old -> lineage.put("compatibleWith", old.modelId()));
        lineage.put("recipe", recipe.name());
        lineage.put("recipeSha256", Checksum.of(Recipes.yaml(recipe).getBytes(StandardCharsets.UTF_8)));
        lineage.put("seed", Long.toString(recipe.seed()));
        lineage.put("epochs", Integer.toString(result.epochs()));
        lineage.put("dataset", split.snapshot().name());
        lineage.put("datasetSha256", split.snapshot().hash());
        lineage.put("split", split.sentence());
        lineage.put("splitSha256", split.parts().sha256());
        lineage.put(GateFile.PARITY, String.format(Locale.ROOT, "%.1e", check.worst()));
        judged.score()
                .ifPresent(score ->
                        lineage.put(judged.by().test() ? "testRank1" : "validationRank1", figure(score.cmc(1))));
        return lineage;
    }

    TrainedPackage.Terms terms() {
        return new TrainedPackage.Terms(
                "the terms of the pictures it was trained on, and of " + origin(),
                "trained by Sightline's trainer from " + origin());
    }

    /** What a network is made from, teachers too: it may be used as they all may. */
    private String origin() {
        return start.teachers().isEmpty()
                ? start.parent()
                : start.parent() + ", taught by " + String.join(" and ", teachers());
    }

    private List<String> teachers() {
        return start.teachers().stream().map(Teacher::modelId).distinct().toList();
    }

    String text(TrainedPackage made) {
        StringBuilder text = new StringBuilder();
        text.append("# ").append(made.id()).append(" ").append(made.version()).append("\n\n");
        text.append("A ").append(made.task().label()).append(" of ").append(made.dimension());
        text.append(" numbers, trained by Sightline's own trainer from ")
                .append(origin())
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
        row(text, "held out, by name", "split.json; the whole recipe: recipe.yaml");
        String by = judged.by().name();
        judged.score().ifPresent(score -> {
            row(text, by + ": protocol", score.protocol());
            row(
                    text,
                    by + ": rank-1 / rank-5 / mAP",
                    figure(score.cmc(1)) + " / " + figure(score.cmc(5)) + " / " + figure(score.map()));
        });
        row(
                text,
                "calibrated on",
                judged.by()
                        .calibration()
                        .shortfall()
                        .map(why -> "nobody: " + why)
                        .orElse(judged.by().people() + " " + by));
        text.append("\nThe pictures it learned from have terms of their own. ");
        text.append("Before relying on it, evaluate and calibrate it on people of your own cameras.\n");
        return text.toString();
    }

    private String chosen() {
        if (recipe.epochs() == 0) {
            return "packaged as it stood";
        }
        return (Double.isNaN(result.validationMap()) ? "last epoch, " : "best after epoch ") + result.epochs();
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
