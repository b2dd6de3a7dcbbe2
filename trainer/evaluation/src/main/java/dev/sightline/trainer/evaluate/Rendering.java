package dev.sightline.trainer.evaluate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Shows {@link Measures} to people and to programs. */
public final class Rendering {

    private Rendering() {}

    /** Aligned lines: whole numbers as they are, others with four digits, groups under a heading, like groups as a table. */
    public static String text(Measures result) {
        StringBuilder text = new StringBuilder();
        append(result.measures(), "", text);
        return text.toString();
    }

    /** One indented JSON object with full precision; a number that does not exist (0/0) is null. */
    public static String json(Measures result) {
        try {
            return new ObjectMapper()
                    .writerWithDefaultPrettyPrinter()
                    .writeValueAsString(withoutNaN(result.measures()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("measures are maps, lists, numbers and texts", e);
        }
    }

    private static void append(Map<String, Object> measures, String indent, StringBuilder text) {
        int width = measures.keySet().stream().mapToInt(String::length).max().orElse(0);
        measures.forEach((name, value) -> {
            if (value instanceof Map<?, ?> group) {
                text.append(indent).append(name).append(System.lineSeparator());
                if (isTable(group)) {
                    table(named(group), indent + "  ", text);
                } else {
                    append(named(group), indent + "  ", text);
                }
            } else {
                text.append(indent)
                        .append(name)
                        .append(" ".repeat(width - name.length() + 2))
                        .append(shown(value))
                        .append(System.lineSeparator());
            }
        });
    }

    /** Groups of the same names, more than one each, read best side by side. */
    private static boolean isTable(Map<?, ?> group) {
        return !group.isEmpty()
                && group.values().iterator().next() instanceof Map<?, ?> row
                && row.size() > 1
                && row.values().stream().noneMatch(v -> v instanceof Map)
                && group.values().stream()
                        .allMatch(other ->
                                other instanceof Map<?, ?> o && o.keySet().equals(row.keySet()));
    }

    private static void table(Map<String, Object> rows, String indent, StringBuilder text) {
        List<List<String>> lines = new ArrayList<>();
        rows.forEach((name, row) -> {
            Map<String, Object> cells = named((Map<?, ?>) row);
            if (lines.isEmpty()) {
                List<String> header = new ArrayList<>(List.of(""));
                header.addAll(cells.keySet());
                lines.add(header);
            }
            List<String> line = new ArrayList<>(List.of(name));
            cells.values().forEach(cell -> line.add(shown(cell)));
            lines.add(line);
        });
        for (List<String> line : lines) {
            StringBuilder shown = new StringBuilder(indent);
            for (int c = 0; c < line.size(); c++) {
                int column = c;
                int width = lines.stream()
                        .mapToInt(l -> l.get(column).length())
                        .max()
                        .orElse(0);
                String pad = " ".repeat(width - line.get(c).length());
                shown.append(c == 0 ? line.get(c) + pad : "  " + pad + line.get(c));
            }
            text.append(shown.toString().stripTrailing()).append(System.lineSeparator());
        }
    }

    private static String shown(Object value) {
        if (value instanceof Double d) {
            boolean small = d != 0 && Math.abs(d) < 1e-3;
            return Double.isNaN(d) ? "-" : String.format(Locale.ROOT, small ? "%.3g" : "%.4f", d);
        }
        if (value instanceof Iterable<?> list) {
            StringBuilder text = new StringBuilder();
            list.forEach(v -> text.append(text.isEmpty() ? "" : " ").append(v == null ? "-" : shown(v)));
            return text.toString();
        }
        return String.valueOf(value);
    }

    private static Map<String, Object> named(Map<?, ?> group) {
        Map<String, Object> named = new LinkedHashMap<>();
        group.forEach((k, v) -> {
            if (v != null) {
                named.put(String.valueOf(k), v);
            }
        });
        return named;
    }

    private static Map<String, @Nullable Object> withoutNaN(Map<String, Object> measures) {
        Map<String, @Nullable Object> clean = new LinkedHashMap<>();
        measures.forEach((name, value) -> {
            if (value instanceof Map<?, ?> group) {
                clean.put(name, withoutNaN(named(group)));
            } else {
                clean.put(name, value instanceof Double d && !Double.isFinite(d) ? null : value);
            }
        });
        return clean;
    }
}
