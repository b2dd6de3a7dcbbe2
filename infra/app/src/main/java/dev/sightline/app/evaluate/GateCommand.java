package dev.sightline.app.evaluate;

import dev.sightline.app.run.SettingsOptions;
import dev.sightline.app.settings.SightlineSettings;
import dev.sightline.app.terminal.Terminal;
import dev.sightline.trainer.gate.GateFile;
import dev.sightline.trainer.gate.GatePolicy;
import dev.sightline.trainer.gate.GateReport;
import dev.sightline.trainer.gate.Verdict;
import dev.sightline.trainer.labeled.LabeledCrop;
import java.io.IOException;
import java.io.PrintWriter;
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
            "1:a failure; nothing was decided",
            "2:a mistake in what was asked for",
            "3:refused",
            "4:inconclusive"
        },
        footer = {
            "",
            "Example:",
            "  sightline evaluate gate --champion person-colour-strip --challenger run/model --data site=held-back"
        },
        mixinStandardHelpOptions = true)
final class GateCommand implements Callable<Integer> {
    private static final int REFUSED = 3;
    private static final int INCONCLUSIVE = 4;

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

    @Option(names = "--json", description = "JSON instead of text.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        SightlineSettings settings = options.load();
        GatePolicy policy = bounds.policy();
        Terminal terminal = Terminal.of(spec);
        Optional<Path> folder = store ? Optional.of(PackageFolder.of(settings, challenger)) : Optional.empty();
        List<LabeledCrop> crops = data.read(terminal);
        GateReport report = new ModelComparison(settings, data.aligned(), terminal)
                .judge(champion, challenger, crops, policy, Optional.ofNullable(parity));
        PrintWriter out = spec.commandLine().getOut();
        out.print(json ? report.json() : report.text());
        out.flush();
        if (folder.isPresent()) {
            GateFile.write(report, folder.get());
            terminal.say("Wrote " + folder.get().resolve(GateFile.FILE));
        }
        return status(report.verdict());
    }

    private static int status(Verdict verdict) {
        if (verdict instanceof Verdict.Passed) {
            return 0;
        }
        return verdict instanceof Verdict.Refused ? REFUSED : INCONCLUSIVE;
    }
}
