package dev.sightline.platform.settings;

/**
 * A value somebody gave.
 *
 * @param key key as given
 * @param value value as text; empty for a group without content
 * @param origin where: {@code sightline.yaml line 3}, {@code environment SIGHTLINE_INGEST_FPS}, {@code flag ingest.fps}
 * @param content whether this is a value at all; false for an empty group of the file
 */
record Given(String key, String value, String origin, boolean content) {
    static Given value(String key, String value, String origin) {
        return new Given(key, value, origin, true);
    }

    static Given nothing(String key, String origin) {
        return new Given(key, "", origin, false);
    }
}
