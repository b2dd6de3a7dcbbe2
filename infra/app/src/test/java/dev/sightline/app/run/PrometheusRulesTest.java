package dev.sightline.app.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** The alert rules that are handed out name metrics that exist and that the handbook explains. */
class PrometheusRulesTest {
    private static final Path ROOT = Path.of("..", "..");
    private static final Pattern METRIC = Pattern.compile("sightline_[a-z_]+");
    /** What Prometheus puts behind a name; a unit may be part of it in the code, too. */
    private static final Pattern SUFFIX = Pattern.compile("_(total|seconds|bytes)$");

    private static List<Map<String, Object>> rules() throws IOException {
        Map<String, List<Map<String, List<Map<String, Object>>>>> file =
                new Yaml().load(Files.readString(ROOT.resolve("infra/deploy/prometheus-rules.yaml")));
        assertThat(file).containsOnlyKeys("groups");
        return file.getOrDefault("groups", List.of()).stream()
                .flatMap(group -> group.getOrDefault("rules", List.of()).stream())
                .toList();
    }

    private static Set<String> metrics(List<Map<String, Object>> rules) {
        return rules.stream()
                .flatMap(
                        rule -> METRIC.matcher(String.valueOf(rule.get("expr"))).results())
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void shouldSayWhatIsWrongAndWhatToDo() throws IOException {
        assertThat(rules()).hasSizeGreaterThan(10).allSatisfy(rule -> {
            assertThat(rule.keySet())
                    .isSubsetOf("alert", "expr", "for", "annotations")
                    .contains("alert", "expr");
            assertThat(rule.get("annotations"))
                    .asInstanceOf(InstanceOfAssertFactories.MAP)
                    .containsOnlyKeys("summary", "advice");
        });
        assertThat(rules().stream().map(rule -> rule.get("alert")).distinct()).hasSameSizeAs(rules());
    }

    @Test
    void shouldNameMetricsThatTheHandbookExplains() throws IOException {
        String handbook = Files.readString(ROOT.resolve("infra/docs/operations.md"));
        assertThat(metrics(rules()))
                .allSatisfy(name -> assertThat(written(name, handbook)).as(name).isTrue());
    }

    @Test
    void shouldNameMetricsThatTheServicesHave() throws IOException {
        String code = code();
        assertThat(metrics(rules())).allSatisfy(name -> {
            String dotted = SUFFIX.matcher(name).replaceFirst("").replace('_', '.');
            String ofCamera = dotted.replace("sightline.ingest.", "").replace("sightline.embedder.drift.", "");
            assertThat(code.contains('"' + dotted) || code.contains('"' + ofCamera))
                    .as(name)
                    .isTrue();
        });
    }

    /** The handbook leaves out what names in one row have in common. */
    private static boolean written(String name, String handbook) {
        return handbook.contains(name)
                || Stream.of("ingest_frames", "ingest")
                        .anyMatch(stem -> name.startsWith("sightline_" + stem)
                                && handbook.contains("…" + name.substring(("sightline_" + stem).length())));
    }

    private static String code() throws IOException {
        try (Stream<Path> infra = Files.list(ROOT.resolve("infra"))) {
            return Stream.concat(Stream.of("ingest", "embedder", "matcher").map(ROOT::resolve), infra)
                    .map(module -> module.resolve("src/main/java"))
                    .filter(Files::isDirectory)
                    .flatMap(PrometheusRulesTest::files)
                    .filter(file -> file.toString().endsWith(".java"))
                    .map(PrometheusRulesTest::read)
                    .collect(Collectors.joining());
        }
    }

    private static Stream<Path> files(Path folder) {
        try (Stream<Path> walk = Files.walk(folder)) {
            return walk.toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
