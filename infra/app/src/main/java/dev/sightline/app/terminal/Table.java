package dev.sightline.app.terminal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Rows with aligned columns for people, and the same as objects for programs. Columns are as wide as their widest value, so
 * no identifier is cut or wrapped; columns of numbers are aligned to the right. Not thread-safe.
 */
public final class Table {
    private static final String GAP = "  ";

    private final List<String> columns;
    private final List<List<Object>> rows = new ArrayList<>();

    /** A table without rows. */
    public Table(String... columns) {
        this.columns = List.of(columns);
    }

    /**
     * Adds a row.
     *
     * @param values one for each column: text, numbers or truth values
     */
    public Table row(Object... values) {
        if (values.length != columns.size()) {
            throw new IllegalArgumentException("a row of " + columns + " has " + values.length + " values");
        }
        rows.add(List.of(values));
        return this;
    }

    /** Whether there is no row. */
    public boolean isEmpty() {
        return rows.isEmpty();
    }

    /** The rows as objects with the columns' names. */
    public List<Map<String, Object>> objects() {
        List<Map<String, Object>> objects = new ArrayList<>();
        for (List<Object> row : rows) {
            Map<String, Object> object = new LinkedHashMap<>();
            for (int column = 0; column < columns.size(); column++) {
                object.put(columns.get(column), row.get(column));
            }
            objects.add(object);
        }
        return objects;
    }

    /** The rows as lines, with a heading. */
    public String text() {
        int[] widths = new int[columns.size()];
        boolean[] right = new boolean[columns.size()];
        for (int column = 0; column < widths.length; column++) {
            int at = column;
            widths[at] =
                    rows.stream().mapToInt(row -> width(shown(row.get(at)))).reduce(width(columns.get(at)), Math::max);
            right[at] = !rows.isEmpty() && rows.stream().allMatch(row -> row.get(at) instanceof Number);
        }
        StringBuilder text = new StringBuilder(line(columns, widths, right));
        for (List<Object> row : rows) {
            text.append(line(row.stream().map(Table::shown).toList(), widths, right));
        }
        return text.toString();
    }

    private static String line(List<String> cells, int[] widths, boolean[] right) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < widths.length; column++) {
            String cell = cells.get(column);
            String pad = " ".repeat(widths[column] - width(cell));
            line.append(column == 0 ? "" : GAP).append(right[column] ? pad + cell : cell + pad);
        }
        return line.toString().stripTrailing() + System.lineSeparator();
    }

    private static String shown(Object value) {
        if (value instanceof Boolean truth) {
            return truth ? "yes" : "no";
        }
        return String.valueOf(value);
    }

    private static int width(String text) {
        return text.codePointCount(0, text.length());
    }
}
