package dev.sightline.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.app.settings.Policies;
import dev.sightline.contracts.topic.Topic;
import dev.sightline.contracts.topic.Topics;
import dev.sightline.models.manifest.ModelTask;
import dev.sightline.platform.kafka.TopicKeeping;
import dev.sightline.store.retention.DataClass;
import dev.sightline.store.retention.RetentionPolicy;
import dev.sightline.testkit.RepositoryRoot;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What privacy.md promises of topics is what they are created with, and every row of it names a test or a command. */
class PrivacyTest {
    private static final Path ROOT = RepositoryRoot.find();
    private static final Pattern TIME = Pattern.compile("(\\d+) (minutes|hours?|days)");
    private static final Pattern LATEST = Pattern.compile("\\((?:gone after )?(\\d+)( minutes)?");
    private static final Pattern BYTES = Pattern.compile("at most (\\d+) GiB");
    private static final Pattern TEST = Pattern.compile("`(\\w+(?:Test|IT|Contract))`");

    private final List<Row> rows = rows();

    /** One line of the table. */
    private record Row(String where, String howLong, String shownBy) {}

    @Test
    void shouldSayHowLongEveryTopicKeepsItsRecords() {
        for (Topic<String, ?> topic : Topics.ALL) {
            String howLong = rows.stream()
                    .filter(row -> row.where().startsWith("topic"))
                    .filter(row -> row.where().contains("`" + topic.noun() + "`"))
                    .map(Row::howLong)
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no row of the table is about topic " + topic.noun()));
            if (topic.cleanup() == Topic.Cleanup.COMPACT) {
                assertThat(howLong).as(topic.noun()).containsAnyOf("until", "forever");
            } else {
                requireTimes(topic, howLong);
            }
        }
    }

    private static void requireTimes(Topic<?, ?> topic, String howLong) {
        Matcher time = find(TIME, howLong);
        Duration unit = switch (time.group(2)) {
            case "minutes" -> Duration.ofMinutes(1);
            case "days" -> Duration.ofDays(1);
            default -> Duration.ofHours(1);
        };
        Duration said = unit.multipliedBy(Long.parseLong(time.group(1)));
        assertThat(said).as(topic.noun()).isEqualTo(topic.retention());
        Matcher latest = find(LATEST, howLong);
        Duration most =
                (latest.group(2) == null ? unit : Duration.ofMinutes(1)).multipliedBy(Long.parseLong(latest.group(1)));
        Duration quarter = topic.retention().dividedBy(4);
        Duration segment = quarter.compareTo(Duration.ofDays(1)) < 0 ? quarter : Duration.ofDays(1);
        // The figures in brackets are rounded to their unit.
        assertThat(most)
                .as(topic.noun())
                .isBetween(
                        topic.retention().plus(segment).minus(unit.dividedBy(2)),
                        topic.retention()
                                .plus(segment)
                                .plus(Duration.ofMinutes(5))
                                .plus(unit));
        Matcher bytes = BYTES.matcher(howLong);
        if (bytes.find()) {
            assertThat(Long.parseLong(bytes.group(1)) << 30).as(topic.noun()).isEqualTo(topic.retentionBytes());
        }
    }

    @Test
    void shouldSayHowLongTheMatcherKeepsDescriptors() {
        String howLong = rows.stream()
                .filter(row -> row.where().startsWith("matcher state"))
                .map(Row::howLong)
                .findFirst()
                .orElseThrow();
        Matcher times = TIME.matcher(howLong);

        assertThat(times.find()).isTrue();
        assertThat(Duration.ofHours(Long.parseLong(times.group(1))))
                .isEqualTo(Policies.exemplarLife(ModelTask.PERSON_DESCRIPTOR));
        assertThat(times.find()).isTrue();
        assertThat(Duration.ofDays(Long.parseLong(times.group(1))))
                .isEqualTo(Policies.exemplarLife(ModelTask.FACE_DESCRIPTOR));
    }

    @Test
    void shouldPromiseTheHoursThatTopicsAreCreatedWith() throws IOException {
        Duration longest = Topics.ALL.stream()
                .filter(topic -> topic.cleanup() == Topic.Cleanup.DELETE || topic == Topics.WATCHLIST)
                .map(topic -> TopicKeeping.longest(topic).orElseThrow())
                .max(Duration::compareTo)
                .orElseThrow();

        assertThat(Files.readString(ROOT.resolve("infra/docs/privacy.md")))
                .contains("**within " + (longest.toMinutes() + 59) / 60 + " hours**");
    }

    @Test
    void shouldSayHowLongEachClassIsKept() {
        RetentionPolicy defaults = RetentionPolicy.defaults();
        Map<DataClass, String> settings = Map.of(
                DataClass.FRAMES, "%d hours, or `retention.frames`",
                DataClass.CROPS, "%d days (`retention.crops`)",
                DataClass.UNMATCHED, "%d days who was seen by one camera only and has no name (`retention.unmatched`)",
                DataClass.MATCHED, "%d days everybody else (`retention.matched`)",
                DataClass.WATCHLIST, "%d days after they expired (`retention.watchlist`)",
                DataClass.EVENTS, "%d days, or `retention.events`",
                DataClass.AUDIT, "%d days, or `retention.audit`");
        settings.forEach((kind, text) -> {
            Duration time = Objects.requireNonNull(defaults.times().get(kind));
            long number = kind == DataClass.FRAMES ? time.toHours() : time.toDays();
            assertThat(rows).as(kind.label()).anyMatch(row -> row.howLong().contains(String.format(text, number)));
        });
        assertThat(rows)
                .anyMatch(row -> row.howLong()
                        .contains("at most " + (defaults.cropBytes() >> 30) + " GiB (`retention.crop-bytes`)"));
    }

    @Test
    void shouldNameATestOrACommandForEveryRow() throws IOException {
        Set<String> tests = tests();
        assertThat(rows).hasSizeGreaterThan(20);
        for (Row row : rows) {
            assertThat(row.shownBy()).as(row.where()).contains("`");
            TEST.matcher(row.shownBy())
                    .results()
                    .forEach(named -> assertThat(tests).as(row.where()).contains(named.group(1)));
        }
    }

    private static Matcher find(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        assertThat(matcher.find()).as("'%s' has %s", text, pattern).isTrue();
        return matcher;
    }

    private static Set<String> tests() throws IOException {
        Set<String> names = new HashSet<>();
        Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                String name = folder.getFileName().toString();
                return name.equals("target") || name.startsWith(".")
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                names.add(file.getFileName().toString().replace(".java", ""));
                return FileVisitResult.CONTINUE;
            }
        });
        return names;
    }

    private static List<Row> rows() {
        try (Stream<String> lines = Files.lines(ROOT.resolve("infra/docs/privacy.md"))) {
            return lines.filter(line -> line.startsWith("| "))
                    .map(line -> line.split("\\|"))
                    .filter(cells -> cells.length > 5
                            && !cells[1].isBlank()
                            && !cells[1].strip().equals("where"))
                    .map(cells -> new Row(cells[1].strip(), cells[4].strip(), cells[5].strip()))
                    .toList();
        } catch (IOException e) {
            throw new AssertionError("privacy.md cannot be read", e);
        }
    }
}
