package dev.sightline.platform.settings;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Settings and where each came from.
 *
 * @param settings the typed settings
 * @param effective every setting that has a value, sorted by key, secrets masked
 * @param <T> mapping
 */
public record LoadedSettings<T>(T settings, List<Effective> effective) {
    static final String DEFAULT = "default";

    public LoadedSettings {
        effective = List.copyOf(effective);
    }

    /**
     * One value in force.
     *
     * @param value as text, masked when secret
     * @param origin {@code default}, or file and line, environment variable or flag
     */
    public record Effective(String key, String value, String origin) {
        /** Whether nobody gave it. */
        public boolean isDefault() {
            return origin.equals(DEFAULT);
        }
    }

    /** A print-out, a line per setting, safe to log. */
    public String text() {
        return effective.stream()
                .map(each -> each.key() + " = " + each.value() + "  (" + each.origin() + ")")
                .collect(Collectors.joining("\n"));
    }
}
