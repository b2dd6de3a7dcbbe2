package dev.sightline.app.dataset;

import dev.sightline.app.audit.CommandAudit;
import dev.sightline.app.run.SettingsOptions;
import dev.sightline.app.terminal.JsonOption;
import dev.sightline.app.terminal.Outcome;
import dev.sightline.app.terminal.ReasonOption;
import dev.sightline.trainer.snapshot.Snapshot;
import dev.sightline.trainer.snapshot.SnapshotExport;
import dev.sightline.trainer.snapshot.SnapshotFolder;
import dev.sightline.trainer.snapshot.SnapshotFolder.Check;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sightline dataset export}: for other tools. */
@Command(
        name = "export",
        description = "Write a snapshot as labels.csv and pictures, for other tools.",
        footer = {"", "Example:", "  sightline dataset export mall.snapshot --out mall-csv"},
        mixinStandardHelpOptions = true)
public final class SnapshotExportCommand implements Callable<Integer> {
    @Mixin
    private SettingsOptions options;

    @Parameters(paramLabel = "DIR", description = "The snapshot's folder.")
    private Path folder;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Folder to write to.")
    private Path out;

    @Mixin
    private ReasonOption reason;

    @Mixin
    private JsonOption json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Snapshot snapshot = SnapshotFolder.read(folder, Check.CONTENTS);
        Outcome outcome = Outcome.of(spec, json);
        CommandAudit.of(options.load(), outcome)
                .did("dataset.export", folder.toString(), reason.text(), out.toString());
        SnapshotExport.write(snapshot, out);
        return outcome.say("Wrote " + snapshot.crops().size() + " pictures and " + out.resolve("labels.csv") + ".")
                .field("pictures", snapshot.crops().size())
                .field("labels", out.resolve("labels.csv").toString())
                .end();
    }
}
