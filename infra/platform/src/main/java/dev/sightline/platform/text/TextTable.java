package dev.sightline.platform.text;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The one reader of text tables: CSV, MOTChallenge, lists. It takes UTF-8 with or without a byte-order mark, any line
 * ends, quoted fields, columns in any order and columns too many; what it refuses, it refuses with file, line and column.
 * It reads row by row, so a large file needs no memory. Lines are at most 64 KiB, files 1 GiB.
 *
 * <p>Owned by whom opened it; not safe for use by several threads.
 */
public final class TextTable implements AutoCloseable {
    private final Path file;
    private final TextFormat format;
    private final TextLines lines;
    private @Nullable TextColumns columns;
    private @Nullable Fields fields;

    private TextTable(Path file, TextFormat format, TextLines lines) {
        this.file = file;
        this.format = format;
        this.lines = lines;
    }

    /**
     * Opens a table; the first row is read by {@link #next}.
     *
     * @throws IOException when it cannot be read
     * @throws TextException when it is a folder or no UTF-8 text
     */
    public static TextTable open(Path file, TextFormat format) throws IOException {
        return new TextTable(file, format, TextLines.open(file, format.longestLine(), format.mostBytes()));
    }

    /**
     * Reads every row into something. An {@link IllegalArgumentException} of {@code reader} is given the place of its row.
     *
     * @throws IOException when the file cannot be read
     * @throws TextException naming file and line of the first mistake
     */
    public static <T> List<T> read(Path file, TextFormat format, Function<TextRow, T> reader) throws IOException {
        List<T> all = new ArrayList<>();
        forEach(file, format, row -> all.add(reader.apply(row)));
        return List.copyOf(all);
    }

    /** {@link #read} that keeps nothing. */
    public static void forEach(Path file, TextFormat format, Consumer<TextRow> taker) throws IOException {
        try (TextTable table = open(file, format)) {
            Optional<TextRow> row = table.next();
            while (row.isPresent()) {
                take(row.get(), taker);
                row = table.next();
            }
        }
    }

    private static void take(TextRow row, Consumer<TextRow> taker) {
        try {
            taker.accept(row);
        } catch (TextException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new TextException(row.where() + ": " + e.getMessage(), e);
        }
    }

    /** A line of comma-separated fields, quoted where they must be, that this reader takes back as it was. */
    public static String line(Object... fields) {
        return Fields.line(List.of(fields));
    }

    /**
     * The next row; empty after the last.
     *
     * @throws IOException when the file cannot be read
     * @throws TextException when the line does not fit the format
     */
    public Optional<TextRow> next() throws IOException {
        while (true) {
            String line = lines.next();
            if (line == null) {
                return Optional.empty();
            }
            if (line.isBlank() || (format.comments() && line.stripLeading().startsWith("#"))) {
                continue;
            }
            String where = file + ":" + lines.number();
            List<String> cut = cut(line);
            TextColumns known = columns;
            if (known == null) {
                known = TextColumns.of(format, cut, where);
                columns = known;
                if (known.header()) {
                    continue;
                }
            }
            known.check(cut, where);
            return Optional.of(new TextRow(known, cut, where));
        }
    }

    private List<String> cut(String line) throws IOException {
        if (format.separator() == Separator.BLANKS) {
            return Fields.betweenBlanks(line);
        }
        Fields cutter = fields;
        if (cutter == null) {
            cutter = new Fields(file.toString(), Fields.separator(line), format.longestLine(), lines::next);
            fields = cutter;
        }
        return cutter.of(line, lines.number());
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
