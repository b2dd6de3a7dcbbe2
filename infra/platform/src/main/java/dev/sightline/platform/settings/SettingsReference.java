package dev.sightline.platform.settings;

import dev.sightline.platform.settings.Setting.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The reference document of a schema, in Markdown. Equal schemas give equal text, so a test notices drift. */
public final class SettingsReference {
    private SettingsReference() {}

    /** A heading and a table for each top-level group. */
    public static String markdown(Class<?> mapping) {
        Schema schema = Schema.of(mapping);
        Map<String, List<Setting>> byGroup = schema.settings().stream()
                .collect(Collectors.groupingBy(SettingsReference::group, LinkedHashMap::new, Collectors.toList()));
        StringBuilder text = new StringBuilder(introduction());
        byGroup.forEach((group, settings) -> {
            text.append("\n## ").append(group.isEmpty() ? "General" : group).append("\n\n");
            if (schema.groups().containsKey(group)) {
                text.append(schema.groups().get(group)).append("\n\n");
            }
            text.append("| key | value | default | meaning | environment |\n|---|---|---|---|---|\n");
            settings.forEach(setting -> text.append(row(setting)));
        });
        return text.toString();
    }

    private static String introduction() {
        return """
                # Configuration

                Generated from the schema; do not edit.

                A setting is read from `sightline.yaml`, then from the environment, then from flags; the last one wins.
                In the file, groups are nested or dotted: `ingest: {fps: 5}` and `ingest.fps: 5` are the same. As a flag
                it is the key. What is unknown or out of range stops the start with a message. Durations are written
                `250ms`, `5s`, `2m`, `12h`, `14d`, sizes `512KiB`, `8MiB`, `2GiB`, lists `[a, b]` in the file and `a,b`
                elsewhere. A relative path in the file begins at the folder of that file, elsewhere at the working directory; a
                default path begins at the folder of the file when there is one. `*` in a key is a name of your choice; where
                any key is accepted, it is whatever the client behind it knows.
                """;
    }

    private static String row(Setting setting) {
        String value = setting.kind() == Kind.PASS_THROUGH ? "any key, " + setting.expected() : setting.expected();
        String standard = setting.required()
                ? "(must be set)"
                : setting.standard().map(text -> "`" + text + "`").orElse("");
        String secret = setting.secret() ? " Secret: never shown." : "";
        return "| `" + setting.key() + "` | " + cell(value) + " | " + cell(standard) + " | "
                + cell(setting.description() + secret) + " | `" + setting.environmentName() + "` |\n";
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("\n", " ");
    }

    private static String group(Setting setting) {
        int dot = setting.key().indexOf('.');
        return dot < 0 ? "" : setting.key().substring(0, dot);
    }
}
