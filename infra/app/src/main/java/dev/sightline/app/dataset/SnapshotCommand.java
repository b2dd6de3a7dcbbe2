package dev.sightline.app.dataset;

import dev.sightline.app.audit.CommandAudit;
import dev.sightline.app.run.ErasedCrops;
import dev.sightline.app.run.Installation;
import dev.sightline.app.run.SettingsOptions;
import dev.sightline.app.terminal.JsonOption;
import dev.sightline.app.terminal.Outcome;
import dev.sightline.app.terminal.Progress;
import dev.sightline.app.terminal.ReasonOption;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.platform.problem.UserError;
import dev.sightline.store.database.Database;
import dev.sightline.trainer.snapshot.Coverage;
import dev.sightline.trainer.snapshot.PairSnapshot;
import dev.sightline.trainer.snapshot.Snapshot;
import dev.sightline.trainer.snapshot.SnapshotFolder;
import dev.sightline.trainer.snapshot.Snapshots;
import dev.sightline.trainer.snapshot.TrackletSources;
import dev.sightline.trainer.source.DataSource;
import dev.sightline.trainer.source.Layout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sightline dataset snapshot}: makes one. */
@Command(
        name = "snapshot",
        description = {
            "Make a snapshot of labeled crops, labeled pairs, self-labeled tracklets, or of what was recorded.",
            "Pictures that cannot be read and labels that contradict one another are named and left out."
        },
        footer = {
            "",
            "Examples:",
            "  sightline dataset snapshot --data mall=crops --data office=list.csv --out both.snapshot",
            "  sightline dataset snapshot --pairs pairs.csv --out pairs.snapshot --copy",
            "  sightline dataset snapshot --data lobby=tracklets.csv --self-labels tracklet,time --out self.snapshot",
            "  sightline dataset snapshot --from-labels --self-labels tracklet,time,link --out recorded.snapshot"
        },
        mixinStandardHelpOptions = true)
public final class SnapshotCommand implements Callable<Integer> {
    @Mixin
    private SettingsOptions options;

    @Mixin
    private SelfLabelOptions selfLabels;

    @Option(
            names = "--data",
            paramLabel = "[SITE=]PATH",
            description = {
                "A CSV list (path,identity,camera[,site][,tracklet][,time]), a folder named in a known way, or a",
                "snapshot. May be repeated; people of two sites are never the same."
            })
    private List<String> data = List.of();

    @Option(
            names = "--format",
            paramLabel = "NAME",
            description =
                    "How folders are named, such as market1501, msmt17, viper or folders (one a person). Detected from"
                            + " the names otherwise.")
    private @Nullable String format;

    @Option(names = "--pairs", paramLabel = "LIST", description = "CSV of labeled pairs: left,right,same.")
    private @Nullable Path pairs;

    @Option(names = "--from-labels", description = "Recorded tracklets, and the labels given to them.")
    private boolean fromLabels;

    @Option(names = "--faces", description = "With --from-labels: crops of faces instead of whole people.")
    private boolean faces;

    @Option(
            names = "--play-tracklets",
            description = {
                "With --self-labels: a person's pictures in one camera stand for a tracklet where none is listed, to"
                        + " try",
                "self-labels on a labeled data set."
            })
    private boolean played;

    @Option(names = "--name", paramLabel = "NAME", description = "The snapshot's name; by default its folder's.")
    private @Nullable String name;

    @Option(names = "--copy", description = "Copy the pictures into the snapshot, so that it stands alone.")
    private boolean copy;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Folder to make.")
    private Path out;

    @Mixin
    private ReasonOption reason;

    @Mixin
    private JsonOption json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (fromLabels == !data.isEmpty() && (fromLabels || pairs == null) || fromLabels && pairs != null) {
            throw new UserError("say what to take: --data [SITE=]PATH, --pairs LIST or both, or --from-labels alone");
        }
        if (played && (fromLabels || !selfLabels.any())) {
            throw new UserError(
                    "--play-tracklets makes tracklets of --data for --self-labels; give both, or leave it out");
        }
        if (faces && !fromLabels) {
            throw new UserError("--faces chooses among recorded crops; give --from-labels, or leave it out");
        }
        SnapshotFolder.requireNew(out);
        Outcome outcome = Outcome.of(spec, json);
        Snapshot snapshot = fromLabels ? recorded(outcome) : files(outcome);
        outcome.problems().addAll(snapshot.problems());
        return SnapshotFields.add(snapshot, outcome)
                .say("The snapshot is in " + out + ".")
                .end();
    }

    private Snapshot files(Outcome outcome) throws IOException {
        Optional<Layout> layout = Optional.ofNullable(format).map(Layout::named);
        List<DataSource> sources =
                data.stream().map(d -> DataSource.parse(d, layout)).toList();
        Snapshot snapshot;
        if (pairs == null && !selfLabels.any()) {
            try (Progress progress = Progress.over(outcome.terminal(), "Reading", "pictures", -1)) {
                snapshot = Snapshots.take(label(), sources, looked -> progress.step(1));
            }
        } else {
            snapshot = paired(outcome)
                    .files(
                            options.load(),
                            sources.isEmpty() ? Map.of() : TrackletSources.read(sources, played),
                            Optional.ofNullable(pairs))
                    .snapshot();
        }
        return written(snapshot, copy, outcome);
    }

    /** Recorded crops are always copied: the crop store lets go of what no row shows any more. */
    private Snapshot recorded(Outcome outcome) throws IOException {
        Path aside = Files.createTempDirectory("sightline-crops");
        try (Installation installation = options.open()) {
            Database database = installation.database();
            CommandAudit.in(database).did("dataset.snapshot", "", reason.text(), out.toString());
            PairSnapshot made = paired(outcome)
                    .recorded(
                            database,
                            installation.crops(),
                            aside,
                            faces ? Modality.MODALITY_FACE : Modality.MODALITY_PERSON);
            return written(made.snapshot(), true, outcome);
        } finally {
            try (Stream<Path> files = Files.list(aside)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(aside);
        }
    }

    private Snapshot written(Snapshot made, boolean copied, Outcome outcome) throws IOException {
        ErasedCrops erased = new ErasedCrops(options.load());
        Snapshot snapshot = erased.leaveOut(made, outcome.problems());
        if (snapshot.coverage() instanceof Coverage.OnePerson one) {
            outcome.say("Warning: " + one.sentence());
        }
        SnapshotFolder.write(snapshot, out, copied);
        erased.note(snapshot, out);
        return snapshot;
    }

    private PairedData paired(Outcome outcome) {
        return new PairedData(label(), selfLabels, outcome);
    }

    private String label() {
        Path last = out.toAbsolutePath().normalize().getFileName();
        return name != null ? name : last == null ? "snapshot" : last.toString();
    }
}
