package dev.sightline.app.evaluate;

import dev.sightline.app.run.SettingsOptions;
import dev.sightline.app.settings.SightlineSettings;
import dev.sightline.app.terminal.ExitStatus;
import dev.sightline.app.terminal.JsonOption;
import dev.sightline.app.terminal.Outcome;
import dev.sightline.models.manifest.GateNames;
import dev.sightline.trainer.gate.GateFile;
import dev.sightline.trainer.gate.GatePolicy;
import dev.sightline.trainer.gate.GateReport;
import dev.sightline.trainer.gate.Verdict;
import dev.sightline.trainer.labeled.LabeledCrop;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sightline evaluate gate}: whether a challenger may take the champion's place. */
@Command(
        name = "gate",
        description = {
            "Compare a challenger with the champion on crops of people that neither was trained on. It passes when it",
            "is shown not to be worse by more than the bounds; inconclusive keeps the champion."
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:passed",
            "2:a mistake in what was asked for; nothing was decided",
            "3:passed, and pictures were left out",
            "4:refused",
            "5:inconclusive",
            "1:a bug; nothing was decided"
        },
        footer = {
            "",
            "Example:",
            "  sightline evaluate gate --champion person-colour-strip --challenger run/model --data site=held-back"
        },
        mixinStandardHelpOptions = true)
final class GateCommand implements Callable<Integer> {
    @Mixin
    private SettingsOptions options;

    @Mixin
    private CropOptions data;

    @Mixin
    private GateOptions bounds;

    @Option(names = "--champion", required = true, paramLabel = "MODEL", description = "Model id or package folder.")
    private String champion;

    @Option(names = "--challenger", required = true, paramLabel = "MODEL", description = "Model id or package folder.")
    private String challenger;

    @Option(
            names = "--parity",
            paramLabel = "X",
            description = {
                "Greatest difference between the trained and the exported network; by default what the challenger's",
                "lineage says under exportParity, and 0 for a network that was not trained here."
            })
    private @Nullable Double parity;

    @Option(names = "--store", description = "Put gate.json into the challenger's package, its hash into the manifest.")
    private boolean store;

    @Mixin
    private JsonOption json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        SightlineSettings settings = options.load();
        GatePolicy policy = bounds.policy();
        Outcome outcome = Outcome.of(spec, json);
        Optional<Path> folder = store ? Optional.of(PackageFolder.of(settings, challenger)) : Optional.empty();
        List<LabeledCrop> crops = data.read(outcome.problems());
        GateReport report = new ModelComparison(settings, data.aligned(), outcome)
                .judge(champion, challenger, crops, policy, Optional.ofNullable(parity));
        outcome.text(report.text()).fields(report.json());
        if (folder.isPresent()) {
            GateFile.write(report, folder.get());
            outcome.say("The report is in " + folder.get().resolve(GateNames.FILE) + ".");
        }
        return outcome.end(status(report.verdict()));
    }

    private static int status(Verdict verdict) {
        if (verdict instanceof Verdict.Passed) {
            return ExitStatus.DONE;
        }
        return verdict instanceof Verdict.Refused ? ExitStatus.REFUSED : ExitStatus.INCONCLUSIVE;
    }
}
