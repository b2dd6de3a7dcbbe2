package dev.sightline.platform.settings;

import java.nio.file.Path;

/**
 * A value somebody gave.
 *
 * @param layer whose word it is; a later layer wins over an earlier one
 * @param key key as given
 * @param value value as text; empty for a group without content
 * @param origin where: {@code sightline.yaml line 3}, {@code environment SIGHTLINE_INGEST_FPS}, {@code flag ingest.fps}
 * @param content whether this is a value at all; false for an empty group of the file
 * @param folder where relative paths begin
 */
record Given(Layer layer, String key, String value, String origin, boolean content, Path folder) {
    private static final Path WORKING_DIRECTORY = Path.of("");

    enum Layer {
        DEFAULT,
        FILE,
        ENVIRONMENT,
        FLAG
    }

    static Given value(Layer layer, String key, String value, String origin) {
        return new Given(layer, key, value, origin, true, WORKING_DIRECTORY);
    }

    static Given nothing(Layer layer, String key, String origin) {
        return new Given(layer, key, "", origin, false, WORKING_DIRECTORY);
    }

    /** The same, given in a file of this folder. */
    Given in(Path where) {
        return new Given(layer, key, value, origin, content, where);
    }
}
