package dev.sightline.platform.text;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Cuts lines into fields by RFC 4180: a field in double quotes may hold the separator, doubled quotes and line breaks.
 * Outside quotes, blanks around a field do not count, and a quote in the middle of a field is an ordinary character.
 */
final class Fields {
    private final String file;
    private final char separator;
    private final Source more;
    private final int longest;

    /** Where the next line comes from when a quoted field goes on. */
    interface Source {
        @Nullable
        String next() throws IOException;
    }

    Fields(String file, char separator, int longest, Source more) {
        this.file = file;
        this.separator = separator;
        this.longest = longest;
        this.more = more;
    }

    /** Fields between blanks. */
    static List<String> betweenBlanks(String line) {
        return List.of(line.strip().split("\\s+"));
    }

    /** Comma, or semicolon when the first line has semicolons and no comma. */
    static char separator(String firstLine) {
        boolean quoted = false;
        boolean semicolon = false;
        for (char c : firstLine.toCharArray()) {
            quoted ^= c == '"';
            if (!quoted && c == ',') {
                return ',';
            }
            semicolon |= !quoted && c == ';';
        }
        return semicolon ? ';' : ',';
    }

    /** A line of fields that {@link #of} reads back as they were. */
    static String line(List<?> fields) {
        return fields.stream().map(field -> quoted(String.valueOf(field))).collect(Collectors.joining(","));
    }

    private static String quoted(String field) {
        boolean plain = field.equals(field.strip()) && field.chars().noneMatch(c -> ",;\"#\r\n".indexOf(c) >= 0);
        return plain ? field : "\"" + field.replace("\"", "\"\"") + "\"";
    }

    /** The fields of a record that begins in this line. */
    List<String> of(String first, int number) throws IOException {
        List<String> fields = new ArrayList<>();
        String line = first;
        int at = 0;
        while (true) {
            int start = skipBlanks(line, at);
            if (start < line.length() && line.charAt(start) == '"') {
                Quoted quoted = quoted(line, start + 1, number);
                fields.add(quoted.text());
                line = quoted.line();
                at = skipBlanks(line, quoted.end());
                if (at < line.length() && line.charAt(at) != separator) {
                    throw new TextException(String.format(
                            Locale.ROOT,
                            "%s:%d: field %d goes on after its closing quote with '%s'; write a quote inside a quoted"
                                    + " field twice (\"\")",
                            file,
                            number,
                            fields.size(),
                            Printable.value(line.substring(at))));
                }
            } else {
                int end = line.indexOf(separator, at);
                at = end < 0 ? line.length() : end;
                fields.add(line.substring(Math.min(start, at), at).strip());
            }
            if (at >= line.length()) {
                return fields;
            }
            at++;
        }
    }

    private record Quoted(String text, String line, int end) {}

    private Quoted quoted(String first, int from, int number) throws IOException {
        StringBuilder text = new StringBuilder();
        String line = first;
        int at = from;
        while (true) {
            int quote = line.indexOf('"', at);
            if (quote >= 0) {
                text.append(line, at, quote);
                if (quote + 1 >= line.length() || line.charAt(quote + 1) != '"') {
                    return new Quoted(text.toString(), line, quote + 1);
                }
                text.append('"');
                at = quote + 2;
                continue;
            }
            text.append(line, at, line.length()).append('\n');
            String next = more.next();
            if (next == null || text.length() > longest) {
                throw new TextException(file + ":" + number + ": a quoted field begins here and does not end; close it"
                        + " with a quote");
            }
            line = next;
            at = 0;
        }
    }

    private int skipBlanks(String line, int from) {
        int at = from;
        while (at < line.length() && line.charAt(at) != separator && Character.isWhitespace(line.charAt(at))) {
            at++;
        }
        return at;
    }
}
