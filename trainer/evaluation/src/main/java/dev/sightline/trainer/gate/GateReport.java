package dev.sightline.trainer.gate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sightline.models.manifest.GateNames;
import dev.sightline.trainer.gate.Check.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the gate saw and decided.
 *
 * @param champion "id@version"
 * @param challenger "id@version"
 * @param datasetSha256 of the crops and their labels
 * @param size of the data
 * @param checks in the order they were made
 */
public record GateReport(String champion, String challenger, String datasetSha256, Size size, List<Check> checks) {
    private static final int FORMAT = 1;

    /**
     * How much data.
     *
     * @param people who ask
     * @param queries asked
     * @param crops described
     */
    public record Size(int people, int queries, int crops) {}

    public GateReport {
        checks = List.copyOf(checks);
    }

    /** Refused when any check fails, else inconclusive when any is unclear, else passed. */
    public Verdict verdict() {
        List<String> failed = reasons(Outcome.FAILS);
        List<String> unclear = reasons(Outcome.UNCLEAR);
        if (!failed.isEmpty()) {
            return new Verdict.Refused(failed);
        }
        return unclear.isEmpty() ? new Verdict.Passed() : new Verdict.Inconclusive(unclear);
    }

    private List<String> reasons(Outcome outcome) {
        return checks.stream()
                .filter(c -> c.outcome() == outcome)
                .map(Check::reason)
                .toList();
    }

    /** One line, for the manifest's lineage and for logs. */
    public String summary() {
        return verdict().word() + " against " + champion + " on " + size.people() + " people, " + size.queries()
                + " queries";
    }

    /** A few lines for people. */
    public String text() {
        StringBuilder text = new StringBuilder();
        text.append(challenger).append(" against ").append(champion);
        text.append(say(
                ": %d people, %d queries, %d crops, data %s%n",
                size.people(), size.queries(), size.crops(), datasetSha256.substring(0, 12)));
        for (Check check : checks) {
            text.append(say("  %-8s %s%n", check.outcome().name().toLowerCase(Locale.ROOT), line(check)));
        }
        Verdict verdict = verdict();
        text.append(verdict.word().toUpperCase(Locale.ROOT));
        verdict.reasons().forEach(reason -> text.append(say("%n  %s", reason)));
        if (!(verdict instanceof Verdict.Passed)) {
            text.append(say("%nThe champion stays."));
        }
        return text.append(say("%n")).toString();
    }

    private static String line(Check check) {
        Map<String, Object> figures = check.figures();
        if (figures.get("gain") instanceof Double gain) {
            String line = say(
                    "%-28s %.4f to %.4f  gain %+.4f (%+.4f to %+.4f), may fall %.4f",
                    check.name(),
                    of(figures, "champion"),
                    of(figures, "challenger"),
                    gain,
                    of(figures, "gainLow"),
                    of(figures, "gainHigh"),
                    of(figures, "allowedFall"));
            return figures.containsKey("mcnemarP")
                    ? line
                            + say(
                                    "; McNemar: %d queries lost, %d gained, p %.2g",
                                    of(figures, "queriesLost"), of(figures, "queriesGained"), of(figures, "mcnemarP"))
                    : line;
        }
        StringBuilder line = new StringBuilder(say("%-28s", check.name()));
        figures.forEach((name, value) ->
                line.append(' ').append(name).append(' ').append(value instanceof Double d ? say("%.4g", d) : value));
        return line.toString();
    }

    private static Object of(Map<String, Object> figures, String name) {
        return Objects.requireNonNull(figures.get(name), name);
    }

    /** One indented JSON object, the content of {@code gate.json}. */
    public String json() {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("format", FORMAT);
        root.put(GateNames.VERDICT, verdict().word());
        root.put(GateNames.REASONS, verdict().reasons());
        root.put("champion", champion);
        root.put("challenger", challenger);
        root.put("datasetSha256", datasetSha256);
        root.put("people", size.people());
        root.put("queries", size.queries());
        root.put("crops", size.crops());
        List<Map<String, Object>> list = new ArrayList<>();
        for (Check check : checks) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("name", check.name());
            one.put("outcome", check.outcome().name().toLowerCase(Locale.ROOT));
            one.put("reason", check.reason());
            Map<String, @Nullable Object> figures = new LinkedHashMap<>();
            check.figures()
                    .forEach((name, value) ->
                            figures.put(name, value instanceof Double d && !Double.isFinite(d) ? null : value));
            one.put("figures", figures);
            list.add(one);
        }
        root.put("checks", list);
        try {
            return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a report is maps, lists, numbers and texts", e);
        }
    }

    private static String say(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
