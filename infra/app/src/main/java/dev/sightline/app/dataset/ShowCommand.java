package dev.sightline.app.dataset;

import dev.sightline.app.terminal.JsonOption;
import dev.sightline.app.terminal.Outcome;
import dev.sightline.trainer.snapshot.Snapshot;
import dev.sightline.trainer.snapshot.SnapshotFolder;
import dev.sightline.trainer.snapshot.SnapshotFolder.Check;
import dev.sightline.trainer.split.Selection;
import dev.sightline.trainer.split.Split;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sightline dataset show}: what is in a snapshot, and how it would be split. */
@Command(
        name = "show",
        description = "Show what is in a snapshot, check its pictures, and how its people would be split.",
        footer = {
            "",
            "Example:",
            "  sightline dataset show mall.snapshot --hold-back mall:last-50 --validate share=0.1 --check-contents"
        },
        mixinStandardHelpOptions = true)
public final class ShowCommand implements Callable<Integer> {
    @Parameters(paramLabel = "DIR", description = "The snapshot's folder.")
    private Path folder;

    @Option(
            names = "--hold-back",
            defaultValue = "none",
            paramLabel = "PEOPLE",
            description = "People who never train: none, share=0.1, from=TIME, or [site:]643-742, [site:]last-50, ….")
    private String test;

    @Option(
            names = "--validate",
            defaultValue = "none",
            paramLabel = "PEOPLE",
            description = "People by whom results are chosen, written the same way.")
    private String validation;

    @Option(names = "--seed", defaultValue = "1", paramLabel = "N", description = "For shares.")
    private long seed;

    @Option(names = "--check-contents", description = "Read every picture and compare its SHA-256.")
    private boolean contents;

    @Mixin
    private JsonOption json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Snapshot snapshot = SnapshotFolder.read(folder, contents ? Check.CONTENTS : Check.QUICK);
        Split split = Split.of(snapshot, Selection.parse(validation, seed), Selection.parse(test, seed));
        return SnapshotFields.add(snapshot, Outcome.of(spec, json))
                .say("Split: " + split.sentence() + ".")
                .end();
    }
}
