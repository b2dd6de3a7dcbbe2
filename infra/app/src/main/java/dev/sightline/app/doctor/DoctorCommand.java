package dev.sightline.app.doctor;

import dev.sightline.app.preflight.Finding;
import dev.sightline.app.preflight.Finding.Grade;
import dev.sightline.app.run.SettingsOptions;
import dev.sightline.app.terminal.JsonOption;
import dev.sightline.app.terminal.Outcome;
import dev.sightline.app.terminal.Table;
import dev.sightline.platform.address.Addresses;
import dev.sightline.platform.problem.Problem;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code sightline doctor}: looks at everything Sightline needs and says what to do. */
@Command(
        name = "doctor",
        description = {
            "Check Java, natives, models, ports, cameras, Kafka, database, data folder and disk, and say what to do.",
            "Ends with 3 when something has to be fixed before Sightline runs."
        },
        footer = {"", "Example:", "  sightline doctor --config sightline.yaml"},
        mixinStandardHelpOptions = true)
public final class DoctorCommand implements Callable<Integer> {
    @Mixin
    private SettingsOptions options;

    @Mixin
    private JsonOption json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        List<Finding> findings = new Checks(options.load()).all();
        Table table = new Table("state", "what", "finding");
        Outcome outcome = Outcome.of(spec, json);
        for (Finding finding : findings) {
            String text = Addresses.masked(finding.text());
            table.row(finding.grade().name().toLowerCase(Locale.ROOT), finding.subject(), text);
            if (finding.grade() == Grade.BAD) {
                outcome.problems().add(Problem.of(finding.subject(), "not-ready", text, ""));
            }
        }
        boolean well = outcome.problems().isEmpty();
        return outcome.table("findings", table)
                .say(well ? "Sightline can run here." : "Fix the problems below before Sightline runs here.")
                .end();
    }
}
