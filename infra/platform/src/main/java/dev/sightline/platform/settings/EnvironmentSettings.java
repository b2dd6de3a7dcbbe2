package dev.sightline.platform.settings;

import dev.sightline.platform.settings.Given.Layer;
import dev.sightline.platform.settings.Setting.EnvironmentNames;
import dev.sightline.platform.settings.Setting.Kind;
import dev.sightline.platform.text.NearMiss;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Environment variables that begin with {@code SIGHTLINE_}, turned into keys by way of the schema. Names inside maps and
 * keys that pass through come in lower case; in the latter an underscore is a dot:
 * {@code SIGHTLINE_KAFKA_PRODUCER_LINGER_MS} is {@code kafka.producer.linger.ms}. An empty variable counts as not set.
 */
final class EnvironmentSettings {
    private EnvironmentSettings() {}

    static List<Given> read(Schema schema, Map<String, String> environment, List<String> problems) {
        List<Given> given = new ArrayList<>();
        environment.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(EnvironmentNames.PREFIX))
                .filter(entry -> !schema.reserved().contains(entry.getKey()))
                .filter(entry -> !entry.getValue().isEmpty())
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> key(schema, entry.getKey())
                        .ifPresentOrElse(
                                key -> given.add(Given.value(
                                        Layer.ENVIRONMENT, key, entry.getValue(), "environment " + entry.getKey())),
                                () -> problems.add(unknown(schema, entry.getKey()))));
        return given;
    }

    private static Optional<String> key(Schema schema, String variable) {
        return schema.settings().stream()
                .sorted(Comparator.comparing((Setting setting) -> setting.kind() == Kind.PASS_THROUGH)
                        .thenComparing(Setting::isNamed)
                        .thenComparing(setting -> -setting.key().length()))
                .flatMap(setting -> key(setting, variable).stream())
                .findFirst();
    }

    private static Optional<String> key(Setting setting, String variable) {
        String pattern = Pattern.quote(setting.environmentName()).replace("*", "\\E([A-Z0-9_]+)\\Q");
        Matcher matcher = Pattern.compile(pattern).matcher(variable);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String key = setting.key();
        for (int group = 1; group <= matcher.groupCount(); group++) {
            String name = matcher.group(group).toLowerCase(Locale.ROOT);
            String inKey = setting.kind() == Kind.PASS_THROUGH ? name.replace('_', '.') : name;
            key = key.replaceFirst("\\*", Matcher.quoteReplacement(inKey));
        }
        return Optional.of(key);
    }

    private static String unknown(Schema schema, String variable) {
        List<String> names = schema.settings().stream()
                .map(Setting::environmentName)
                .filter(name -> !name.contains("*"))
                .toList();
        return "environment variable " + variable + " names no setting." + NearMiss.hint(variable, names)
                + " Unset it, or see the reference for the names";
    }
}
