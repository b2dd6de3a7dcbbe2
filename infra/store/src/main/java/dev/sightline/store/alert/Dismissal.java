package dev.sightline.store.alert;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Somebody says that an alert should not have been raised.
 *
 * @param alertId which
 * @param verdict what is wrong with it
 * @param by who says so
 * @param at when
 * @param note may be empty
 * @param pairs what was said of tracklets or crops along with it, to be taken back with it
 */
public record Dismissal(String alertId, Verdict verdict, String by, Instant at, String note, List<Pair> pairs) {
    /** What is wrong with an alert. */
    public enum Verdict {
        /** It is not the person that the system took it for. */
        WRONG_PERSON,
        /** There was nothing to raise it for. */
        FALSE_ALARM
    }

    /** Two tracklets, or two crops by their addresses, that are different people. */
    public record Pair(String left, String right) {}

    public Dismissal {
        pairs = List.copyOf(pairs);
    }

    static Dismissal of(AlertDismissalEntity row) {
        return new Dismissal(
                row.alertId,
                row.verdict,
                row.by,
                row.at,
                row.note,
                row.pairs.lines().map(Dismissal::pair).toList());
    }

    private static Pair pair(String line) {
        int tab = line.indexOf('\t');
        return new Pair(line.substring(0, tab), line.substring(tab + 1));
    }

    String lines() {
        return pairs.stream().map(pair -> pair.left() + "\t" + pair.right()).collect(Collectors.joining("\n"));
    }
}
