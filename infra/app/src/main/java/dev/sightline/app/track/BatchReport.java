package dev.sightline.app.track;

import dev.sightline.app.results.HtmlReport;
import dev.sightline.app.results.RunFacts;
import dev.sightline.app.results.SummaryJson;
import dev.sightline.app.results.SummaryText;
import dev.sightline.app.terminal.Outcome;
import dev.sightline.app.terminal.Terminal;
import dev.sightline.contracts.v1.Camera;
import dev.sightline.platform.problem.Problem;
import dev.sightline.platform.problem.Problems;
import dev.sightline.platform.problem.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Writes what a batch came to and says it: files for programs first, then the summary and the report, then films, which
 * may fail without harm to the rest.
 */
public final class BatchReport {
    private static final int MOST_PEOPLE_ON_TERMINAL = 40;

    private final BatchOutcome outcome;
    private final List<Camera> cameras;
    private final Path folder;
    private final Map<String, String> settings;
    private final Problems problems = new Problems();
    private final List<String> files = new ArrayList<>();

    /** @param settings what the results were made with, for the report; never a secret */
    public BatchReport(BatchOutcome outcome, List<Camera> cameras, Path folder, Map<String, String> settings) {
        this.outcome = outcome;
        this.cameras = List.copyOf(cameras);
        this.folder = folder.toAbsolutePath().normalize();
        this.settings = settings;
        problems.addAll(outcome.problems());
    }

    /**
     * Makes sure that results can be written before hours are spent on them.
     *
     * @throws UserError when the folder cannot be created or written
     */
    public static void requireWritable(Path folder) {
        try {
            Files.createDirectories(folder);
            Files.delete(Files.createTempFile(folder, "check-", ".tmp"));
        } catch (IOException e) {
            throw new UserError(
                    "--out " + folder.toAbsolutePath() + " cannot be written (" + e + "); name a folder of yours", e);
        }
    }

    /** Notes what was asked for and not done outside the run, such as settings that name cameras that are not there. */
    public void note(List<Problem> found) {
        problems.addAll(found);
    }

    /** Writes everything but films. */
    public void write() throws IOException {
        outcome.results().write(folder);
        files.addAll(List.of("tracks.csv", "sightings.jsonl", "events.jsonl", "alerts.jsonl", "crops/"));
        writePages();
        files.addAll(List.of("summary.txt", "report.html"));
    }

    private void writePages() throws IOException {
        RunFacts facts = facts();
        Files.writeString(
                folder.resolve("summary.txt"),
                SummaryText.of(outcome.results(), facts, Integer.MAX_VALUE) + System.lineSeparator());
        Files.writeString(folder.resolve("report.html"), HtmlReport.of(outcome.results(), facts));
    }

    /** Writes each camera's footage with boxes; what does not work out becomes a problem. */
    public void writeFilms(Terminal terminal, StopRequest stop) throws IOException {
        int before = problems.all().size();
        var rows = outcome.results().rows();
        for (Camera camera : cameras) {
            String name = camera.getCameraId() + ".mp4";
            if (stop.isRequested()) {
                problems.add(
                        Problem.of("camera " + camera.getCameraId(), "film-left-out", "its film was not written", ""));
                continue;
            }
            terminal.say("Writing film of camera " + camera.getCameraId() + "…");
            if (AnnotatedVideo.write(camera, rows, folder.resolve(name), problems, stop)) {
                files.add(name);
            }
        }
        if (problems.all().size() > before) {
            writePages();
        }
    }

    /**
     * Says it, as text or as one JSON document; returns the exit status.
     *
     * @param stopped the exit status of a signal that ended it; 0 when there was none
     */
    public int print(Outcome said, int stopped) {
        RunFacts facts = facts();
        // Problems are the outcome's to print.
        String text = SummaryText.of(outcome.results(), facts.withProblems(List.of()), MOST_PEOPLE_ON_TERMINAL);
        said.text(text).fields(SummaryJson.of(outcome.results(), facts, files));
        said.problems().addAll(facts.problems());
        return said.end(stopped);
    }

    private RunFacts facts() {
        List<String> ids = cameras.stream().map(Camera::getCameraId).toList();
        return new RunFacts(
                folder.toString(), ids, outcome.lookedFor(), settings, outcome.incomplete(), problems.all());
    }
}
