package dev.sightline.app.dataset;

import dev.sightline.app.run.Installation;
import dev.sightline.app.run.SettingsOptions;
import dev.sightline.app.terminal.Progress;
import dev.sightline.app.terminal.Terminal;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.platform.problem.Problems;
import dev.sightline.platform.problem.UserError;
import dev.sightline.trainer.snapshot.Coverage;
import dev.sightline.trainer.snapshot.PairSnapshot;
import dev.sightline.trainer.snapshot.Snapshot;
import dev.sightline.trainer.snapshot.SnapshotFolder;
import dev.sightline.trainer.snapshot.SnapshotSummary;
import dev.sightline.trainer.snapshot.Snapshots;
import dev.sightline.trainer.snapshot.TrackletSources;
import dev.sightline.trainer.source.DataSource;
import dev.sightline.trainer.source.Layout;
import java.io.IOException;
import java.io.PrintWriter;
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
            "Make a snapshot of labelled crops, labelled pairs, self-labelled tracklets, or of what was recorded.",
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
    private static final int FINISHED_WITH_PROBLEMS = 3;

    private final Problems problems = new Problems();

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
                    "How folders are named: market1501, cuhk03, cuhk01, pku, ilids. Told from the names otherwise.")
    private @Nullable String format;

    @Option(names = "--pairs", paramLabel = "LIST", description = "CSV of labelled pairs: left,right,same.")
    private @Nullable Path pairs;

    @Option(names = "--from-labels", description = "Recorded tracklets, and the labels given to them.")
    private boolean fromLabels;

    @Option(names = "--faces", description = "With --from-labels: crops of faces instead of whole people.")
    private boolean faces;

    @Option(
            names = "--play-tracklets",
            description = {
                "With --self-labels: a person's pictures in one camera stand for a tracklet where none is listed, to try",
                "self-labels on a labelled data set."
            })
    private boolean played;

    @Option(names = "--name", paramLabel = "NAME", description = "The snapshot's name; by default its folder's.")
    private @Nullable String name;

    @Option(names = "--copy", description = "Copy the pictures into the snapshot, so that it stands alone.")
    private boolean copy;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Folder to make.")
    private Path out;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (fromLabels == !data.isEmpty() && (fromLabels || pairs == null) || fromLabels && pairs != null) {
            throw new UserError("say what to take: --data [SITE=]PATH, --pairs LIST or both, or --from-labels alone");
        }
        SnapshotFolder.requireNew(out);
        Snapshot snapshot = fromLabels ? recorded() : files();
        PrintWriter terminal = spec.commandLine().getOut();
        terminal.print(SnapshotSummary.text(snapshot));
        terminal.println("\nWrote " + out);
        terminal.flush();
        problems.addAll(snapshot.problems());
        PrintWriter err = spec.commandLine().getErr();
        problems.all().forEach(p -> err.println("problem: " + p.where() + ": " + p.what() + ". " + p.advice()));
        err.flush();
        return problems.isEmpty() ? 0 : FINISHED_WITH_PROBLEMS;
    }

    private Snapshot files() throws IOException {
        Optional<Layout> layout = Optional.ofNullable(format).map(Layout::named);
        List<DataSource> sources =
                data.stream().map(d -> DataSource.parse(d, layout)).toList();
        Snapshot snapshot;
        if (pairs == null && !selfLabels.any()) {
            try (Progress progress = Progress.over(Terminal.of(spec), "Reading", "pictures", -1)) {
                snapshot = Snapshots.take(label(), sources, looked -> progress.step(1));
            }
        } else {
            snapshot = paired().files(
                            options.load(),
                            sources.isEmpty() ? Map.of() : TrackletSources.read(sources, played),
                            Optional.ofNullable(pairs))
                    .snapshot();
        }
        return written(snapshot, copy);
    }

    /** Recorded crops are always copied: the crop store lets go of what no row shows any more. */
    private Snapshot recorded() throws IOException {
        Path aside = Files.createTempDirectory("sightline-crops");
        try (Installation installation = options.open()) {
            PairSnapshot made = paired().recorded(
                            installation.database(),
                            installation.crops(),
                            aside,
                            faces ? Modality.MODALITY_FACE : Modality.MODALITY_PERSON);
            return written(made.snapshot(), true);
        } finally {
            try (Stream<Path> files = Files.list(aside)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(aside);
        }
    }

    private Snapshot written(Snapshot snapshot, boolean copied) throws IOException {
        if (snapshot.coverage() instanceof Coverage.OnePerson one) {
            spec.commandLine().getErr().println("warning: " + one.sentence());
        }
        SnapshotFolder.write(snapshot, out, copied);
        return snapshot;
    }

    private PairedData paired() {
        return new PairedData(label(), selfLabels, Terminal.of(spec), problems);
    }

    private String label() {
        Path last = out.toAbsolutePath().normalize().getFileName();
        return name != null ? name : last == null ? "snapshot" : last.toString();
    }
}
