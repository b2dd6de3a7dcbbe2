package dev.sightline.app.cli;

import dev.sightline.app.run.SettingsOptions;
import dev.sightline.app.settings.SightlineSettings;
import dev.sightline.app.terminal.ExitStatus;
import dev.sightline.app.terminal.JsonOption;
import dev.sightline.app.terminal.Outcome;
import dev.sightline.app.terminal.Table;
import dev.sightline.platform.address.Addresses;
import dev.sightline.platform.settings.SettingsReference;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sightline settings}: the reference of all settings, or those in force and where each comes from. */
@Command(
        name = "settings",
        description = {
            "Print every setting with default, allowed values and meaning, as Markdown; or the values in force and",
            "where each comes from: default, file, environment or flag. Secrets are masked."
        },
        footer = {
            "",
            "Examples:",
            "  sightline settings > configuration.md",
            "  sightline settings --effective --config sightline.yaml"
        },
        mixinStandardHelpOptions = true)
final class SettingsCommand implements Callable<Integer> {
    @Mixin
    private SettingsOptions options;

    @Mixin
    private JsonOption json;

    @Option(names = "--effective", description = "The values in force instead of the reference; --json implies it.")
    private boolean effective;

    @Option(names = "--markdown", description = "The reference as Markdown; this is the default.")
    private boolean markdown;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (markdown || !effective && !json.wanted()) {
            PrintWriter out = spec.commandLine().getOut();
            out.print(SettingsReference.markdown(SightlineSettings.class));
            out.flush();
            return ExitStatus.DONE;
        }
        Table table = new Table("setting", "value", "from");
        options.resolve()
                .effective()
                .forEach(each -> table.row(each.key(), Addresses.masked(each.value()), each.origin()));
        return Outcome.of(spec, json).table("settings", table).end();
    }
}
