package dev.sightline.platform.text;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A UTF-8 file that is read line by line, such as JSON lines: no line is longer than {@value #LONGEST_LINE} bytes, and
 * memory holds one line at a time.
 */
public final class LineFile {
    /** In bytes; far more than anything of ours writes. */
    public static final int LONGEST_LINE = 4 << 20;

    private LineFile() {}

    /** What is done with a line. */
    @FunctionalInterface
    public interface LineReader {
        /**
         * @param number of the line, from 1
         * @param line without its end
         * @throws IOException when what the line names cannot be read
         */
        void read(int number, String line) throws IOException;
    }

    /**
     * Reads every line; a last one without an end counts.
     *
     * @throws IOException when the file cannot be read
     * @throws TextException when it is no UTF-8 text, or a line is too long; the message names file and line
     */
    public static void read(Path file, LineReader reader) throws IOException {
        try (TextLines lines = TextLines.open(file, LONGEST_LINE, Long.MAX_VALUE)) {
            for (String line = lines.next(); line != null; line = lines.next()) {
                reader.read(lines.number(), line);
            }
        }
    }

    /** {@link #read}, but a last line without an end is left out: its writer is at it, or was killed. */
    public static void readWhole(Path file, LineReader reader) throws IOException {
        try (TextLines lines = TextLines.open(file, LONGEST_LINE, Long.MAX_VALUE)) {
            for (String line = lines.nextWhole(); line != null; line = lines.nextWhole()) {
                reader.read(lines.number(), line);
            }
        }
    }
}
