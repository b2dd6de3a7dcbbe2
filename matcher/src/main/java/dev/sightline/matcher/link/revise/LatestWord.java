package dev.sightline.matcher.link.revise;

import dev.sightline.matcher.link.memory.Statement;
import dev.sightline.matcher.link.memory.Statements;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What counts of what people said. That A is B and B is C, but A is not C, cannot all be obeyed: of statements that contradict
 * one another the newest count. It depends on what was said, not on the order in which it came. Reads only; one thread.
 */
final class LatestWord {
    private static final Comparator<Statement> NEWEST_FIRST = Comparator.comparingLong(Statement::timeUs)
            .thenComparing(Statement::feedbackId)
            .reversed();

    private final Statements statements;

    LatestWord(Statements statements) {
        this.statements = statements;
    }

    /** What counts of what was said of a tracklet, the oldest first. */
    List<Statement> about(String trackletId) {
        List<Statement> about = statements.about(trackletId);
        if (about.isEmpty()) {
            return about; // As for nearly every tracklet, each time it is seen.
        }
        Set<Statement> overruled = new HashSet<>(overruled(trackletId));
        return about.stream().filter(said -> !overruled.contains(said)).toList();
    }

    /** What newer statements contradict, of all that was said of a tracklet and of those said to be the same, newest first. */
    List<Statement> overruled(String trackletId) {
        List<Statement> said = within(sameAs(trackletId));
        if (said.stream().allMatch(Statement::same)) {
            return List.of();
        }
        List<Statement> overruled = new ArrayList<>();
        List<Statement> apart = new ArrayList<>();
        Map<String, String> people = new HashMap<>();
        for (Statement statement : said) {
            String left = person(statement.trackletId(), people);
            String right = person(statement.otherTrackletId(), people);
            boolean contradicts = statement.same()
                    ? apart.stream().anyMatch(different -> areTheTwo(different, left, right, people))
                    : left.equals(right);
            if (contradicts) {
                overruled.add(statement);
            } else if (!statement.same()) {
                apart.add(statement);
            } else if (!left.equals(right)) {
                people.put(left, right);
            }
        }
        return overruled;
    }

    private Set<String> sameAs(String trackletId) {
        Set<String> same = new HashSet<>(Set.of(trackletId));
        ArrayDeque<String> open = new ArrayDeque<>(same);
        while (!open.isEmpty()) {
            String one = open.remove();
            statements.about(one).stream()
                    .filter(Statement::same)
                    .map(said -> said.other(one))
                    .filter(same::add)
                    .forEach(open::add);
        }
        return same;
    }

    private List<Statement> within(Set<String> tracklets) {
        Map<String, Statement> within = new TreeMap<>();
        for (String one : tracklets) {
            statements.about(one).stream()
                    .filter(said -> tracklets.contains(said.other(one)))
                    .forEach(said -> within.put(said.feedbackId(), said));
        }
        return within.values().stream().sorted(NEWEST_FIRST).toList();
    }

    private static boolean areTheTwo(Statement different, String left, String right, Map<String, String> people) {
        String one = person(different.trackletId(), people);
        String other = person(different.otherTrackletId(), people);
        return one.equals(left) && other.equals(right) || one.equals(right) && other.equals(left);
    }

    /** The tracklet that stands for all that are known to be the same as one. */
    private static String person(String trackletId, Map<String, String> people) {
        String one = trackletId;
        for (String next = people.get(one); next != null; next = people.get(one)) {
            one = next;
        }
        return one;
    }
}
