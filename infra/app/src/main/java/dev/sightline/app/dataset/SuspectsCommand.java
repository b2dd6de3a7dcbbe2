package dev.sightline.app.dataset;

import dev.sightline.app.audit.CommandAudit;
import dev.sightline.app.evaluate.CropDescribing;
import dev.sightline.app.run.SettingsOptions;
import dev.sightline.app.settings.SightlineSettings;
import dev.sightline.app.terminal.JsonOption;
import dev.sightline.app.terminal.Outcome;
import dev.sightline.app.terminal.ReasonOption;
import dev.sightline.trainer.labeled.LabeledDescriptor;
import dev.sightline.trainer.snapshot.Crop;
import dev.sightline.trainer.snapshot.Snapshot;
import dev.sightline.trainer.snapshot.SnapshotFolder;
import dev.sightline.trainer.snapshot.SnapshotFolder.Check;
import dev.sightline.trainer.split.LabelErrorList;
import dev.sightline.trainer.split.LabelErrorSearch;
import dev.sightline.trainer.split.LabelErrorSearch.DescribedCrop;
import dev.sightline.trainer.split.LabelErrorSearch.SuspectedLabelError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sightline dataset suspects}: labels to look at again. */
@Command(
        name = "suspects",
        description = {
            "List people said to be different who look more alike than the hardest pair of each one's own pictures:",
            "labels to look at again, the most suspect first."
        },
        footer = {
            "",
            "Example:",
            "  sightline dataset suspects mall.snapshot --model person-colour-strip --out suspects.csv"
        },
        mixinStandardHelpOptions = true)
public final class SuspectsCommand implements Callable<Integer> {
    @Mixin
    private SettingsOptions options;

    @Parameters(paramLabel = "DIR", description = "The snapshot's folder.")
    private Path folder;

    @Option(names = "--model", required = true, paramLabel = "MODEL", description = "Model id or package folder.")
    private String model;

    @Option(names = "--aligned", description = "Faces are aligned already.")
    private boolean aligned;

    @Option(names = "--limit", defaultValue = "100", paramLabel = "N", description = "At most so many.")
    private int limit;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "CSV to write.")
    private Path out;

    @Mixin
    private ReasonOption reason;

    @Mixin
    private JsonOption json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Snapshot snapshot = SnapshotFolder.read(folder, Check.QUICK);
        Map<String, Crop> crops = new HashMap<>();
        snapshot.crops().forEach(c -> crops.put(c.key(), c));
        Outcome outcome = Outcome.of(spec, json);
        SightlineSettings settings = options.load();
        CommandAudit.of(settings, outcome)
                .did("dataset.suspects", folder.toString(), reason.text(), "by " + model + " to " + out);
        List<DescribedCrop> described = new ArrayList<>();
        for (LabeledDescriptor crop : new CropDescribing(settings, model, aligned)
                .describe(snapshot.crops().stream().map(Crop::labeled).toList(), outcome)) {
            Crop own = crops.get(crop.source());
            if (own != null) {
                described.add(new DescribedCrop(own, crop.vector()));
            }
        }
        List<SuspectedLabelError> suspects = LabelErrorSearch.of(described, snapshot.constraints(), limit);
        LabelErrorList.write(suspects, out);
        return outcome.say("Wrote " + suspects.size() + " suspected label errors to " + out + ".")
                .field("suspects", suspects.size())
                .field("file", out.toString())
                .end();
    }
}
