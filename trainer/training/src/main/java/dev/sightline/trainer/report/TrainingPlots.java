package dev.sightline.trainer.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Plots of a training run. */
final class TrainingPlots {
    private TrainingPlots() {}

    /** File name without extension to plot, in the order to show them; those that the log has nothing for are missing. */
    static Map<String, Plot> of(TrainingLog log) {
        Map<String, Plot> plots = new LinkedHashMap<>();
        add(plots, "loss", "Loss", log.lossesOver(), log.losses());
        add(
                plots,
                "validation",
                "Validation",
                "epoch",
                curves(log.epochs(LogKeys.VALIDATION_RANK1, "rank-1"), log.epochs(LogKeys.VALIDATION_MAP, "mAP")));
        add(plots, "rate", "Learning rate", log.lossesOver(), curves(log.steps(LogKeys.RATE)));
        add(
                plots,
                "distances",
                "Distances of pairs",
                "epoch",
                curves(
                        log.epochs(LogKeys.GENUINE_DISTANCE, "genuine"),
                        log.epochs(LogKeys.IMPOSTOR_DISTANCE, "impostor")));
        add(
                plots,
                "triplets",
                "Share of active triplets",
                "epoch",
                curves(log.epochs(LogKeys.ACTIVE_TRIPLETS, "active")));
        add(
                plots,
                "effective-rank",
                "Effective rank of descriptors",
                "epoch",
                curves(log.epochs(LogKeys.EFFECTIVE_RANK, "effective rank")));
        add(plots, "norm", "Norm of features", "epoch", curves(log.epochs(LogKeys.FEATURE_NORM, "norm")));
        add(plots, "gradient", "Norm of the gradient", log.lossesOver(), curves(log.steps(LogKeys.GRADIENT_NORM)));
        add(plots, "speed", "Images per second", log.lossesOver(), curves(log.steps(LogKeys.IMAGES_PER_SECOND)));
        return plots;
    }

    private static void add(Map<String, Plot> plots, String file, String title, String over, List<Curve> curves) {
        if (!curves.isEmpty()) {
            boolean share = file.equals("validation") || file.equals("triplets");
            plots.put(
                    file,
                    new Plot(
                            title,
                            Axis.counting(over),
                            share ? Axis.share(label(file)) : new Axis(label(file), false, lowest(file), Double.NaN),
                            curves));
        }
    }

    /** What is drawn upward, with its unit. */
    private static String label(String file) {
        return switch (file) {
            case "loss" -> "mean loss";
            case "validation" -> "score, validation people";
            case "rate" -> "learning rate";
            case "distances" -> "mean distance, 0 to 2";
            case "triplets" -> "share of triplets";
            case "effective-rank" -> "effective rank";
            case "speed" -> "images a second";
            default -> "mean length";
        };
    }

    /** From 0, except for losses, which some (circle, center) have far above it. */
    private static double lowest(String file) {
        return file.equals("loss") ? Double.NaN : 0;
    }

    @SafeVarargs
    private static List<Curve> curves(Optional<Curve>... found) {
        List<Curve> curves = new ArrayList<>();
        for (Optional<Curve> one : found) {
            one.ifPresent(curves::add);
        }
        return curves;
    }
}
