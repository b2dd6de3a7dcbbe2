package dev.sightline.platform.text;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A row of a text table. Every refusal names file, line, column, value and what is allowed.
 */
public final class TextRow {
    private static final Pattern NUMBER = Pattern.compile("[+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d{1,4})?");
    private static final Pattern WHOLE = Pattern.compile("[+-]?\\d{1,18}");
    /** Whole numbers up to here are exact as a double. */
    private static final double EXACT = 1L << 53;

    private final TextColumns columns;
    private final List<String> fields;
    private final String where;

    TextRow(TextColumns columns, List<String> fields, String where) {
        this.columns = columns;
        this.fields = List.copyOf(fields);
        this.where = where;
    }

    /** File and line, such as {@code boxes.txt:7}. */
    public String where() {
        return where;
    }

    /** How many fields the row has, with those of no known column. */
    public int size() {
        return fields.size();
    }

    /** Whether the table has this column at all. */
    public boolean has(String column) {
        return columns.place(column).isPresent();
    }

    /** Whether the table's first line named its columns. */
    public boolean named() {
        return columns.header();
    }

    /** Whether the row says something in this column. */
    public boolean says(String column) {
        return !raw(column).isEmpty();
    }

    /**
     * The text of a column; empty when there is none.
     *
     * @throws TextException when it has control characters
     */
    public String text(String column) {
        String text = raw(column);
        for (int i = 0; i < text.length(); i++) {
            if (Printable.isControl(text.charAt(i))) {
                throw refused(column, "text without control characters");
            }
        }
        return text;
    }

    /** The text of a column, which must be there. */
    public String required(String column) {
        if (!says(column)) {
            throw new TextException(where + ": " + column + " is empty; it must be given");
        }
        return text(column);
    }

    /** A finite number. */
    public double number(String column) {
        return number(column, -Double.MAX_VALUE, Double.MAX_VALUE);
    }

    /** A finite number from {@code least} to {@code most}. */
    public double number(String column, double least, double most) {
        String text = raw(column);
        double value = NUMBER.matcher(text).matches() ? Double.parseDouble(text) : Double.NaN;
        if (Double.isFinite(value) && value >= least && value <= most) {
            return value;
        }
        String comma = text.matches("[+-]?\\d+,\\d+") ? "; write the decimal mark as a point" : "";
        throw refused(column, "a number" + range(shown(least), shown(most)) + comma);
    }

    /** A whole number from {@code least} to {@code most}; 7.0 and 7e0 are 7. */
    public long whole(String column, long least, long most) {
        return whole(raw(column), column, least, most);
    }

    /** {@link #whole} of a field by its place from 0, for what a format has beside its columns. */
    public long wholeAt(int place, String name, long least, long most) {
        return whole(place < fields.size() ? fields.get(place) : "", name, least, most);
    }

    private long whole(String text, String column, long least, long most) {
        if (WHOLE.matcher(text).matches()) {
            long value = Long.parseLong(text);
            if (value >= least && value <= most) {
                return value;
            }
        } else if (NUMBER.matcher(text).matches()) {
            double value = Double.parseDouble(text);
            if (Math.rint(value) == value && Math.abs(value) < EXACT && value >= least && value <= most) {
                return (long) value;
            }
        }
        throw refused(
                text,
                column,
                "a whole number"
                        + range(
                                least == Long.MIN_VALUE ? "" : String.valueOf(least),
                                most == Long.MAX_VALUE ? "" : String.valueOf(most)));
    }

    /** The refusal of a column's value, with what is allowed instead. */
    public TextException refused(String column, String allowed) {
        return refused(raw(column), column, allowed);
    }

    private TextException refused(String text, String column, String allowed) {
        String value = text.isEmpty() ? "empty" : "'" + Printable.value(text) + "'";
        return new TextException(where + ": " + column + " is " + value + "; allowed: " + allowed);
    }

    private String raw(String column) {
        int place = columns.place(column).orElse(Integer.MAX_VALUE);
        return place < fields.size() ? fields.get(place) : "";
    }

    private static String shown(double bound) {
        if (Math.abs(bound) == Double.MAX_VALUE) {
            return "";
        }
        return bound == Math.rint(bound) ? String.valueOf((long) bound) : String.valueOf(bound);
    }

    private static String range(String least, String most) {
        if (least.isEmpty()) {
            return most.isEmpty() ? "" : " up to " + most;
        }
        return most.isEmpty() ? " from " + least : ", " + least + " to " + most;
    }

    @Override
    public String toString() {
        return where + ": " + Printable.value(String.join(",", fields));
    }
}
