package dev.sightline.app.train;

import dev.sightline.app.dataset.PairedData;
import dev.sightline.app.dataset.SelfLabelOptions;
import dev.sightline.app.run.ErasedCrops;
import dev.sightline.app.run.Installation;
import dev.sightline.app.settings.SightlineSettings;
import dev.sightline.app.terminal.Outcome;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.platform.problem.UserError;
import dev.sightline.trainer.recipe.Recipe;
import dev.sightline.trainer.snapshot.Snapshot;
import dev.sightline.trainer.snapshot.SnapshotFolder;
import dev.sightline.trainer.snapshot.Snapshots;
import dev.sightline.trainer.snapshot.TrackletSources;
import dev.sightline.trainer.source.DataSource;
import dev.sightline.trainer.split.LabelErrorList;
import dev.sightline.trainer.split.Selection;
import dev.sightline.trainer.split.Split;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What a run learns from, and who is held back. */
final class TrainingData {
    /** Folder of the snapshot within the run's folder; a run that goes on takes it again. */
    private static final String SNAPSHOT = "data";

    private static final String CROPS = "crops";

    @Option(
            names = "--data",
            paramLabel = "[SITE=]PATH",
            description = "Labeled crops: a CSV list, a folder in a known layout, or a snapshot. May be repeated;"
                    + " beside --from-labels old sites, so that what was learned there is kept.")
    private List<String> data = new ArrayList<>();

    @Option(
            names = "--from-labels",
            description = "Learn from the tracklets recorded here and the labels given to them.")
    private boolean fromLabels;

    @Option(
            names = "--from-self-labels",
            description = {
                "Learn without any label: --data are tracklets, or with --from-labels what was recorded; --self-labels says",
                "what counts, tracklet and time by default."
            })
    private boolean fromSelfLabels;

    @Option(
            names = "--play-tracklets",
            description =
                    "With --from-self-labels: a person's pictures in one camera stand for a tracklet where none is"
                            + " listed.")
    private boolean played;

    @Mixin
    private SelfLabelOptions selfLabels;

    @Option(
            names = "--hold-back",
            defaultValue = "none",
            paramLabel = "PEOPLE",
            description =
                    "The test people, who never train and judge the result: none, share=0.1, or [site:]643-742, [site:]last-50, ….")
    private String test;

    @Option(
            names = "--validate",
            paramLabel = "PEOPLE",
            description =
                    "The validation people, by whom the best epoch is chosen, written the same way; by default the recipe's share.")
    private @Nullable String validation;

    @Option(
            names = "--suspects",
            paramLabel = "FILE",
            description = {
                "Pairs of people who may be one, as sightline dataset suspects lists them, less those you found to be two:",
                "they are no negatives of each other."
            })
    private @Nullable Path suspects;

    private @Nullable Snapshot toKeep;

    boolean needsInstallation() {
        return fromLabels;
    }

    /** Writes what a run that goes on takes again; not before the run is known to start. */
    void keep(Path out) throws IOException {
        if (toKeep != null) {
            SnapshotFolder.write(toKeep, out.resolve(SNAPSHOT), fromLabels);
        }
    }

    /**
     * The people in three parts.
     *
     * @param installation where tracklets and labels are recorded; needed with --from-labels only
     */
    Split split(
            SightlineSettings settings, Optional<Installation> installation, Recipe recipe, Path out, Outcome outcome)
            throws IOException {
        if (data.isEmpty() && !fromLabels) {
            throw new UserError(
                    "say what to learn from: --data [SITE=]PATH, or --from-labels for what was recorded here");
        }
        ErasedCrops erased = new ErasedCrops(settings);
        Snapshot made = erased.leaveOut(snapshot(settings, installation, recipe, out, outcome), outcome.problems());
        if (toKeep != null) {
            toKeep = made;
        }
        erased.note(made, out);
        Snapshot snapshot = fromLabels && !data.isEmpty()
                ? erased.leaveOut(Snapshots.beside(made, sources()), outcome.problems())
                : made;
        if (!snapshot.hash().equals(made.hash())) {
            // The model's lineage names the whole, so an erasure must find it by that.
            erased.note(snapshot, out);
        }
        outcome.problems().addAll(snapshot.problems());
        String validating = validation == null ? "share=" + recipe.validation().people() : validation;
        Split split =
                Split.of(snapshot, Selection.parse(validating, recipe.seed()), Selection.parse(test, recipe.seed()));
        if (suspects != null) {
            split = split.doubting(LabelErrorList.read(suspects));
        }
        outcome.terminal()
                .say(split.sentence() + "; " + split.training().coverage().sentence());
        return split;
    }

    /** @throws UserError naming what was given and would not be looked at */
    void refuseWhatIsNotLookedAt() {
        if (fromLabels && fromSelfLabels && !data.isEmpty()) {
            throw new UserError(
                    "--from-self-labels takes --data for tracklets and --from-labels beside them for labeled sites; leave"
                            + " --from-self-labels out and say with --self-labels which labels the system may give itself");
        }
        if (played && (fromLabels || !fromSelfLabels)) {
            throw new UserError(
                    "--play-tracklets makes tracklets of --data for --from-self-labels; give both, or leave it out");
        }
        if (selfLabels.any() && !fromLabels && !fromSelfLabels) {
            throw new UserError(
                    "--self-labels says what --from-self-labels and --from-labels learn from; give one of them, or"
                            + " leave it out");
        }
    }

    private List<DataSource> sources() {
        return data.stream().map(d -> DataSource.parse(d, Optional.empty())).toList();
    }

    /** What is recorded, or the labeled crops. */
    private Snapshot snapshot(
            SightlineSettings settings, Optional<Installation> installation, Recipe recipe, Path out, Outcome outcome)
            throws IOException {
        List<DataSource> sources = sources();
        if (!fromLabels && !fromSelfLabels) {
            return Snapshots.take(recipe.name(), sources);
        }
        Path kept = out.resolve(SNAPSHOT);
        if (Files.isDirectory(kept)) {
            // What is recorded grows; a run that goes on learns from what it began with.
            return Snapshots.take(recipe.name(), List.of(DataSource.parse(kept.toString(), Optional.empty())));
        }
        PairedData paired = new PairedData(recipe.name(), selfLabels, outcome);
        Snapshot made;
        if (fromLabels) {
            Path crops = Files.createDirectories(out.resolve(CROPS));
            Installation from = installation.orElseThrow();
            Modality modality = recipe.faces() ? Modality.MODALITY_FACE : Modality.MODALITY_PERSON;
            made = paired.recorded(from.database(), from.crops(), crops, modality)
                    .snapshot();
        } else {
            made = paired.files(settings, TrackletSources.read(sources, played), Optional.empty())
                    .snapshot();
        }
        toKeep = made;
        return made;
    }
}
