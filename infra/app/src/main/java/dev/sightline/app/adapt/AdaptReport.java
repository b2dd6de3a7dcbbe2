package dev.sightline.app.adapt;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sightline.trainer.gate.GateReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an adaptation did, in the order it did it: what it learned from, what it refused and why, what came out. */
final class AdaptReport {
    /** As data, in the run's folder. */
    static final String JSON = "adaptation.json";
    /** For people, in the run's folder. */
    static final String TEXT = "adaptation.txt";

    private final String site;
    private final String champion;
    private final List<String> lines = new ArrayList<>();
    private final Map<String, Object> facts = new LinkedHashMap<>();
    private @Nullable String refused;
    private @Nullable GateReport gate;
    private @Nullable Path challenger;

    AdaptReport(String site, String champion) {
        this.site = site;
        this.champion = champion;
        facts.put("site", site);
        facts.put("champion", champion);
    }

    /** One thing that was found, as data and for people; an empty sentence for data alone. */
    void note(String key, Object value, String sentence) {
        facts.put(key, value);
        if (!sentence.isEmpty()) {
            lines.add(sentence);
        }
    }

    /** Nothing of this may serve. */
    AdaptReport refuse(String why) {
        refused = why;
        facts.put("refused", why);
        return this;
    }

    /** What the gate said of a package. */
    void judged(GateReport report, Path folder) {
        gate = report;
        challenger = folder;
        facts.put("challenger", report.challenger());
        facts.put("verdict", report.verdict().word());
        facts.put("reasons", report.verdict().reasons());
        List<Map<String, Object>> checks = new ArrayList<>();
        report.checks().forEach(c -> {
            Map<String, Object> check = new LinkedHashMap<>();
            check.put("name", c.name());
            check.put("outcome", c.outcome().name());
            check.putAll(c.figures());
            checks.add(check);
        });
        facts.put("checks", checks);
    }

    String site() {
        return site;
    }

    /** Why nothing of this may serve; empty when the gate has the say. */
    Optional<String> refused() {
        return Optional.ofNullable(refused);
    }

    Optional<GateReport> gate() {
        return Optional.ofNullable(gate);
    }

    /** The package that was judged. */
    Optional<Path> challenger() {
        return Optional.ofNullable(challenger);
    }

    Map<String, Object> facts() {
        return new LinkedHashMap<>(facts);
    }

    String text() {
        StringBuilder text = new StringBuilder("Site " + site + ", served by " + champion + "\n");
        lines.forEach(line -> text.append("  ").append(line).append('\n'));
        if (gate != null) {
            text.append(gate.text());
        }
        if (refused != null) {
            text.append("REFUSED\n  ")
                    .append(refused)
                    .append("\n")
                    .append(champion)
                    .append(" stays.\n");
        }
        return text.toString();
    }

    void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve(TEXT), text());
        Files.writeString(
                folder.resolve(JSON),
                new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(facts) + "\n");
    }
}
