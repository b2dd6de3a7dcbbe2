package dev.sightline.app.evaluate;

import dev.sightline.app.terminal.Outcome;
import dev.sightline.app.terminal.ReportOption;
import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.platform.problem.UserError;
import dev.sightline.trainer.evaluate.IdentityBootstrap;
import dev.sightline.trainer.evaluate.retrieval.ReciprocalReranking;
import dev.sightline.trainer.evaluate.retrieval.Retrieval;
import dev.sightline.trainer.evaluate.retrieval.RetrievalReport;
import dev.sightline.trainer.labeled.LabeledCrop;
import dev.sightline.trainer.labeled.LabeledDescriptor;
import dev.sightline.trainer.report.RunReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sightline evaluate reid}: finding people again. */
@Command(
        name = "reid",
        description = {
            "Retrieval over cameras: rank-1/5/10, mAP and mINP, each crop looked for among all others",
            "(Market-1501 protocol), or single-shot, with intervals over people and a table per camera pair."
        },
        footer = {
            "",
            "Examples:",
            "  sightline evaluate reid --images list.csv --model person-colour-strip",
            "  sightline evaluate reid --data cuhk03=cuhk03 --people 643-742 --model osnet-x025 --rerank"
        },
        mixinStandardHelpOptions = true)
final class ReidCommand implements Callable<Integer> {
    private static final int SINGLE_SHOT_REPEATS = 10;
    private static final long SEED = 1;

    @Mixin
    private DescriptorOptions descriptors;

    @Option(
            names = "--from",
            paramLabel = "CAMERA",
            description = "Ask with crops of this camera; all by default. Of --data: SITE/CAMERA.")
    private @Nullable String from;

    @Option(
            names = "--to",
            paramLabel = "CAMERA",
            description = "Look in crops of this camera; all by default. Of --data: SITE/CAMERA.")
    private @Nullable String to;

    @Option(
            names = "--gallery-model",
            paramLabel = "MODEL",
            description =
                    "Look in crops that another model described, which --model was trained to stay comparable with.")
    private @Nullable String galleryModel;

    @Option(names = "--single-shot", description = "Ten seeded repeats with one gallery crop a person.")
    private boolean singleShot;

    @Option(
            names = "--rerank",
            description = "k-reciprocal re-ranking (20, 6, 0.3) first; memory grows with the square of the crops.")
    private boolean rerank;

    @Mixin
    private ReportOption report;

    @Mixin
    private EvaluationOutput output;

    @Override
    public Integer call() throws IOException {
        Outcome outcome = output.begin();
        List<LabeledCrop> labeled = descriptors.crops().read(outcome.problems());
        List<LabeledDescriptor> crops = descriptors.describe(labeled, outcome);
        List<LabeledDescriptor> queries = ofCamera(crops, from);
        List<LabeledDescriptor> gallery = ofCamera(inGallery(labeled, crops, outcome), to);
        Retrieval retrieval = rerank
                ? Retrieval.reranked(queries, gallery, ReciprocalReranking.defaults())
                : Retrieval.of(queries, gallery);
        RetrievalReport found = RetrievalReport.of(
                singleShot ? retrieval.singleShot(SINGLE_SHOT_REPEATS, SEED) : retrieval.market(),
                singleShot ? Map.of() : retrieval.byCameras(),
                IdentityBootstrap.defaults());
        if (report.folder().isPresent()) {
            Path page = RunReport.write(report.folder().get(), page(labeled, crops));
            outcome.say("The report is in " + page + ".").field("report", page.toString());
        }
        return EvaluationOutput.end(outcome, found);
    }

    /** The same crops as the gallery's model describes them, under the name of the one that asks. */
    private List<LabeledDescriptor> inGallery(List<LabeledCrop> labeled, List<LabeledDescriptor> crops, Outcome outcome)
            throws IOException {
        if (galleryModel == null) {
            return crops;
        }
        if (rerank) {
            throw new UserError("--rerank compares within one model; leave it out with --gallery-model");
        }
        if (report.folder().isPresent()) {
            throw new UserError("--report shows how one model finds its own crops; leave it out with --gallery-model");
        }
        UnitVector asking = crops.get(0).vector();
        List<LabeledDescriptor> old = descriptors.describe(galleryModel, labeled, outcome);
        if (old.get(0).vector().dimension() != asking.dimension()) {
            throw new UserError("--gallery-model " + galleryModel + " makes descriptors of "
                    + old.get(0).vector().dimension() + " numbers and --model " + descriptors.model() + " of "
                    + asking.dimension() + "; only those of one size can be compared");
        }
        return old.stream()
                .map(c -> new LabeledDescriptor(
                        c.source(),
                        c.identity(),
                        c.camera(),
                        c.tracklet(),
                        UnitVector.normalize(
                                asking.modelId(),
                                c.vector().values(),
                                c.vector().quality())))
                .toList();
    }

    private RunReport.Input page(List<LabeledCrop> labeled, List<LabeledDescriptor> crops) {
        Map<String, Path> pictures =
                labeled.stream().collect(Collectors.toMap(LabeledCrop::listed, LabeledCrop::image));
        String data = descriptors.crops().name();
        return new RunReport.Input(
                crops.get(0).vector().modelId() + " on " + data,
                Map.of(),
                Optional.of(new RunReport.Judged(data, crops, pictures)));
    }

    private static List<LabeledDescriptor> ofCamera(List<LabeledDescriptor> crops, @Nullable String camera) {
        List<LabeledDescriptor> kept = crops.stream()
                .filter(c -> camera == null || c.camera().equals(camera))
                .toList();
        if (kept.isEmpty()) {
            throw new UserError("no crop is of camera '" + camera + "'; cameras of the crops: "
                    + crops.stream()
                            .map(LabeledDescriptor::camera)
                            .distinct()
                            .sorted()
                            .toList());
        }
        return kept;
    }
}
