package dev.sightline.app.results;

import dev.sightline.platform.problem.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/** Who was where, when and for how long, and what went wrong, as plain text: summary.txt and the end of a command. */
public final class SummaryText {
    private static final List<String> COLUMNS = List.of("identity", "cameras", "first seen", "last seen", "in view");

    private final BatchResults results;
    private final RunFacts facts;
    private final ReadableClock clock;
    private final List<Person> people;

    private SummaryText(BatchResults results, RunFacts facts) {
        this.results = results;
        this.facts = facts;
        this.clock = ReadableClock.of(results);
        this.people = results.people();
    }

    /**
     * The summary, lines without a last line end.
     *
     * @param mostPeople lines of people at most; the rest is counted
     */
    public static String of(BatchResults results, RunFacts facts, int mostPeople) {
        return new SummaryText(results, facts).text(mostPeople);
    }

    /** The first line of all: what was found, in numbers. */
    static String headline(BatchResults results, Collection<Person> people) {
        long several = people.stream().filter(p -> p.cameras().size() > 1).count();
        return String.format(
                Locale.ROOT,
                "%s, %d of them on more than one camera; %s, %s.",
                count(people.size(), "identity", "identities"),
                several,
                count(results.rows().size(), "box", "boxes"),
                count(results.alertCount(), "alert", "alerts"));
    }

    private String text(int mostPeople) {
        List<String> lines = new ArrayList<>();
        if (!facts.incomplete().isEmpty()) {
            lines.add("INCOMPLETE: " + facts.incomplete());
        }
        lines.add(headline(results, people));
        addPeople(lines, mostPeople);
        addLookedFor(lines);
        addProblems(lines);
        lines.add("");
        lines.add("Results: " + facts.folder() + " (open report.html to look at them)");
        return String.join(System.lineSeparator(), lines);
    }

    private void addPeople(List<String> lines, int most) {
        if (people.isEmpty()) {
            return;
        }
        lines.add("");
        List<List<String>> table = new ArrayList<>(List.of(COLUMNS));
        people.stream().limit(most).map(this::row).forEach(table::add);
        lines.addAll(aligned(table));
        if (people.size() > most) {
            lines.add("… and " + (people.size() - most) + " more in summary.txt");
        }
        lines.add(clock.explanation());
    }

    private List<String> row(Person person) {
        String names = person.entries().stream().sorted().map(facts::name).collect(Collectors.joining(", "));
        return List.of(
                person.identity() + (names.isEmpty() ? "" : " (" + names + ")"),
                String.join(", ", person.cameras()),
                clock.time(person.firstUs()),
                clock.time(person.lastUs()),
                ReadableClock.length(person.dwellUs()));
    }

    private static List<String> aligned(List<List<String>> table) {
        List<String> lines = new ArrayList<>();
        for (List<String> row : table) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < row.size(); i++) {
                int column = i;
                ToIntFunction<List<String>> width = r -> r.get(column).length();
                int widest = table.stream().mapToInt(width).max().orElse(0);
                line.append(row.get(i)).append(" ".repeat(widest - row.get(i).length() + 2));
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }

    private void addLookedFor(List<String> lines) {
        if (facts.lookedFor().isEmpty()) {
            return;
        }
        lines.add("");
        lines.add("Looked for:");
        for (Map.Entry<String, String> entry : facts.lookedFor().entrySet()) {
            List<Person> found = people.stream()
                    .filter(p -> p.entries().contains(entry.getKey()))
                    .toList();
            if (found.isEmpty()) {
                lines.add("  " + entry.getValue() + ": not seen");
            }
            for (Person person : found) {
                String stays = person.stays().stream().map(this::stay).collect(Collectors.joining("; "));
                lines.add("  " + entry.getValue() + ": seen as " + person.identity() + ": " + stays);
            }
        }
    }

    private String stay(Person.Stay stay) {
        return stay.camera() + " " + clock.time(stay.startUs()) + " to " + clock.time(stay.endUs()) + " ("
                + ReadableClock.length(stay.endUs() - stay.startUs()) + ")";
    }

    private void addProblems(List<String> lines) {
        if (facts.problems().isEmpty()) {
            return;
        }
        lines.add("");
        lines.add(count(facts.problems().size(), "problem", "problems") + ":");
        for (Problem problem : facts.problems()) {
            String times = problem.count() > 1 ? " (" + problem.count() + " times)" : "";
            lines.add("  " + problem.where() + ": " + problem.what() + times);
            if (!problem.advice().isBlank()) {
                lines.add("    What to do: " + problem.advice());
            }
        }
    }

    static String count(long n, String one, String many) {
        return n + " " + (n == 1 ? one : many);
    }
}
