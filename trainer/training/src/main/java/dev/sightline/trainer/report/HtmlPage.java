package dev.sightline.trainer.report;

import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Builds one HTML page that needs nothing beside it: inline styles, inline SVG, pictures inside. Not for threads. */
final class HtmlPage {
    private static final String STYLE = """
            body{font:15px/1.5 system-ui,sans-serif;color:#1c1c1c;background:#fff;max-width:1180px;margin:2em auto;\
            padding:0 1.2em}
            h1{font-size:1.6em;margin:0 0 .2em}h2{font-size:1.2em;margin:2em 0 .6em;border-bottom:1px solid #ddd}
            table{border-collapse:collapse;margin:.4em 0 1.2em;font-variant-numeric:tabular-nums}
            th,td{padding:.18em .8em;border-bottom:1px solid #e6e6e6;text-align:left;vertical-align:top}
            td.n{text-align:right}th{font-weight:600;color:#444;white-space:nowrap}
            caption{text-align:left;font-weight:600;padding:.4em 0}
            .plots{display:flex;flex-wrap:wrap;gap:14px;align-items:flex-start}.plots svg{border:1px solid #e6e6e6;max-width:100%;height:auto}
            .tables{display:flex;flex-wrap:wrap;gap:0 2.5em;align-items:flex-start}img{max-width:100%;border:1px solid #e6e6e6}
            p{max-width:75ch}.muted{color:#666}pre,code{font:13px/1.45 ui-monospace,monospace}
            li{margin:.15em 0}
            """;

    private final StringBuilder body = new StringBuilder();
    private final String title;

    HtmlPage(String title) {
        this.title = title;
        body.append("<h1>").append(Plot.escape(title)).append("</h1>\n");
    }

    void heading(String text) {
        body.append("<h2>").append(Plot.escape(text)).append("</h2>\n");
    }

    void paragraph(String text) {
        body.append("<p class=\"muted\">").append(Plot.escape(text)).append("</p>\n");
    }

    void plots(Collection<Plot> plots) {
        body.append("<div class=\"plots\">\n");
        plots.forEach(plot -> body.append(plot.svg()));
        body.append("</div>\n");
    }

    void jpeg(byte[] picture, String alternative) {
        body.append("<img alt=\"")
                .append(Plot.escape(alternative))
                .append("\" src=\"data:image/jpeg;base64,")
                .append(Base64.getEncoder().encodeToString(picture))
                .append("\">\n");
    }

    void list(List<String> lines) {
        body.append("<ul>\n");
        lines.forEach(line -> body.append("<li>").append(Plot.escape(line)).append("</li>\n"));
        body.append("</ul>\n");
    }

    /** Names and values; a map among the values becomes a table of its own behind. */
    void tables(String caption, Map<String, ?> values) {
        body.append("<div class=\"tables\">\n");
        nested(caption, values);
        body.append("</div>\n");
    }

    private void nested(String title, Map<?, ?> values) {
        body.append("<table><caption>").append(Plot.escape(title)).append("</caption>\n");
        values.forEach((name, value) -> {
            if (!(value instanceof Map) && entries(value).isEmpty()) {
                row(String.valueOf(name), value);
            }
        });
        body.append("</table>\n");
        for (Group group : groups(values)) {
            if (group.rows().values().stream().allMatch(v -> v instanceof Map)) {
                grid(group.title(), group.rows());
            } else {
                nested(group.title(), group.rows());
            }
        }
    }

    /** The entries of a list of maps, such as a recipe's losses; none for anything else. */
    private static List<Map<?, ?>> entries(Object value) {
        List<Map<?, ?>> entries = new ArrayList<>();
        if (value instanceof List<?> list) {
            for (Object entry : list) {
                if (!(entry instanceof Map<?, ?> map)) {
                    return List.of();
                }
                entries.add(map);
            }
        }
        return entries;
    }

    private record Group(String title, Map<?, ?> rows) {}

    /** The maps among the values; several with the same names are rows of one table, which has no title. */
    private static List<Group> groups(Map<?, ?> values) {
        Map<Object, Map<Object, Object>> alike = new LinkedHashMap<>();
        values.forEach((name, value) -> {
            if (value instanceof Map<?, ?> group && !group.isEmpty()) {
                alike.computeIfAbsent(group.keySet(), k -> new LinkedHashMap<>())
                        .put(name, group);
            }
            int number = 1;
            for (Map<?, ?> entry : entries(value)) {
                alike.computeIfAbsent(entry.keySet(), k -> new LinkedHashMap<>())
                        .put(name + " " + number++, entry);
            }
        });
        return alike.values().stream()
                .map(same -> same.size() > 1
                        ? new Group("", same)
                        : same.entrySet().stream()
                                .map(one -> new Group(String.valueOf(one.getKey()), (Map<?, ?>) one.getValue()))
                                .findFirst()
                                .orElseThrow())
                .toList();
    }

    private void grid(String caption, Map<?, ?> rows) {
        body.append("<table><caption>").append(Plot.escape(caption)).append("</caption>\n");
        boolean first = true;
        for (Map.Entry<?, ?> row : rows.entrySet()) {
            Map<?, ?> cells = (Map<?, ?>) row.getValue();
            if (first) {
                body.append("<tr><th></th>");
                cells.keySet()
                        .forEach(name -> body.append("<th>")
                                .append(Plot.escape(String.valueOf(name)))
                                .append("</th>"));
                body.append("</tr>\n");
                first = false;
            }
            body.append("<tr><th>")
                    .append(Plot.escape(String.valueOf(row.getKey())))
                    .append("</th>");
            cells.values().forEach(this::cell);
            body.append("</tr>\n");
        }
        body.append("</table>\n");
    }

    private void row(String name, Object value) {
        body.append("<tr><th>").append(Plot.escape(name)).append("</th>");
        cell(value);
        body.append("</tr>\n");
    }

    private void cell(Object value) {
        boolean number = value instanceof Number
                || value instanceof List<?> list
                        && !list.isEmpty()
                        && list.stream().allMatch(v -> v instanceof Number);
        body.append(number ? "<td class=\"n\">" : "<td>")
                .append(Plot.escape(shown(value)))
                .append("</td>");
    }

    /** A value in words; what there is none of is a dash. */
    static String shown(Object value) {
        if (value instanceof Double || value instanceof Float) {
            double d = ((Number) value).doubleValue();
            if (Double.isNaN(d)) {
                return "-";
            }
            boolean small = d != 0 && Math.abs(d) < 1e-3;
            return String.format(Locale.ROOT, small ? "%.3g" : "%.4f", d);
        }
        if (value instanceof Iterable<?> list) {
            StringBuilder text = new StringBuilder();
            list.forEach(v -> text.append(text.isEmpty() ? "" : ", ").append(v == null ? "-" : shown(v)));
            return text.isEmpty() ? "-" : text.toString();
        }
        if (value instanceof Map<?, ?> map) {
            StringBuilder text = new StringBuilder();
            map.forEach((name, v) -> text.append(text.isEmpty() ? "" : ", ")
                    .append(name)
                    .append(' ')
                    .append(v == null ? "-" : shown(v)));
            return text.isEmpty() ? "-" : text.toString();
        }
        return String.valueOf(value);
    }

    /** The whole page. */
    String html() {
        return "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>"
                + Plot.escape(title) + "</title>\n<style>\n" + STYLE + "</style>\n</head>\n<body>\n" + body
                + "</body>\n</html>\n";
    }
}
