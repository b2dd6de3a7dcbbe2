package dev.sightline.app.results;

import dev.sightline.platform.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The results as one page that needs nothing else: pictures inside it, no script, no request to anywhere. Bounded: the
 * best pictures of the first {@value #MOST_PEOPLE} people, {@value #MOST_PICTURE_BYTES} bytes of them at most.
 */
public final class HtmlReport {
    private static final int MOST_PEOPLE = 300;
    private static final int CROPS_EACH = 4;
    private static final int MOST_PICTURE_BYTES = 6 << 20;
    private static final int MOST_CROP_BYTES = 100 << 10;

    private final BatchResults results;
    private final RunFacts facts;
    private final ReadableClock clock;
    private final List<Person> people;
    private final StringBuilder html = new StringBuilder();
    private long pictureBytes;

    private HtmlReport(BatchResults results, RunFacts facts) {
        this.results = results;
        this.facts = facts;
        this.clock = ReadableClock.of(results);
        this.people = results.people();
    }

    /** The page. */
    public static String of(BatchResults results, RunFacts facts) {
        return new HtmlReport(results, facts).page();
    }

    /** Text as it may stand in a page, attributes included. */
    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    private String page() {
        html.append("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
                .append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:;")
                .append(" style-src 'unsafe-inline'\"><meta name=\"viewport\" content=\"width=device-width\">")
                .append("<title>Sightline report</title><style>")
                .append(style())
                .append("</style></head><body>\n<h1>Sightline report</h1>\n");
        incomplete();
        paragraph("lead", SummaryText.headline(results, people) + " " + clock.explanation());
        problems();
        lookedFor();
        timeline();
        identities();
        cameras();
        settings();
        return html.append("</body></html>\n").toString();
    }

    private void incomplete() {
        if (!facts.incomplete().isEmpty()) {
            paragraph("bad", "Incomplete: " + facts.incomplete());
        }
    }

    private void problems() {
        if (facts.problems().isEmpty()) {
            return;
        }
        heading("Problems");
        table("Where", "What", "Times", "What to do");
        for (Problem p : facts.problems()) {
            row(p.where(), p.what(), String.valueOf(p.count()), p.advice());
        }
        html.append("</table>\n");
    }

    private void lookedFor() {
        if (facts.lookedFor().isEmpty()) {
            return;
        }
        heading("Looked for");
        table("Name", "Seen as", "Where and when");
        facts.lookedFor().forEach((id, name) -> {
            List<Person> found =
                    people.stream().filter(p -> p.entries().contains(id)).toList();
            if (found.isEmpty()) {
                row(name, "not seen", "");
            }
            found.forEach(p -> row(name, p.identity(), stays(p)));
        });
        html.append("</table>\n");
    }

    private String stays(Person person) {
        return person.stays().stream()
                .map(s -> s.camera() + " " + clock.time(s.startUs()) + " to " + clock.time(s.endUs()))
                .collect(Collectors.joining("; "));
    }

    private void timeline() {
        if (!people.isEmpty()) {
            heading("Timeline");
            html.append(StayChart.svg(people, facts, clock));
        }
    }

    private void identities() {
        if (people.isEmpty()) {
            return;
        }
        heading("People");
        html.append("<div class=\"people\">\n");
        people.stream().limit(MOST_PEOPLE).forEach(this::person);
        html.append("</div>\n");
        if (people.size() > MOST_PEOPLE) {
            paragraph("", (people.size() - MOST_PEOPLE) + " more people are in sightings.jsonl and tracks.csv.");
        }
    }

    private void person(Person person) {
        html.append("<section class=\"person\"><h3>").append(escape(person.identity()));
        person.entries().stream()
                .sorted()
                .forEach(e ->
                        html.append(" <mark>").append(escape(facts.name(e))).append("</mark>"));
        html.append("</h3><div class=\"crops\">");
        person.bestCrops(CROPS_EACH).forEach(crop -> picture(person, crop));
        html.append("</div>");
        paragraph("", String.join(", ", person.cameras()) + ", in view " + ReadableClock.length(person.dwellUs()));
        paragraph("when", clock.time(person.firstUs()) + " to " + clock.time(person.lastUs()));
        html.append("</section>\n");
    }

    private void picture(Person person, Person.Crop crop) {
        int size = crop.jpeg().size();
        if (size > MOST_CROP_BYTES || pictureBytes + size > MOST_PICTURE_BYTES) {
            return;
        }
        pictureBytes += size;
        html.append("<img alt=\"")
                .append(escape(person.identity() + " at " + clock.time(crop.timeUs())))
                .append("\" src=\"data:image/jpeg;base64,")
                .append(Base64.getEncoder().encodeToString(crop.jpeg().toByteArray()))
                .append("\">");
    }

    private void cameras() {
        heading("Cameras");
        table("Camera", "Frames", "From", "To");
        for (String name : facts.cameras()) {
            CameraFrames f = results.frames(name);
            boolean any = f.frames() > 0;
            row(
                    name,
                    String.valueOf(f.frames()),
                    any ? clock.time(f.firstUs()) : "",
                    any ? clock.time(f.lastUs()) : "");
        }
        html.append("</table>\n");
    }

    private void settings() {
        if (facts.settings().isEmpty()) {
            return;
        }
        heading("Settings used");
        table("Setting", "Value");
        for (Map.Entry<String, String> setting : facts.settings().entrySet()) {
            row(setting.getKey(), setting.getValue());
        }
        html.append("</table>\n");
    }

    private void heading(String text) {
        html.append("<h2>").append(escape(text)).append("</h2>\n");
    }

    private void paragraph(String kind, String text) {
        html.append("<p class=\"")
                .append(kind)
                .append("\">")
                .append(escape(text))
                .append("</p>\n");
    }

    private void table(String... columns) {
        html.append("<table><tr>");
        for (String column : columns) {
            html.append("<th>").append(escape(column)).append("</th>");
        }
        html.append("</tr>\n");
    }

    private void row(String... cells) {
        html.append("<tr>");
        for (String cell : cells) {
            html.append("<td>").append(escape(cell)).append("</td>");
        }
        html.append("</tr>\n");
    }

    private static String style() {
        try (InputStream css = HtmlReport.class.getResourceAsStream("/report/report.css")) {
            return new String(Objects.requireNonNull(css).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
