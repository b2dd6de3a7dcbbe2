package dev.sightline.app.terminal;

import dev.sightline.platform.problem.Problem;
import dev.sightline.platform.text.Printable;
import java.util.List;

/** Problems for people: where, what, how often, and below it what to do. */
final class ProblemText {
    private static final int LONGEST_PLACE = 32;

    private ProblemText() {}

    static String list(List<Problem> problems) {
        String end = System.lineSeparator();
        int width = problems.stream()
                .mapToInt(problem -> problem.where().length())
                .filter(length -> length <= LONGEST_PLACE)
                .max()
                .orElse(1);
        StringBuilder text = new StringBuilder()
                .append(problems.size() == 1 ? "1 problem:" : problems.size() + " problems:")
                .append(end);
        for (Problem problem : problems) {
            String where = Printable.line(problem.where());
            text.append("  ").append(where).append(" ".repeat(Math.max(0, width - where.length())));
            text.append("  ").append(Printable.line(problem.what()));
            if (problem.count() > 1) {
                text.append(" (").append(problem.count()).append(" times)");
            }
            text.append(end);
            if (!problem.advice().isBlank()) {
                text.append(" ".repeat(width + 4))
                        .append("-> ")
                        .append(Printable.line(problem.advice()))
                        .append(end);
            }
        }
        return text.toString();
    }
}
