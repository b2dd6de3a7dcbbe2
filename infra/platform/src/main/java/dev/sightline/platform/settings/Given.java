package dev.sightline.platform.settings;

import java.nio.file.Path;

/**
 * A value somebody gave.
 *
 * @param key key as given
 * @param value value as text; empty for a group without content
 * @param origin where: {@code sightline.yaml line 3}, {@code environment SIGHTLINE_INGEST_FPS}, {@code flag ingest.fps}
 * @param content whether this is a value at all; false for an empty group of the file
 * @param folder where relative paths begin
 */
record Given(String key, String value, String origin, boolean content, Path folder) {
    private static final Path WORKING_DIRECTORY = Path.of("");

    static Given value(String key, String value, String origin) {
        return new Given(key, value, origin, true, WORKING_DIRECTORY);
    }

    static Given nothing(String key, String origin) {
        return new Given(key, "", origin, false, WORKING_DIRECTORY);
    }

    /** The same, given in a file of this folder. */
    Given in(Path where) {
        return new Given(key, value, origin, content, where);
    }
}
