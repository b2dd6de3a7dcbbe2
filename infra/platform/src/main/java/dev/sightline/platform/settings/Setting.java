package dev.sightline.platform.settings;

import dev.sightline.platform.address.Addresses;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One setting of a schema.
 *
 * @param key as written in the file, such as {@code ingest.fps}; {@code *} stands for a name the user chooses
 * @param target the same in the mapping; differs from the key only for what is passed through
 * @param kind one value, a list of them, or anything
 * @param type type of the value (of one element of a list)
 * @param allowed bounds beyond the type
 * @param presence whether it has to be given
 * @param standard the default, as text
 * @param description for people
 * @param secret whether the value may be shown
 * @param paths whether its values are paths
 */
record Setting(
        String key,
        String target,
        Kind kind,
        ValueType type,
        Allowed allowed,
        Presence presence,
        Optional<String> standard,
        String description,
        boolean secret,
        PathRule paths) {

    private static final Pattern PASSED_SECRET =
            Pattern.compile("(?i).*(password|secret|token|credential|jaas|private|keystore\\.key|api\\.?key).*");

    enum Kind {
        VALUE,
        LIST,
        PASS_THROUGH
    }

    enum Presence {
        /** It has to be given. */
        REQUIRED,
        /** It has a default, and cannot be empty. */
        DEFAULTED,
        /** It may be empty, with or without a default. */
        OPTIONAL
    }

    boolean required() {
        return presence == Presence.REQUIRED;
    }

    /** Whether two keys differ in dots, dashes, underscores and case at most. */
    boolean isSpelled(String given) {
        return plain(key).equals(plain(given));
    }

    private static String plain(String key) {
        return key.toLowerCase(Locale.ROOT).replaceAll("[-_]", ".");
    }

    /** Whether the key has a name the user chooses. */
    boolean isNamed() {
        return key.contains("*");
    }

    /** The names in a key that is one of this setting; empty list for a plain setting. */
    Optional<List<String>> match(String given) {
        Matcher matcher = pattern().matcher(given);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        List<String> names = new ArrayList<>();
        for (int group = 1; group <= matcher.groupCount(); group++) {
            names.add(matcher.group(group));
        }
        return Optional.of(List.copyOf(names));
    }

    /** Where the mapping looks for the value; names are quoted, for they may hold dots. */
    String property(List<String> names) {
        String property = target;
        for (String name : names) {
            property = property.replaceFirst("\\*", Matcher.quoteReplacement("\"" + name + "\""));
        }
        return property;
    }

    /** The environment variable, with {@code *} where a name goes. */
    String environmentName() {
        return EnvironmentNames.of(key);
    }

    /** What a value has to be, for people: {@code number, 0.1 to 60}. */
    String expected() {
        String one = paths.always() ? "path" : type.name();
        String what = kind == Kind.LIST ? "list of " + one : one;
        return allowed.text().isEmpty() ? what : what + ", " + allowed.text();
    }

    /** The value for print-outs and messages. */
    String shown(String givenKey, String value) {
        boolean hidden = secret
                || (kind == Kind.PASS_THROUGH && PASSED_SECRET.matcher(givenKey).matches());
        return hidden ? "********" : Addresses.masked(value);
    }

    /**
     * Checks a text and brings it into the form the mapping reads.
     *
     * @throws IllegalArgumentException saying what is expected
     */
    String canonical(String text) {
        return switch (kind) {
            case PASS_THROUGH -> text;
            case VALUE -> one(text);
            case LIST ->
                ListText.split(text).stream()
                        .map(this::one)
                        .map(ListText::escape)
                        .collect(Collectors.joining(","));
        };
    }

    /** {@link #canonical(String)}, with paths that begin at a folder made absolute. */
    String canonical(String text, Path folder) {
        String checked = canonical(text);
        return kind == Kind.LIST ? checked : paths.absolute(checked, folder);
    }

    private String one(String text) {
        Object value;
        try {
            value = type.parse().apply(text);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new IllegalArgumentException("must be " + expected(), e);
        }
        if (!allowed.holds().test(value)) {
            throw new IllegalArgumentException("must be " + expected());
        }
        return type.canonical().apply(value);
    }

    private Pattern pattern() {
        return Pattern.compile(
                List.of(key.split("\\*", -1)).stream().map(Pattern::quote).collect(Collectors.joining("(.+)")));
    }

    /** Names of settings in the environment. */
    static final class EnvironmentNames {
        static final String PREFIX = "SIGHTLINE_";

        private EnvironmentNames() {}

        static String of(String key) {
            return PREFIX + key.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_");
        }
    }
}
