package dev.sightline.app.topology;

import dev.sightline.app.run.Installation;
import dev.sightline.app.run.Known;
import dev.sightline.app.run.SettingsOptions;
import dev.sightline.app.terminal.JsonOption;
import dev.sightline.app.terminal.Outcome;
import dev.sightline.app.terminal.Table;
import dev.sightline.matcher.link.score.LearnedWay;
import dev.sightline.matcher.topology.LearnedTopology;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sightline topology show}. */
@Command(
        name = "topology",
        description = "Show how people walk between the cameras, as the matcher has learned it. Nothing is configured.",
        footer = {"", "Examples:", "  sightline topology show", "  sightline topology show --site lobby --json"},
        mixinStandardHelpOptions = true)
public final class TopologyCommand {
    private static final double TENTH = 10;

    @Mixin
    private SettingsOptions options;

    @Spec
    private CommandSpec spec;

    @Command(
            description = {
                "Show the ways between cameras, the most walked first: how many people came that way, how many of them were",
                "still seen in the first camera (the two see one place), and in how many seconds one in ten, half and nine",
                "in ten of the others came."
            },
            footer = {"", "Example:", "  sightline topology show --site lobby"},
            mixinStandardHelpOptions = true)
    int show(
            @Option(names = "--site", paramLabel = "SITE", description = "Only this site.") Optional<String> site,
            @Option(
                            names = "--least",
                            paramLabel = "PEOPLE",
                            defaultValue = "1",
                            description = "Leave out ways that fewer people came. Default: ${DEFAULT-VALUE}.")
                    double least,
            @Mixin JsonOption json) {
        Outcome outcome = Outcome.of(spec, json);
        try (Installation installation = options.open()) {
            Map<String, List<LearnedWay>> sites = LearnedTopology.read(installation.kafka());
            site.ifPresent(wanted -> Known.require("site", wanted, sites.keySet()));
            Table table = new Table("site", "from", "to", "people", "together", "quick s", "usual s", "slow s");
            sites.forEach((id, ways) -> ways.stream()
                    .filter(way -> site.isEmpty() || site.get().equals(id))
                    .filter(way -> way.people() >= least)
                    .forEach(way -> table.row(
                            id,
                            way.fromCamera(),
                            way.toCamera(),
                            tenths(way.people()),
                            Math.round(way.together() * 100) + "%",
                            tenths(way.quickSeconds()),
                            tenths(way.usualSeconds()),
                            tenths(way.slowSeconds()))));
            outcome.table("ways", table);
            if (table.isEmpty()) {
                outcome.say("No way is known yet: nobody was linked from one camera to another, or too few people.");
            }
        }
        return outcome.end();
    }

    private static double tenths(double value) {
        return Math.round(value * TENTH) / TENTH;
    }
}
