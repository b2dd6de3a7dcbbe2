package dev.sightline.app.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sightline.app.cli.CommandRun;
import dev.sightline.app.drawn.DrawnPeople;
import dev.sightline.app.terminal.ExitStatus;
import dev.sightline.contracts.topic.Topics;
import dev.sightline.contracts.v1.AlertRule;
import dev.sightline.contracts.v1.Evidence;
import dev.sightline.contracts.v1.IdentityEvent;
import dev.sightline.contracts.v1.Sighting;
import dev.sightline.contracts.v1.WatchlistEntry;
import dev.sightline.platform.kafka.CompactedTopic;
import dev.sightline.store.audit.AuditCheck;
import dev.sightline.store.audit.AuditEntry;
import dev.sightline.store.audit.AuditEvent;
import dev.sightline.store.audit.AuditLog;
import dev.sightline.store.database.Database;
import dev.sightline.store.identity.IdentityWriter;
import dev.sightline.store.sighting.SightingWriter;
import dev.sightline.testkit.KafkaBroker;
import dev.sightline.testkit.TestData;
import dev.sightline.testkit.TopicWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Commands that look at or change people, models, cameras and rules are in the audit log, beside a running system. */
class CommandAuditIT {
    @RegisterExtension
    static final KafkaBroker KAFKA = new KafkaBroker();

    @TempDir
    private Path folder;

    private final Map<String, String> flags = new LinkedHashMap<>();
    private Database database;

    @BeforeEach
    void open() {
        KAFKA.createTopics(1);
        flags.put("data.folder", folder.resolve("data").toString());
        flags.put("kafka.bootstrap-servers", KAFKA.bootstrapServers());
        flags.put("kafka.topic-prefix", KAFKA.clients().settings().topicPrefix());
        database = Database.embedded(folder.resolve("data/database"));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void shouldNoteChangesOfTheWatchlist() {
        enrolled("x1", "Ada Example");
        enrolled("x2", "Bea Example");

        run(0, "watchlist", "list");
        run(0, "watchlist", "remove", "x1", "--reason", "asked by letter");
        run(0, "enrol", "--watchlist", "x2", "--remove", "--reason", "the ban is over");
        run(ExitStatus.CANNOT_START, "watchlist", "remove", "Nobody");

        assertThat(log())
                .containsExactly(
                        entry("watchlist.list", "", "", "", ""),
                        entry("watchlist.remove", "x1", "shop", "asked by letter", ""),
                        entry("watchlist.remove", "x2", "shop", "the ban is over", ""));
    }

    @Test
    void shouldNoteWhoIsEnrolledAndWhy() throws IOException {
        Path photo = TestData.require("faces/bbt").resolve("sheldon/sheldon1.png");

        run(
                0,
                "enrol",
                "--watchlist",
                "Sheldon",
                "--photo",
                photo.toString(),
                "--reason",
                "barred",
                "--approver",
                "Ada");

        assertThat(log()).singleElement().satisfies(event -> {
            assertThat(event.actor()).isEqualTo("cli:" + System.getProperty("user.name"));
            assertThat(event.action()).isEqualTo("watchlist.add");
            assertThat(event.reason()).isEqualTo("barred");
            assertThat(event.detail()).isEqualTo("name: Sheldon; approver: Ada; photos: 1");
            assertThat(new CompactedTopic<>(KAFKA.clients(), Topics.WATCHLIST).read())
                    .containsOnlyKeys(event.object());
        });
    }

    @Test
    void shouldNoteViewsAndCorrectionsOfPeople() {
        seen("north/1/t1", "shop/p1");
        seen("south/1/t1", "shop/p1");
        seen("east/1/t1", "shop/p2");

        run(0, "identities", "list", "--limit", "7");
        run(0, "identities", "show", "shop/p1", "--reason", "case 7");
        run(ExitStatus.CANNOT_START, "identities", "show", "shop/nobody");
        run(0, "identities", "merge", "shop/p1", "shop/p2", "--reason", "the same coat");
        run(0, "identities", "not", "south/1/t1", "--reason", "taller");
        run(0, "identities", "split", "shop/p1", "north/1/t1", "--reason", "two coats");
        run(0, "label", "--site", "shop", "--different", "north/1/t1", "east/1/t1", "--reason", "seen");
        run(ExitStatus.CANNOT_START, "identities", "merge", "shop/p1", "shop/p9");

        assertThat(log())
                .containsExactly(
                        entry("identities.list", "newest 7", "", "", ""),
                        entry("identity.view", "shop/p1", "shop", "case 7", ""),
                        entry("identity.merge", "shop/p1", "shop", "the same coat", "takes over shop/p2"),
                        entry("identity.not", "shop/p1", "shop", "taller", "is not south/1/t1"),
                        entry("identity.split", "shop/p1", "shop", "two coats", "without [north/1/t1]"),
                        entry("label.add", "east/1/t1", "shop", "seen", "not north/1/t1"));
    }

    @Test
    void shouldRefuseToSearchWhereThereIsNoCamera() {
        seen("north/1/t1", "shop/p1");

        CommandRun site =
                CommandRun.with(flags, "search", "--identity", "shop/p1", "--site", "shpo", "--reason", "case 7");
        CommandRun camera =
                CommandRun.with(flags, "search", "--identity", "shop/p1", "--camera", "nroth", "--reason", "case 7");

        site.ended(ExitStatus.CANNOT_START);
        assertThat(site.err()).contains("there is no site 'shpo'").contains("shop");
        camera.ended(ExitStatus.CANNOT_START);
        assertThat(camera.err()).contains("there is no camera 'nroth'").contains("north");
        assertThat(log()).as("nobody was looked at").isEmpty();
    }

    @Test
    void shouldNoteLooksAtDecisionsAndExports() {
        try (TopicWriter writer = new TopicWriter(KAFKA.clients())) {
            writer.write(
                    Topics.IDENTITY_EVENTS,
                    "shop/p1",
                    IdentityEvent.newBuilder()
                            .setEventId("e1")
                            .setSiteId("shop")
                            .setType(IdentityEvent.Type.TYPE_CREATED)
                            .setIdentityId("shop/p1")
                            .setTrackletId("north/1/t1")
                            .build());
        }
        Path out = folder.resolve("out");

        run(0, "explain", "--tracklet", "north/1/t1", "--reason", "asked");
        run(ExitStatus.CANNOT_START, "explain", "--tracklet", "north/1/t9");
        run(0, "tail", "events", "--from-beginning", "--to-end");
        run(0, "tail", "camera-status", "--to-end");
        run(0, "export", "--out", out.toString());

        assertThat(log())
                .containsExactly(
                        entry("sighting.view", "north/1/t1", "shop", "asked", "decisions"),
                        entry("live.watch", "events", "", "", ""),
                        entry("results.export", "", "", "", out.toString()));
    }

    @Test
    void shouldNoteChangesOfCamerasAndRulesWithoutPasswords() {
        new CompactedTopic<>(KAFKA.clients(), Topics.RULES)
                .put(
                        "stay",
                        AlertRule.newBuilder()
                                .setRuleId("stay")
                                .addCameraIds("door")
                                .build());

        run(0, "cameras", "add", "door", "rtsp://joe:secret@cam/2", "--site", "shop");
        run(0, "cameras", "add", "door", "rtsp://cam/2", "--site", "shop", "--fps", "5");
        run(0, "cameras", "remove", "door");
        run(0, "rules", "remove", "stay");

        assertThat(log())
                .extracting(event -> event.action() + " " + event.object() + " " + event.site())
                .containsExactly(
                        "camera.add door shop",
                        "camera.change door shop",
                        "camera.remove door shop",
                        "rule.remove stay ");
        assertThat(log()).extracting(AuditEvent::detail).noneMatch(detail -> detail.contains("secret"));
        assertThat(log().get(1).detail()).isEqualTo("source: rtsp://cam/2; fps: 5.0; restricted: false");
    }

    @Test
    void shouldNoteModelsThatAreTakenIn() throws IOException {
        Path made = folder.resolve("gray");
        DrawnPeople.gray(made);
        flags.put("data.cache", folder.resolve("cache").toString());
        Path manifest = made.resolve("model.json");
        Path network = made.resolve("gray.onnx");

        run(
                0,
                "models",
                "import",
                "--manifest",
                manifest.toString(),
                "--onnx",
                network.toString(),
                "--reason",
                "a trial");

        assertThat(log())
                .containsExactly(entry("model.import", manifest.toString(), "", "a trial", "network " + network));
    }

    @Test
    void shouldSayWhatIsNotInTheLogWhenTheDatabaseCannotBeOpened() throws Exception {
        enrolled("x1", "Ada Example");
        flags.put("store.url", "jdbc:h2:tcp://127.0.0.1:9/nowhere");

        String said = run(ExitStatus.PROBLEMS, "watchlist", "remove", "x1", "--json");

        JsonNode problem = new ObjectMapper()
                .readTree(said.substring(said.indexOf('{'), said.lastIndexOf('}') + 1))
                .at("/problems/0");
        assertThat(problem.at("/kind").asText()).isEqualTo("not-in-audit-log");
        assertThat(problem.at("/where").asText()).isEqualTo("watchlist.remove");
        assertThat(new CompactedTopic<>(KAFKA.clients(), Topics.WATCHLIST).read())
                .isEmpty();
    }

    private static void enrolled(String id, String name) {
        new CompactedTopic<>(KAFKA.clients(), Topics.WATCHLIST)
                .put(
                        id,
                        WatchlistEntry.newBuilder()
                                .setEntryId(id)
                                .setName(name)
                                .addSiteIds("shop")
                                .build());
    }

    private void seen(String tracklet, String identity) {
        Sighting sighting = Sighting.newBuilder()
                .setSightingId(tracklet)
                .setIdentityId(identity)
                .setSiteId("shop")
                .setCameraId(tracklet.substring(0, tracklet.indexOf('/')))
                .setSession(1)
                .setFirstSequence(1)
                .setLastSequence(9)
                .setStartTimeUs(1_700_000_000_000_000L)
                .setEndTimeUs(1_700_000_010_000_000L)
                .setClosed(true)
                .setRevision(1)
                .setEvidence(Evidence.newBuilder().setSummary("close"))
                .build();
        database.execute(em -> {
            IdentityWriter identities = new IdentityWriter(em);
            identities.ensure(Map.of(identity, "shop"));
            new SightingWriter(em).apply(sighting, Map.of());
            identities.refresh(List.of(identity));
        });
    }

    /** Everything in the log, oldest first, once its chain is verified. */
    private List<AuditEvent> log() {
        AuditLog log = new AuditLog(database, Clock.systemUTC());
        List<AuditEntry> entries = new ArrayList<>();
        log.forEach(entries::add);
        assertThat(log.verify(Optional.empty())).isInstanceOf(AuditCheck.Whole.class);
        return entries.stream().map(AuditEntry::event).toList();
    }

    private static AuditEvent entry(String action, String object, String site, String reason, String detail) {
        return new AuditEvent(
                "cli:" + System.getProperty("user.name"),
                "command",
                action,
                object,
                site,
                reason,
                AuditEvent.Outcome.ALLOWED,
                detail);
    }

    private String run(int expected, String... arguments) {
        return CommandRun.with(flags, arguments).ended(expected);
    }
}
