package dev.sightline.trainer.report;

import dev.sightline.trainer.evaluate.IdentityBootstrap;
import dev.sightline.trainer.evaluate.retrieval.HardError;
import dev.sightline.trainer.evaluate.retrieval.Label;
import dev.sightline.trainer.evaluate.retrieval.Retrieval;
import dev.sightline.trainer.evaluate.retrieval.RetrievalReport;
import dev.sightline.trainer.evaluate.verification.VerificationEvaluation;
import dev.sightline.trainer.labeled.LabeledDescriptor;
import dev.sightline.trainer.labeled.PairScores;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes what people look at after a run, into its folder: {@value #PAGE}, one page that needs nothing beside it;
 * {@code plots/*.svg}; {@value #ERRORS}, the hardest errors. Whatever there is nothing for is left out, so a run in
 * progress, a run that collapsed and a model without a run all get a report.
 */
public final class RunReport {
    /** The page. */
    public static final String PAGE = "report.html";

    /** The sheet of errors. */
    public static final String ERRORS = "errors.jpg";

    private static final String PLOTS = "plots";
    private static final int MOST_ERRORS = 16;

    private RunReport() {}

    /**
     * What the report is about, beside the log in the folder.
     *
     * @param title such as the model's id
     * @param config settings of the run, names to values or maps of them
     * @param judged how the model does on people held back; empty before it was judged
     */
    public record Input(String title, Map<String, ?> config, Optional<Judged> judged) {
        public Input {
            config = new LinkedHashMap<>(config);
        }
    }

    /**
     * Described crops of people who were not trained on.
     *
     * @param data what to call them
     * @param crops each asks for its person among the others
     * @param pictures for each crop's source the picture; errors whose pictures are missing are not shown
     */
    public record Judged(String data, List<LabeledDescriptor> crops, Map<String, Path> pictures) {
        public Judged {
            crops = List.copyOf(crops);
            pictures = Map.copyOf(pictures);
        }
    }

    /**
     * Writes the report.
     *
     * @return the page
     * @throws IOException when a file cannot be written or a picture not be read
     */
    public static Path write(Path folder, Input input) throws IOException {
        Files.createDirectories(folder.resolve(PLOTS));
        TrainingLog log = TrainingLog.read(folder);
        HtmlPage page = new HtmlPage(input.title());
        Map<String, Plot> plots = new LinkedHashMap<>();
        if (input.judged().isPresent()) {
            plots.putAll(judged(folder, input.judged().get(), page));
        }
        Map<String, Plot> training = TrainingPlots.of(log);
        plots.putAll(training);
        if (!training.isEmpty()) {
            page.heading("Training");
            page.plots(training.values());
        }
        if (!log.happenings().isEmpty()) {
            page.heading("What happened");
            page.list(log.happenings());
        }
        if (!input.config().isEmpty()) {
            page.heading("Settings");
            page.tables("", input.config());
        }
        for (Map.Entry<String, Plot> plot : plots.entrySet()) {
            write(
                    folder.resolve(PLOTS).resolve(plot.getKey() + ".svg"),
                    bytes(plot.getValue().svg()));
        }
        write(folder.resolve(PAGE), bytes(page.html()));
        return folder.resolve(PAGE);
    }

    private static Map<String, Plot> judged(Path folder, Judged judged, HtmlPage page) throws IOException {
        Retrieval retrieval = Retrieval.of(judged.crops(), judged.crops());
        page.heading("Scores on " + judged.data());
        if (!retrieval.answerable()) {
            page.paragraph(
                    "No scores: nobody among these " + judged.crops().size()
                            + " crops was seen by two cameras (with one camera, in two tracklets), so nobody can be found again.");
            return Map.of();
        }
        RetrievalReport found =
                RetrievalReport.of(retrieval.market(), retrieval.byCameras(), IdentityBootstrap.defaults());
        VerificationEvaluation verification = VerificationEvaluation.defaults();
        PairScores pairs =
                PairScores.ofCrops(Label.people(judged.crops()), verification.maxPairs(), verification.seed());
        Map<String, Plot> plots = new LinkedHashMap<>();
        plots.put("cmc", JudgedPlots.cmc(found.score()));
        plots.put("roc", JudgedPlots.roc(pairs));
        page.plots(plots.values());
        page.tables("Finding people again", found.measures());
        page.tables("The same person or not", verification.evaluate(pairs).measures());
        List<ErrorSheet.Entry> entries = entries(judged, retrieval.hardest(MOST_ERRORS));
        if (!entries.isEmpty()) {
            byte[] sheet = ErrorSheet.jpeg(entries);
            write(folder.resolve(ERRORS), sheet);
            page.heading("Hardest errors");
            page.paragraph("Worst first, one of each person: the query (gray), the crop that was taken for the same"
                    + " person (red), and the nearest crop that is (green), with squared distances from 0 to 4.");
            page.jpeg(sheet, "query, wrong and right crop of each error");
        }
        return plots;
    }

    private static List<ErrorSheet.Entry> entries(Judged judged, List<HardError> errors) {
        List<ErrorSheet.Entry> entries = new ArrayList<>();
        for (HardError error : errors) {
            ErrorSheet.@Nullable Tile query = tile(judged, error.query(), Double.NaN);
            ErrorSheet.@Nullable Tile wrong = tile(judged, error.wrong(), error.wrongDistance());
            ErrorSheet.@Nullable Tile right = tile(judged, error.right(), error.rightDistance());
            if (query != null && wrong != null && right != null) {
                entries.add(new ErrorSheet.Entry(query, wrong, right));
            }
        }
        return entries;
    }

    private static ErrorSheet.@Nullable Tile tile(Judged judged, int crop, double distance) {
        LabeledDescriptor shown = judged.crops().get(crop);
        Path picture = judged.pictures().get(shown.source());
        return picture == null ? null : new ErrorSheet.Tile(picture, shown.identity(), distance);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** In one step, so that a page that is open never shows half a report. */
    private static void write(Path file, byte[] content) throws IOException {
        Path fresh = file.resolveSibling("." + file.getFileName() + ".new");
        Files.write(fresh, content);
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
