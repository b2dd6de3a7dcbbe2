package dev.sightline.testkit;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Comparing databases as text, one line per row under headings such as {@code == identity 6}. */
public final class Dumps {
    private static final String HEADING = "== ";
    private static final int SHOWN_LINES = 60;

    private Dumps() {}

    /** Fails with the rows that differ, each after its table: {@code -} where it is missing, {@code +} where it is too many. */
    public static void assertSame(String actual, String expected) {
        if (actual.equals(expected)) {
            return;
        }
        List<String> missing = rows(expected);
        List<String> surplus = rows(actual);
        List<String> there = List.copyOf(surplus);
        removeEach(surplus, missing);
        removeEach(missing, there);
        List<String> lines = new ArrayList<>();
        missing.forEach(row -> lines.add("- " + row));
        surplus.forEach(row -> lines.add("+ " + row));
        String rest = lines.size() > SHOWN_LINES ? "\n(and " + (lines.size() - SHOWN_LINES) + " more)" : "";
        throw new AssertionError("the databases differ: " + missing.size() + " rows missing, " + surplus.size()
                + " too many\n" + String.join("\n", lines.subList(0, Math.min(lines.size(), SHOWN_LINES))) + rest);
    }

    private static List<String> rows(String dump) {
        List<String> rows = new ArrayList<>();
        String table = "";
        for (String line : dump.lines().toList()) {
            if (line.startsWith(HEADING)) {
                table = line.substring(HEADING.length()).split(" ", 2)[0];
            } else {
                rows.add(table + ": " + line);
            }
        }
        return rows;
    }

    /** Each as often as it is named: a dump may hold equal rows. */
    private static void removeEach(List<String> rows, Collection<String> others) {
        others.forEach(rows::remove);
    }
}
