package dev.sightline.app.cli;

import dev.sightline.app.access.AuditCommand;
import dev.sightline.app.access.UsersCommand;
import dev.sightline.app.adapt.AdaptCommand;
import dev.sightline.app.bench.BenchCommand;
import dev.sightline.app.classes.ClassesCommand;
import dev.sightline.app.dataset.DatasetCommand;
import dev.sightline.app.demo.DemoCommand;
import dev.sightline.app.doctor.DoctorCommand;
import dev.sightline.app.enrol.EnrolCommand;
import dev.sightline.app.enrol.WatchlistCommand;
import dev.sightline.app.erase.EraseCommand;
import dev.sightline.app.evaluate.CalibrateCommand;
import dev.sightline.app.evaluate.EvaluateCommand;
import dev.sightline.app.explain.ExplainCommand;
import dev.sightline.app.label.IdentitiesCommand;
import dev.sightline.app.label.LabelCommand;
import dev.sightline.app.models.ModelsCommand;
import dev.sightline.app.run.RunCommand;
import dev.sightline.app.run.ServiceCommands;
import dev.sightline.app.search.IndexCommand;
import dev.sightline.app.search.SearchCommand;
import dev.sightline.app.tail.TailCommand;
import dev.sightline.app.terminal.OutputOptions;
import dev.sightline.app.topics.CamerasCommand;
import dev.sightline.app.topics.ReplayCommand;
import dev.sightline.app.topics.RulesCommand;
import dev.sightline.app.topics.TopicsCommand;
import dev.sightline.app.topology.TopologyCommand;
import dev.sightline.app.track.ExportCommand;
import dev.sightline.app.track.TrackCommand;
import dev.sightline.app.train.TrainCommand;
import dev.sightline.app.words.WordsCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The root of the command tree. */
@Command(
        name = "sightline",
        description = "Follows people across many cameras.",
        versionProvider = BuildVersion.class,
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Begin with:",
            "  sightline demo",
            "Every command explains more with --help. Exit status: 0 done, 2 cannot start, 3 finished with problems, 1"
                    + " a bug."
        },
        subcommands = {
            DemoCommand.class,
            TrackCommand.class,
            RunCommand.class,
            ServiceCommands.Ingest.class,
            ServiceCommands.Embed.class,
            ServiceCommands.Match.class,
            ServiceCommands.Record.class,
            ServiceCommands.Console.class,
            ServiceCommands.Broker.class,
            CamerasCommand.class,
            RulesCommand.class,
            EnrolCommand.class,
            WatchlistCommand.class,
            UsersCommand.class,
            AuditCommand.class,
            TopicsCommand.class,
            TailCommand.class,
            ExplainCommand.class,
            IdentitiesCommand.class,
            SearchCommand.class,
            IndexCommand.class,
            EraseCommand.class,
            TopologyCommand.class,
            ReplayCommand.class,
            ExportCommand.class,
            ModelsCommand.class,
            LabelCommand.class,
            DatasetCommand.class,
            TrainCommand.class,
            AdaptCommand.class,
            WordsCommand.class,
            ClassesCommand.class,
            CalibrateCommand.class,
            EvaluateCommand.class,
            BenchCommand.class,
            SettingsCommand.class,
            DoctorCommand.class,
            CompletionCommand.class,
            HelpCommand.class,
            VersionCommand.class
        })
final class Sightline {
    @Mixin(name = OutputOptions.MIXIN)
    private OutputOptions output;

    /** How much is said. */
    OutputOptions output() {
        return output;
    }
}
