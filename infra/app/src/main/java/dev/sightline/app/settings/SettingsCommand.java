package dev.sightline.app.settings;

import dev.sightline.platform.settings.SettingsReference;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code sightline settings}: the reference of all settings, as in infra/docs/configuration.md. */
@Command(
        name = "settings",
        description = "Print every setting with default, allowed values and meaning.",
        footer = {"", "Example:", "  sightline settings > configuration.md"},
        mixinStandardHelpOptions = true)
public final class SettingsCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        out.print(SettingsReference.markdown(SightlineSettings.class));
        out.flush();
    }
}
