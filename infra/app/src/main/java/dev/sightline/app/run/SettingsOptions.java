package dev.sightline.app.run;

import dev.sightline.app.settings.LogOutput;
import dev.sightline.app.settings.SightlineSettings;
import dev.sightline.platform.settings.LoadedSettings;
import dev.sightline.platform.settings.SettingsLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** {@code --config} and {@code --set}, shared by the commands that read the configuration and their subcommands. */
public final class SettingsOptions {
    private static final Path BESIDE = Path.of("sightline.yaml");

    @Option(
            names = "--config",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "Configuration file; without it ./sightline.yaml, when there is one.")
    private @Nullable Path file;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            scope = ScopeType.INHERIT,
            description = "One setting; wins over the file and the environment. May be repeated.")
    private Map<String, String> flags = new LinkedHashMap<>();

    /** The settings: file, then environment, then {@code --set}. */
    public SightlineSettings load() {
        return load(Map.of());
    }

    /** The settings with a command's own defaults in place of the schema's, below everything the user said. */
    public SightlineSettings load(Map<String, String> forced) {
        SightlineSettings settings = resolve(forced).settings();
        LogOutput.use(settings.log());
        return settings;
    }

    /** {@link #load()} with where each value comes from. */
    public LoadedSettings<SightlineSettings> resolve() {
        return resolve(Map.of());
    }

    private LoadedSettings<SightlineSettings> resolve(Map<String, String> forced) {
        Map<String, String> all = new LinkedHashMap<>(flags);
        all.putAll(forced);
        return SettingsLoader.resolve(SightlineSettings.class, source(), System.getenv(), all);
    }

    private Optional<Path> source() {
        return Optional.ofNullable(file).or(() -> Optional.of(BESIDE).filter(Files::exists));
    }

    /** What the configuration declares; without a file, nothing declared earlier is taken back. */
    Declared declared(SightlineSettings settings) {
        return Declared.by(settings, source().isPresent()).with(resolve().effective());
    }

    /** What the user gave with {@code --set}. */
    public Map<String, String> flags() {
        return Map.copyOf(flags);
    }

    /** {@code --config} and {@code --set} as words, for a process with the same settings. */
    List<String> words() {
        List<String> words = new ArrayList<>();
        source().ifPresent(path ->
                words.addAll(List.of("--config", path.toAbsolutePath().toString())));
        flags.forEach((key, value) -> words.addAll(List.of("--set", key + "=" + value)));
        return words;
    }

    /** Opens the system the settings describe, running or stopped, for a command; creates none. */
    public Installation open() {
        return Installation.existing(load());
    }

    /** Opens the system the settings describe, for a command that needs its services at work. */
    public Installation openRunning() {
        return Installation.running(load());
    }
}
