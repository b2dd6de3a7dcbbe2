package dev.sightline.app.search;

import dev.sightline.app.terminal.Table;
import dev.sightline.console.api.SearchDesk;
import dev.sightline.console.api.SearchDesk.FoundPerson;
import dev.sightline.console.api.SearchDesk.SearchReply;
import dev.sightline.console.api.SearchDesk.UnansweredPart;
import dev.sightline.platform.problem.Problem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a search found, for a terminal. */
final class SearchText {
    private SearchText() {}

    /** A line for each person found. */
    static Table table(SearchReply reply) {
        Table table = new Table("sure", "probability", "strangers", "identity", "name", "by", "cameras", "last seen");
        for (FoundPerson found : reply.found()) {
            table.row(
                    found.band(),
                    percent(found.probability()),
                    String.format(Locale.ROOT, "%.2g", found.strangers()),
                    found.identity(),
                    Optional.ofNullable(found.name()).orElse(""),
                    String.join("+", found.by()),
                    String.join(
                            ",",
                            found.stays().stream()
                                    .map(SearchDesk.FoundStay::camera)
                                    .distinct()
                                    .toList()),
                    found.stays().stream()
                            .map(SearchDesk.FoundStay::end)
                            .max(Instant::compareTo)
                            .map(Instant::toString)
                            .orElse(""));
        }
        return table;
    }

    /** @param byWords whether somebody was described rather than shown */
    static List<String> sentences(SearchReply reply, boolean byWords) {
        List<String> sentences = new ArrayList<>();
        if (!reply.searched()) {
            sentences.add("The photo shows " + reply.inPhoto().size()
                    + " people; choose one with --person, counted from left to right.");
            sentences.addAll(reply.notes());
            return sentences;
        }
        String nobody = "Nobody " + (byWords ? "whom these words fit" : "who looks like this person") + " was seen";
        sentences.add((reply.found().isEmpty() ? nobody : "Compared")
                + (reply.found().isEmpty() ? ", of " : " ")
                + reply.sightings() + " sightings of about " + reply.people() + " people"
                + (reply.found().isEmpty()
                        ? "."
                        : "; the probability that it is none of these is " + percent(reply.nobody()) + "."));
        sentences.addAll(reply.notes());
        return sentences;
    }

    /** What was not searched, so that "nobody" is not all of the answer. */
    static List<Problem> problems(SearchReply reply) {
        return reply.unanswered().stream().map(SearchText::problem).toList();
    }

    private static Problem problem(UnansweredPart part) {
        String partitions = part.partitions().stream().map(String::valueOf).collect(Collectors.joining(", "));
        String where = part.instance().isEmpty() ? "partitions " + partitions : part.instance();
        return switch (part.why()) {
            case "nobody" ->
                Problem.of(
                        where,
                        "not-searched",
                        "no instance holds them, so their people were not searched",
                        "start 'sightline run' or 'console' with search.key");
            case "building" ->
                Problem.of(
                        where,
                        "not-searched",
                        "the index of partitions " + partitions + " is still being built, so people may be missing",
                        "search again later");
            case "refused" ->
                Problem.of(
                        where,
                        "not-searched",
                        "it refused, so the people of partitions " + partitions + " were not searched",
                        "give all instances and commands the same search.key, and set their clocks");
            default ->
                Problem.of(
                        where,
                        "not-searched",
                        "it did not answer in time, so the people of partitions " + partitions + " were not searched",
                        "look whether it runs and can be reached, or raise search.patience");
        };
    }

    /** Nothing is certain, and nothing is out of the question. */
    static String percent(double share) {
        return share > .99 ? "> 99%" : share < .01 ? "< 1%" : String.format(Locale.ROOT, "%.0f%%", 100 * share);
    }
}
