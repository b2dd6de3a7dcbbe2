package dev.sightline.app.results;

import static dev.sightline.app.results.HtmlReport.escape;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/**
 * Who was on which camera when, as SVG: a row for each person, a bar for each stay, colored by camera. Stays that overlap
 * in time lie in lanes of their own, one above the other.
 */
final class StayChart {
    private static final int MOST_LINES = 120;
    private static final int COLORS = 8;
    private static final int LEFT = 150;
    private static final int WIDTH = 1000;
    private static final int LANE = 12;
    private static final int BETWEEN = 6;
    private static final int TOP = 24;
    private static final int TICKS = 5;

    private final List<Person> people;
    private final List<String> cameras;
    private final RunFacts facts;
    private final ReadableClock clock;
    private final long fromUs;
    private final long toUs;
    private final StringBuilder svg = new StringBuilder();

    private StayChart(List<Person> people, RunFacts facts, ReadableClock clock) {
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
        return new StayChart(people, facts, clock).draw(people.size());
    }

    private String draw(int all) {
        legend();
        int height = TOP + people.stream().mapToInt(StayChart::height).sum() + BETWEEN;
        text(
                "<svg class=\"timeline\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"Who was where when\">\n",
                WIDTH, height);
        for (int i = 0; i <= TICKS; i++) {
            tick(fromUs + (toUs - fromUs) * i / TICKS, height, i);
        }
        int y = TOP;
        for (Person person : people) {
            row(person, y);
            y += height(person);
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

    private static int height(Person person) {
        List<Integer> lanes = lanes(person.stays());
        return Collections.max(lanes) * LANE + LANE + BETWEEN;
    }

    /** The lane of each stay, from 0: the first that is free when it begins. */
    static List<Integer> lanes(List<Person.Stay> stays) {
        List<Long> freeFrom = new ArrayList<>();
        List<Integer> lanes = new ArrayList<>();
        for (Person.Stay stay : stays) {
            int lane = 0;
            while (lane < freeFrom.size() && freeFrom.get(lane) > stay.startUs()) {
                lane++;
            }
            if (lane == freeFrom.size()) {
                freeFrom.add(stay.endUs());
            } else {
                freeFrom.set(lane, stay.endUs());
            }
            lanes.add(lane);
        }
        return lanes;
    }

    private void row(Person person, int y) {
        int middle = y + height(person) / 2;
        text("<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>", LEFT - 8, middle + 4, escape(label(person)));
        List<Integer> lanes = lanes(person.stays());
        for (int i = 0; i < lanes.size(); i++) {
            Person.Stay stay = person.stays().get(i);
            double x = x(stay.startUs());
            String title = person.identity() + " on " + stay.camera() + ", " + clock.time(stay.startUs()) + " to "
                    + clock.time(stay.endUs());
            text(
                    "<rect class=\"c%d\" x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" rx=\"2\"><title>%s</title></rect>",
                    color(stay.camera()),
                    x,
                    y + BETWEEN / 2 + lanes.get(i) * LANE,
                    Math.max(2, x(stay.endUs()) - x),
                    LANE - 1,
                    escape(title));
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
