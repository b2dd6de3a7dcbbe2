package dev.sightline.platform.settings;

import dev.sightline.platform.settings.Setting.Kind;
import dev.sightline.platform.settings.Setting.Presence;
import dev.sightline.platform.text.NearMiss;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Holds what was given against the schema and says all that is wrong. One use. */
final class SettingsCheck {
    private final Schema schema;
    private final List<String> problems;

    SettingsCheck(Schema schema, List<String> problems) {
        this.schema = schema;
        this.problems = problems;
    }

    /**
     * A value that is in force.
     *
     * @param property where the mapping looks for it
     * @param canonical the value in the form the mapping reads
     */
    record Accepted(Setting setting, Given given, String property, String canonical) {
        /** The key as the schema spells it. */
        String key() {
            return setting.isNamed() ? given.key() : setting.key();
        }
    }

    /** What is in force, later values winning over earlier ones of the same key. */
    List<Accepted> accept(List<Given> given) {
        Map<String, Accepted> accepted = new LinkedHashMap<>();
        Set<String> entries = new LinkedHashSet<>();
        for (Given each : given) {
            Optional<Setting> setting = schema.find(each.key());
            if (!each.content()) {
                emptyGroup(each, setting);
            } else if (setting.isEmpty()) {
                problems.add(unknown(each));
            } else {
                entry(setting.get(), each).ifPresent(entries::add);
                accept(setting.get(), each).ifPresent(value -> {
                    contradiction(accepted.put(value.property(), value), value);
                });
            }
        }
        if (problems.isEmpty()) {
            missing(accepted, entries);
        }
        return List.copyOf(accepted.values());
    }

    private Optional<Accepted> accept(Setting setting, Given given) {
        String property = setting.property(setting.match(given.key()).orElse(List.of()));
        if (given.value().isBlank() && setting.presence() == Presence.OPTIONAL) {
            return Optional.of(new Accepted(setting, given, property, ""));
        }
        if (given.value().isBlank()) {
            problems.add(given.key() + " (" + given.origin() + ") is empty: it must be " + setting.expected()
                    + otherwise(setting));
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new Accepted(setting, given, property, setting.canonical(given.value(), given.folder())));
        } catch (IllegalArgumentException e) {
            String shown = setting.shown(given.key(), given.value());
            problems.add(
                    given.key() + " = " + shown + " (" + given.origin() + ") " + e.getMessage() + otherwise(setting));
            return Optional.empty();
        }
    }

    /** Two spellings of one setting in one place: which of them is meant cannot be known. */
    private void contradiction(@Nullable Accepted earlier, Accepted later) {
        if (earlier != null
                && earlier.given().layer() == later.given().layer()
                && !earlier.canonical().equals(later.canonical())) {
            problems.add(
                    shown(earlier) + " and " + shown(later) + " are one setting with two values: remove one of them");
        }
    }

    private static String shown(Accepted one) {
        Given given = one.given();
        return given.key() + " = " + one.setting().shown(given.key(), given.value()) + " (" + given.origin() + ")";
    }

    private static String otherwise(Setting setting) {
        return setting.standard()
                .filter(value -> !setting.secret())
                .map(value -> ". Change it there, or remove it for the default " + value)
                .orElse(". Change it there");
    }

    /** An entry's prefix ({@code cameras.north.}) whose required settings have to be there. */
    private static Optional<String> entry(Setting setting, Given given) {
        if (!setting.isNamed() || setting.kind() == Kind.PASS_THROUGH) {
            return Optional.empty();
        }
        String tail = setting.key().substring(setting.key().indexOf('*') + 1);
        return Optional.of(given.key().substring(0, given.key().length() - tail.length()));
    }

    private void emptyGroup(Given given, Optional<Setting> setting) {
        if (schema.isEntry(given.key())) {
            problems.add(given.key() + " (" + given.origin() + ") has no settings below it: give them, or remove it");
        } else if (setting.isEmpty() && !schema.isGroup(given.key())) {
            problems.add(unknown(given));
        }
    }

    private void missing(Map<String, Accepted> accepted, Set<String> entries) {
        Set<String> keys = new LinkedHashSet<>();
        accepted.values().forEach(each -> keys.add(each.key()));
        for (Setting setting : schema.settings()) {
            if (!setting.required()) {
                continue;
            }
            List<String> wanted = new ArrayList<>();
            if (setting.isNamed()) {
                String group = setting.key().substring(0, setting.key().indexOf('*'));
                String tail = setting.key().substring(setting.key().indexOf('*') + 1);
                entries.stream().filter(entry -> entry.startsWith(group)).forEach(entry -> wanted.add(entry + tail));
            } else {
                wanted.add(setting.key());
            }
            wanted.stream()
                    .filter(key -> !keys.contains(key))
                    .forEach(key -> problems.add(key + " is not set: give it in the settings file, as "
                            + Setting.EnvironmentNames.of(key) + " or as a flag; it must be " + setting.expected()));
        }
    }

    private String unknown(Given given) {
        String where = given.key() + " (" + given.origin() + ") ";
        if (given.content() && schema.isGroup(given.key())) {
            return where + "is a group of settings: give its settings below it, not a value";
        }
        if (given.key().equals(schema.prefix()) || given.key().startsWith(schema.prefix() + ".")) {
            return where + "is no setting: leave the outer '" + schema.prefix()
                    + ":' out, groups such as ingest begin at the top";
        }
        List<String> names = schema.settings().stream()
                .map(Setting::key)
                .filter(key -> !key.contains("*"))
                .toList();
        return where + "is no setting." + NearMiss.hint(given.key(), names)
                + " Remove it, or see the reference for all settings";
    }
}
