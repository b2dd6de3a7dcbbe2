package dev.sightline.app.doctor;

import dev.sightline.app.run.SettingsOptions;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code sightline doctor}: looks at everything Sightline needs and says what to do. */
@Command(
        name = "doctor",
        description = "Check Java, natives, models, Kafka, database and disk, and say what to do.",
        footer = {"", "Example:", "  sightline doctor --config sightline.yaml"},
        mixinStandardHelpOptions = true)
public final class DoctorCommand implements Callable<Integer> {
    @Mixin
    private SettingsOptions options;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        List<Finding> findings = new Checks(options.load()).all();
        PrintWriter out = spec.commandLine().getOut();
        findings.forEach(f -> out.printf("%-5s %-34s %s%n", f.grade(), f.subject(), f.text()));
        out.flush();
        return findings.stream().anyMatch(f -> f.grade() == Finding.Grade.BAD) ? 1 : 0;
    }
}
