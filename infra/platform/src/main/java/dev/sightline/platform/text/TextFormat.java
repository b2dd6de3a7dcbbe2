package dev.sightline.platform.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a text table holds: which columns, under which names, and what may stand between the rows. A format is built up,
 * each call giving another one:
 *
 * <pre>{@code
 * TextFormat.of("a list of pairs").column("left").column("right").optional("note").withComments()
 * }</pre>
 *
 * <p>Names of columns do not depend on case and order. A table begins with a header, unless {@link #withoutHeader} says
 * how its columns stand without one. Other columns are passed over, except one whose name is nearly that of a column that
 * is not there. Blank lines are passed over.
 */
public final class TextFormat {
    private static final int LONGEST_LINE = 1 << 16;
    private static final long MOST_BYTES = 1L << 30;

    private final String name;
    private final List<Column> columns;
    private final Function<List<String>, List<String>> positions;
    private final Separator separator;
    private final boolean comments;

    private TextFormat(
            String name,
            List<Column> columns,
            Function<List<String>, List<String>> positions,
            Separator separator,
            boolean comments) {
        this.name = name;
        this.columns = List.copyOf(columns);
        this.positions = positions;
        this.separator = separator;
        this.comments = comments;
    }

    /** A column: its name in messages and for {@link TextRow}, other names a header may use, and whether it must be there. */
    record Column(String name, List<String> others, boolean required) {
        boolean isCalled(String given) {
            return name.equalsIgnoreCase(given) || others.stream().anyMatch(given::equalsIgnoreCase);
        }

        String label() {
            return others.isEmpty() ? name : name + " (or " + String.join(", ", others) + ")";
        }
    }

    /**
     * A format with a header and no columns yet.
     *
     * @param name for messages, such as "a list of crops"
     */
    public static TextFormat of(String name) {
        return new TextFormat(name, List.of(), first -> List.of(), Separator.COMMA, false);
    }

    /** With a column that must be there, and other names that a header may give it. */
    public TextFormat column(String column, String... others) {
        return with(new Column(column, List.of(others), true));
    }

    /** With a column that may be missing. */
    public TextFormat optional(String column, String... others) {
        return with(new Column(column, List.of(others), false));
    }

    /** Lines that begin with # are comments. */
    public TextFormat withComments() {
        return new TextFormat(name, columns, positions, separator, true);
    }

    /** Without a header the columns stand in this order. */
    public TextFormat withoutHeader(String... order) {
        List<String> fixed = List.of(order);
        return withoutHeader(first -> fixed);
    }

    /** Without a header the columns stand in an order that the fields of the first line show. */
    public TextFormat withoutHeader(Function<List<String>, List<String>> order) {
        return new TextFormat(name, columns, order, separator, comments);
    }

    /** Fields stand between blanks, there is never a header, and the columns stand in the order they were given here. */
    public TextFormat betweenBlanks() {
        List<String> order = columns.stream().map(Column::name).toList();
        return new TextFormat(name, columns, first -> order, Separator.BLANKS, comments);
    }

    private TextFormat with(Column column) {
        List<Column> more = new ArrayList<>(columns);
        more.add(column);
        return new TextFormat(name, more, positions, separator, comments);
    }

    String name() {
        return name;
    }

    List<Column> columns() {
        return columns;
    }

    Separator separator() {
        return separator;
    }

    boolean comments() {
        return comments;
    }

    int longestLine() {
        return LONGEST_LINE;
    }

    long mostBytes() {
        return MOST_BYTES;
    }

    /** The columns by position when the first line is no header; empty when a header is needed. */
    List<String> order(List<String> first) {
        return positions.apply(first);
    }

    /** Whether a first line names columns: two of its fields do, or its only one. */
    boolean isHeader(List<String> first) {
        long known = first.stream().filter(field -> called(field).isPresent()).count();
        return separator == Separator.COMMA && known >= Math.min(2, first.size());
    }

    Optional<Column> called(String given) {
        return columns.stream().filter(column -> column.isCalled(given)).findFirst();
    }

    /** What a header must and may say. */
    String expected() {
        String needed = labels(true);
        String allowed = labels(false);
        return "needed: " + needed + (allowed.isEmpty() ? "" : "; may be there: " + allowed);
    }

    private String labels(boolean required) {
        return String.join(
                ", ",
                columns.stream()
                        .filter(column -> column.required() == required)
                        .map(Column::label)
                        .toList());
    }

    @Override
    public String toString() {
        return name + " (" + expected().toLowerCase(Locale.ROOT) + ")";
    }
}
