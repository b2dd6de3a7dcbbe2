package dev.sightline.app.evaluate;

import dev.sightline.platform.problem.Problems;
import dev.sightline.trainer.evaluate.Measures;
import dev.sightline.trainer.evaluate.Rendering;
import dev.sightline.trainer.evaluate.detection.DetectionEvaluation;
import dev.sightline.trainer.evaluate.tracking.TrackFiles;
import dev.sightline.trainer.evaluate.tracking.TrackingEvaluation;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sightline evaluate tracking|detection|reid|verification|openset|gate}. */
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
        subcommands = {ReidCommand.class, VerificationCommand.class, OpenSetCommand.class, GateCommand.class},
        mixinStandardHelpOptions = true)
public final class EvaluateCommand {
    private static final String BOXES_1 =
            "Files of boxes: MOTChallenge lines frame,id,x,y,w,h[,score,...], or CSV with a header that";
    private static final String BOXES_2 =
            "names frame, identity (or id), x, y, w, h and maybe camera and score, in any order. Frames";
    private static final String BOXES_3 =
            "count from 1. A score of -1, or none, is no score given; scores above 1 count in percent.";
    private static final String BOXES_4 = "See 'Files that Sightline reads' in infra/docs/operations.md.";

    @Spec
    private CommandSpec spec;

    @Command(
            description = "HOTA, IDF1, MOTA and what belongs to them, for MOTChallenge and multi-camera files.",
            footer = {"", BOXES_1, BOXES_2, BOXES_3, BOXES_4},
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
            footer = {"", BOXES_1, BOXES_2, BOXES_3, BOXES_4},
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
        Problems problems = new Problems();
        Measures measures = DetectionEvaluation.evaluate(
                TrackFiles.truth(truth), TrackFiles.boxes(predicted, problems), iou, threshold);
        problems.all()
                .forEach(problem -> spec.commandLine()
                        .getErr()
                        .println("note: " + problem.where() + ": " + problem.what() + "; " + problem.advice()));
        return print(measures, json);
    }

    private int print(Measures measures, boolean json) {
        return print(spec, measures, json);
    }

    /** Shows a result as text or JSON. */
    static int print(CommandSpec spec, Measures measures, boolean json) {
        PrintWriter out = spec.commandLine().getOut();
        out.print(json ? Rendering.json(measures) : Rendering.text(measures));
        out.println();
        out.flush();
        return 0;
    }
}
