package dev.sightline.app.results;

import static dev.sightline.app.results.HtmlReport.escape;

import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/** Who was on which camera when, as SVG: a line for each person, a bar for each stay, colored by camera. */
final class Timeline {
    private static final int MOST_LINES = 120;
    private static final int COLORS = 8;
    private static final int LEFT = 150;
    private static final int WIDTH = 1000;
    private static final int LINE = 18;
    private static final int TOP = 24;
    private static final int TICKS = 5;

    private final List<Person> people;
    private final List<String> cameras;
    private final RunFacts facts;
    private final ReadableClock clock;
    private final long fromUs;
    private final long toUs;
    private final StringBuilder svg = new StringBuilder();

    private Timeline(List<Person> people, RunFacts facts, ReadableClock clock) {
        this.people = people.subList(0, Math.min(MOST_LINES, people.size()));
        this.facts = facts;
        this.clock = clock;
        TreeSet<String> seen = new TreeSet<>(facts.cameras());
        people.forEach(p -> seen.addAll(p.cameras()));
        this.cameras = List.copyOf(seen);
        this.fromUs = people.stream().mapToLong(Person::firstUs).min().orElse(0);
        this.toUs = Math.max(
                fromUs + 1, people.stream().mapToLong(Person::lastUs).max().orElse(0));
    }

    static String svg(List<Person> people, RunFacts facts, ReadableClock clock) {
        return new Timeline(people, facts, clock).draw(people.size());
    }

    private String draw(int all) {
        legend();
        int height = TOP + people.size() * LINE + 6;
        text(
                "<svg class=\"timeline\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"Who was where when\">\n",
                WIDTH, height);
        for (int i = 0; i <= TICKS; i++) {
            tick(fromUs + (toUs - fromUs) * i / TICKS, height, i);
        }
        for (int i = 0; i < people.size(); i++) {
            line(people.get(i), TOP + i * LINE);
        }
        svg.append("</svg>\n");
        if (all > people.size()) {
            text("<p>The first %d of %d people.</p>\n", people.size(), all);
        }
        return svg.toString();
    }

    private void legend() {
        svg.append("<p class=\"legend\">");
        for (String camera : cameras) {
            text("<span class=\"c%d\">&#9632;</span> %s ", color(camera), escape(camera));
        }
        svg.append("</p>\n");
    }

    private void tick(long us, int height, int index) {
        double x = x(us);
        String anchor = index == 0 ? "start" : index == TICKS ? "end" : "middle";
        text("<line class=\"tick\" x1=\"%.1f\" y1=\"16\" x2=\"%.1f\" y2=\"%d\"/>", x, x, height);
        text(
                "<text x=\"%.1f\" y=\"12\" text-anchor=\"%s\">%s</text>\n",
                x, anchor, escape(index == 0 ? clock.time(us) : clock.timeOfDay(us)));
    }

    private void line(Person person, int y) {
        text("<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>", LEFT - 8, y + 13, escape(label(person)));
        for (Person.Stay stay : person.stays()) {
            double x = x(stay.startUs());
            String title = person.identity() + " on " + stay.camera() + ", " + clock.time(stay.startUs()) + " to "
                    + clock.time(stay.endUs());
            text(
                    "<rect class=\"c%d\" x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" rx=\"2\"><title>%s</title></rect>",
                    color(stay.camera()), x, y + 3, Math.max(2, x(stay.endUs()) - x), LINE - 6, escape(title));
        }
        svg.append('\n');
    }

    private String label(Person person) {
        String label =
                person.entries().stream().sorted().map(facts::name).findFirst().orElse(person.identity());
        return label.length() > 22 ? label.substring(0, 21) + "…" : label;
    }

    private double x(long us) {
        return LEFT + (WIDTH - LEFT - 4.0) * (us - fromUs) / (toUs - fromUs);
    }

    private int color(String camera) {
        return cameras.indexOf(camera) % COLORS;
    }

    private void text(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values));
    }
}
