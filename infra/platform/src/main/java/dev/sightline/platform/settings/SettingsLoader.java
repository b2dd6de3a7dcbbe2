package dev.sightline.platform.settings;

import dev.sightline.platform.settings.Given.Layer;
import dev.sightline.platform.settings.LoadedSettings.Effective;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Loads a mapping interface from file, environment and flags, each winning over the one before. Everything is checked
 * before anything is used, and all that is wrong is reported in one {@link SettingsException}.
 *
 * <p>The mapping is a SmallRye {@code @ConfigMapping} interface. Its prefix is inside only: in the file a setting is
 * {@code ingest: {fps: 5}} or {@code ingest.fps: 5}, in the environment {@code SIGHTLINE_INGEST_FPS}, as a flag
 * {@code ingest.fps}. Methods return a group interface, {@code String}, {@code int}, {@code long}, {@code double},
 * {@code boolean}, an enum, {@link java.time.Duration}, {@link Path}, {@link ByteSize}, a {@code List} or
 * {@code Optional} of those, {@code Map<String, Group>} (names the user chooses) or, with {@link PassThrough},
 * {@code Map<String, String>}. Each needs {@link Describe}; bounds are {@link Range}, {@link Between}, {@link OneOf},
 * {@link Matches}. A relative path ({@link FilePath}) begins at the folder of the file it stands in.
 */
public final class SettingsLoader {
    private SettingsLoader() {}

    /**
     * The settings.
     *
     * @param mapping the schema
     * @param file YAML file, when there is one
     * @param environment all environment variables; those without {@code SIGHTLINE_} are none of ours
     * @param flags setting key to value
     * @throws SettingsException when anything is unknown, missing or out of range
     */
    public static <T> T load(
            Class<T> mapping, Optional<Path> file, Map<String, String> environment, Map<String, String> flags) {
        return resolve(mapping, file, environment, flags).settings();
    }

    /** {@link #load} with where each value came from, for print-outs. */
    public static <T> LoadedSettings<T> resolve(
            Class<T> mapping, Optional<Path> file, Map<String, String> environment, Map<String, String> flags) {
        Schema schema = Schema.of(mapping);
        List<String> problems = new ArrayList<>();
        List<Given> given = new ArrayList<>();
        Path folder = file.map(path -> path.toAbsolutePath().getParent()).orElse(Path.of(""));
        given.addAll(defaultPaths(schema, folder));
        file.ifPresent(path -> YamlSettings.read(path, problems).forEach(each -> given.add(each.in(folder))));
        given.addAll(EnvironmentSettings.read(schema, environment, problems));
        flags.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(flag ->
                        given.add(Given.value(Layer.FLAG, flag.getKey(), flag.getValue(), "flag " + flag.getKey())));
        SettingsCheck check = new SettingsCheck(schema, problems);
        List<SettingsCheck.Accepted> accepted = check.accept(given);
        if (!problems.isEmpty()) {
            throw new SettingsException(problems);
        }
        T settings = TypedMapping.of(mapping, schema, accepted);
        return new LoadedSettings<>(settings, effective(schema, accepted));
    }

    /** Defaults that are paths begin where the file lies, too: the system is the file's. */
    private static List<Given> defaultPaths(Schema schema, Path folder) {
        return schema.settings().stream()
                .filter(setting -> setting.paths().always() && !setting.isNamed())
                .flatMap(setting -> setting
                        .standard()
                        .filter(value -> !value.isBlank())
                        .map(value -> Given.value(Given.Layer.DEFAULT, setting.key(), value, LoadedSettings.DEFAULT)
                                .in(folder))
                        .stream())
                .toList();
    }

    private static List<Effective> effective(Schema schema, List<SettingsCheck.Accepted> accepted) {
        List<Effective> effective = new ArrayList<>();
        accepted.forEach(each -> effective.add(new Effective(
                each.key(),
                each.setting().shown(each.key(), shown(each)),
                each.given().origin())));
        schema.settings().stream()
                .filter(setting -> !setting.isNamed())
                .filter(setting ->
                        accepted.stream().noneMatch(each -> each.setting().equals(setting)))
                .forEach(setting -> setting.standard()
                        .ifPresent(value -> effective.add(new Effective(
                                setting.key(), setting.shown(setting.key(), value), LoadedSettings.DEFAULT))));
        effective.sort(java.util.Comparator.comparing(Effective::key));
        return effective;
    }

    /** As given; of a path, where it leads. */
    private static String shown(SettingsCheck.Accepted accepted) {
        return accepted.setting().paths().applies()
                ? accepted.canonical()
                : accepted.given().value();
    }
}
