package dev.sightline.platform.text;

import dev.sightline.platform.text.TextFormat.Column;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeSet;

/** Which field of a line is which column, as a table's first line says. */
final class TextColumns {
    private static final int SHORTEST_MISTYPED = 4;

    private final Map<String, Integer> places = new HashMap<>();
    private final boolean header;
    private final int width;

    private TextColumns(boolean header, int width) {
        this.header = header;
        this.width = width;
    }

    static TextColumns of(TextFormat format, List<String> first, String where) {
        List<String> order = format.order(first);
        return order.isEmpty() || format.isHeader(first) ? named(format, first, where) : placed(format, order);
    }

    private static TextColumns placed(TextFormat format, List<String> order) {
        int width = 0;
        TextColumns columns = new TextColumns(false, 0);
        for (int i = 0; i < order.size(); i++) {
            String name = order.get(i);
            columns.places.put(name, i);
            boolean required = format.called(name).orElseThrow().required();
            width = required ? i + 1 : width;
        }
        return columns.ofWidth(width);
    }

    private TextColumns ofWidth(int least) {
        TextColumns columns = new TextColumns(header, least);
        columns.places.putAll(places);
        return columns;
    }

    private static TextColumns named(TextFormat format, List<String> header, String where) {
        TextColumns columns = new TextColumns(true, header.size());
        String shown = Printable.value(String.join(",", header));
        for (int i = 0; i < header.size(); i++) {
            String given = header.get(i);
            int place = i;
            format.called(given).ifPresent(column -> {
                if (columns.places.put(column.name(), place) != null) {
                    throw new TextException(where + ": the header is '" + shown + "': it names " + column.label()
                            + " twice; remove one of them");
                }
            });
        }
        List<Column> missing = format.columns().stream()
                .filter(column -> !columns.places.containsKey(column.name()))
                .toList();
        if (missing.stream().anyMatch(Column::required)) {
            throw new TextException(where + ": the header is '" + shown + "'; " + format.expected());
        }
        refuseMistyped(format, header, missing, where);
        return columns;
    }

    private static void refuseMistyped(TextFormat format, List<String> header, List<Column> missing, String where) {
        List<String> names = missing.stream()
                .map(Column::name)
                .filter(name -> name.length() >= SHORTEST_MISTYPED)
                .toList();
        for (String given : new TreeSet<>(header)) {
            if (given.length() >= SHORTEST_MISTYPED && format.called(given).isEmpty()) {
                NearMiss.closest(given, names).ifPresent(near -> {
                    throw new TextException(where + ": the header names a column '" + Printable.value(given)
                            + "', which is nearly " + near + "; call it " + near + ", or something else");
                });
            }
        }
    }

    boolean header() {
        return header;
    }

    OptionalInt place(String column) {
        Integer place = places.get(column);
        return place == null ? OptionalInt.empty() : OptionalInt.of(place);
    }

    /** Refuses a line that does not have as many fields as it must. Empty fields too many, as spreadsheets leave, are fine. */
    void check(List<String> fields, String where) {
        if (fields.size() < width) {
            throw new TextException(where + ": " + fields.size() + " fields; "
                    + (header ? "the header has " + width : "at least " + width + " are needed"));
        }
        if (header && fields.subList(width, fields.size()).stream().anyMatch(field -> !field.isEmpty())) {
            throw new TextException(where + ": " + fields.size() + " fields where the header has " + width
                    + "; put a field with a comma in quotes (\"a,b\")");
        }
    }
}
