package dev.sightline.app.classes;

import dev.sightline.app.terminal.Outcome;
import dev.sightline.app.terminal.Table;
import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.embedder.words.PersonClass;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Says which class each of some people belongs to, or that it is none of these.
 *
 * @param classes of one descriptor model, at least one
 * @param some probability, before looking, that somebody is of any of them
 */
record ClassMembers(List<PersonClass> classes, double some) {
    private static final String NONE = "none of these";

    ClassMembers {
        classes = List.copyOf(classes);
    }

    /** The model whose descriptors they are held against. */
    String modelId() {
        return classes.get(0).direction().modelId();
    }

    /**
     * Prints one line for each and a count for each class.
     *
     * @param what they are, such as {@code crops}
     * @param columns what is known of each
     * @param known of each, in order, as many as there are columns
     * @param people descriptors of each, in order
     */
    void print(String what, List<String> columns, List<List<String>> known, List<UnitVector> people, Outcome outcome) {
        double[][] members = PersonClass.memberships(classes, people, some);
        List<String> all = new ArrayList<>(columns);
        all.addAll(List.of("class", "probability", NONE));
        Table table = new Table(all.toArray(new String[0]));
        Map<String, Integer> counts = new TreeMap<>();
        for (int i = 0; i < members.length; i++) {
            String best = best(members[i]);
            counts.merge(best, 1, Integer::sum);
            List<Object> row = new ArrayList<>(known.get(i));
            row.addAll(List.of(best, two(most(members[i])), two(none(members[i]))));
            table.row(row.toArray());
        }
        counts.forEach((name, count) -> outcome.say(name + ": " + count + " of " + members.length + " " + what + "."));
        outcome.table(what, table);
    }

    private String best(double[] row) {
        String best = NONE;
        double most = none(row);
        for (int c = 0; c < row.length; c++) {
            if (row[c] > most) {
                most = row[c];
                best = classes.get(c).name();
            }
        }
        return best;
    }

    private static double none(double[] row) {
        double left = 1;
        for (double value : row) {
            left -= value;
        }
        return Math.max(0, left);
    }

    private static double most(double[] row) {
        double most = none(row);
        for (double value : row) {
            most = Math.max(most, value);
        }
        return most;
    }

    private static String two(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
