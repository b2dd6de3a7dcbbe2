package dev.sightline.app.evaluate;

import dev.sightline.app.terminal.Outcome;
import dev.sightline.trainer.evaluate.detection.DetectionEvaluation;
import dev.sightline.trainer.evaluate.tracking.TrackFiles;
import dev.sightline.trainer.evaluate.tracking.TrackingEvaluation;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sightline evaluate tracking|detection|reid|verification|openset|drift|gate}. */
@Command(
        name = "evaluate",
        description = "Measure results against the truth.",
        footer = {
            "",
            "Examples:",
            "  sightline evaluate tracking --truth gt.txt --predicted results/tracks.csv",
            "  sightline evaluate reid --images list.csv --model person-colour-strip",
            "  sightline evaluate gate --champion person-colour-strip --challenger mine --data site=crops"
        },
        subcommands = {
            ReidCommand.class,
            VerificationCommand.class,
            OpenSetCommand.class,
            DriftCommand.class,
            GateCommand.class
        },
        mixinStandardHelpOptions = true)
public final class EvaluateCommand {
    private static final String BOXES_1 =
            "Files of boxes: MOTChallenge lines frame,id,x,y,w,h[,score,...], or CSV with a header that";
    private static final String BOXES_2 =
            "names frame, identity (or id), x, y, w, h and maybe camera and score, in any order. Frames";
    private static final String BOXES_3 =
            "count from 1. A score of -1, or none, is no score given; scores above 1 count in percent.";
    private static final String BOXES_4 = "See 'Files that Sightline reads' in infra/docs/operations.md.";

    @Command(
            description = "HOTA, IDF1, MOTA and what belongs to them, for MOTChallenge and multi-camera files.",
            footer = {
                "",
                BOXES_1,
                BOXES_2,
                BOXES_3,
                BOXES_4,
                "",
                "Example:",
                "  sightline evaluate tracking --truth gt.txt --predicted results/tracks.csv"
            },
            mixinStandardHelpOptions = true)
    int tracking(@Mixin TruthOptions files, @Mixin EvaluationOutput output) throws IOException {
        return EvaluationOutput.end(
                output.begin(),
                TrackingEvaluation.evaluate(TrackFiles.truth(files.truth()), TrackFiles.predicted(files.predicted())));
    }

    @Command(
            description = "Average precision at an IoU, precision and recall of detections.",
            footer = {
                "",
                BOXES_1,
                BOXES_2,
                BOXES_3,
                BOXES_4,
                "",
                "Example:",
                "  sightline evaluate detection --truth gt.txt --predicted det.txt --iou 0.5"
            },
            mixinStandardHelpOptions = true)
    int detection(
            @Mixin TruthOptions files,
            @Mixin EvaluationOutput output,
            @Option(
                            names = "--iou",
                            defaultValue = "0.5",
                            paramLabel = "IOU",
                            description = "Overlap that counts as found, above 0 to 1; default: ${DEFAULT-VALUE}.")
                    double iou,
            @Option(
                            names = "--threshold",
                            defaultValue = "0.35",
                            paramLabel = "SCORE",
                            description = "Score at which precision and recall are read; default: ${DEFAULT-VALUE}.")
                    double threshold)
            throws IOException {
        VerificationCommand.requireRate("--iou", iou);
        Outcome outcome = output.begin();
        return EvaluationOutput.end(
                outcome,
                DetectionEvaluation.evaluate(
                        TrackFiles.truth(files.truth()),
                        TrackFiles.boxes(files.predicted(), outcome.problems()),
                        iou,
                        threshold));
    }
}
