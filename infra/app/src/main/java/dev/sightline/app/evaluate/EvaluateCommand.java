package dev.sightline.app.evaluate;

import dev.sightline.app.UserError;
import dev.sightline.trainer.evaluate.Measures;
import dev.sightline.trainer.evaluate.Rendering;
import dev.sightline.trainer.evaluate.detection.DetectionEvaluation;
import dev.sightline.trainer.evaluate.retrieval.RetrievalEvaluation;
import dev.sightline.trainer.evaluate.tracking.TrackFiles;
import dev.sightline.trainer.evaluate.tracking.TrackingEvaluation;
import dev.sightline.trainer.evaluate.verification.VerificationEvaluation;
import dev.sightline.trainer.labelled.LabelledDescriptor;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sightline evaluate tracking|detection|reid|verification}. */
@Command(
        name = "evaluate",
        description = "Measure results against the truth.",
        footer = {
            "",
            "Examples:",
            "  sightline evaluate tracking --truth gt.txt --predicted results/tracks.csv",
            "  sightline evaluate reid --images list.csv --model person-colour-strip"
        },
        mixinStandardHelpOptions = true)
public final class EvaluateCommand {
    private static final int SINGLE_SHOT_REPEATS = 10;
    private static final long SEED = 1;

    @Spec
    private CommandSpec spec;

    @Command(
            description = "HOTA, IDF1, MOTA and what belongs to them, for MOTChallenge and multi-camera files.",
            mixinStandardHelpOptions = true)
    int tracking(
            @Option(
                            names = "--truth",
                            required = true,
                            paramLabel = "FILE",
                            description = "MOTChallenge gt.txt, or CSV.")
                    Path truth,
            @Option(
                            names = "--predicted",
                            required = true,
                            paramLabel = "FILE",
                            description = "tracks.csv, or MOT results.")
                    Path predicted,
            @Option(names = "--json", description = "JSON instead of text.") boolean json)
            throws IOException {
        return print(TrackingEvaluation.evaluate(TrackFiles.truth(truth), TrackFiles.predicted(predicted)), json);
    }

    @Command(
            description = "Average precision at an IoU, precision and recall of detections.",
            mixinStandardHelpOptions = true)
    int detection(
            @Option(
                            names = "--truth",
                            required = true,
                            paramLabel = "FILE",
                            description = "MOTChallenge gt.txt, or CSV.")
                    Path truth,
            @Option(
                            names = "--predicted",
                            required = true,
                            paramLabel = "FILE",
                            description = "Detections with scores.")
                    Path predicted,
            @Option(names = "--iou", defaultValue = "0.5", description = "Overlap that counts as found.") double iou,
            @Option(
                            names = "--threshold",
                            defaultValue = "0.35",
                            description = "Score at which precision and recall are read.")
                    double threshold,
            @Option(names = "--json", description = "JSON instead of text.") boolean json)
            throws IOException {
        return print(
                DetectionEvaluation.evaluate(TrackFiles.truth(truth), TrackFiles.boxes(predicted), iou, threshold),
                json);
    }

    @Command(
            description = {
                "Retrieval over cameras: rank-1/5/10, mAP and mINP, each crop looked for among all others",
                "(Market-1501 protocol), or single-shot."
            },
            mixinStandardHelpOptions = true)
    int reid(
            @Mixin DescriptorOptions descriptors,
            @Option(
                            names = "--from",
                            paramLabel = "CAMERA",
                            description = "Ask with crops of this camera; all by default.")
                    @Nullable
                    String from,
            @Option(
                            names = "--to",
                            paramLabel = "CAMERA",
                            description = "Look in crops of this camera; all by default.")
                    @Nullable
                    String to,
            @Option(names = "--single-shot", description = "Ten seeded repeats with one gallery crop a person.")
                    boolean singleShot,
            @Option(names = "--json", description = "JSON instead of text.") boolean json)
            throws IOException {
        List<LabelledDescriptor> crops = descriptors.describe(spec.commandLine().getErr());
        List<LabelledDescriptor> queries = ofCamera(crops, from);
        List<LabelledDescriptor> gallery = ofCamera(crops, to);
        return print(
                singleShot
                        ? RetrievalEvaluation.singleShot(queries, gallery, SINGLE_SHOT_REPEATS, SEED)
                        : RetrievalEvaluation.between(queries, gallery),
                json);
    }

    private static List<LabelledDescriptor> ofCamera(List<LabelledDescriptor> crops, @Nullable String camera) {
        List<LabelledDescriptor> kept = crops.stream()
                .filter(c -> camera == null || c.camera().equals(camera))
                .toList();
        if (kept.isEmpty()) {
            throw new UserError("no crop is of camera '" + camera + "'; cameras in the list: "
                    + crops.stream()
                            .map(LabelledDescriptor::camera)
                            .distinct()
                            .sorted()
                            .toList());
        }
        return kept;
    }

    @Command(
            description = "Same or different: equal error rate, FNMR at FMR with intervals over people.",
            mixinStandardHelpOptions = true)
    int verification(
            @Mixin DescriptorOptions descriptors,
            @Option(names = "--json", description = "JSON instead of text.") boolean json)
            throws IOException {
        List<LabelledDescriptor> crops = descriptors.describe(spec.commandLine().getErr());
        return print(VerificationEvaluation.defaults().evaluate(crops), json);
    }

    private int print(Measures measures, boolean json) {
        PrintWriter out = spec.commandLine().getOut();
        out.print(json ? Rendering.json(measures) : Rendering.text(measures));
        out.println();
        out.flush();
        return 0;
    }
}
