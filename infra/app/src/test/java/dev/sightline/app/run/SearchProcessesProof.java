package dev.sightline.app.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sightline.app.cli.CommandRun;
import dev.sightline.contracts.topic.Topics;
import dev.sightline.store.account.Account;
import dev.sightline.store.account.AccountRepository;
import dev.sightline.store.account.Credential;
import dev.sightline.store.account.CredentialKind;
import dev.sightline.store.account.CredentialRepository;
import dev.sightline.store.account.Role;
import dev.sightline.store.account.Scope;
import dev.sightline.store.database.Database;
import dev.sightline.store.database.DatabaseSettings;
import dev.sightline.testkit.KafkaBroker;
import dev.sightline.testkit.TopicWriter;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * A search index that processes of a cluster share: three consoles and a recorder as processes of their own over one Kafka and one
 * PostgreSQL. Any finds who is in the index of any; one that hangs or was killed is named in an answer that comes in time, and once
 * the others have taken over, everybody is found again. Takes minutes, so it is asked for by its name:
 * {@code mvn -pl infra/app -am verify -Dtest=NONE -Dit.test=SearchProcessesProof -Dsurefire.failIfNoSpecifiedTests=false
 * -Dfailsafe.failIfNoSpecifiedTests=false}.
 */
@Timeout(900)
class SearchProcessesProof {
    @RegisterExtension
    static final KafkaBroker KAFKA = new KafkaBroker();

    private static final int PARTITIONS = 4;
    private static final int PEOPLE = 24;
    private static final String ALL_HELD = "3 instances hold 4 of 4 partitions";
    private static final Duration PATIENCE = Duration.ofSeconds(240);
    /** {@code search.patience}. */
    private static final Duration BOUND = Duration.ofSeconds(2);

    private static final Pattern NUMBER = Pattern.compile("\\d+");

    @TempDir
    Path folder;

    private final List<SightlineProcess> processes = new ArrayList<>();
    private EmbeddedPostgres postgres;
    private Database database;
    private Path config;
    private String token;
    private SearchedPeople people;

    @BeforeEach
    void record() throws IOException {
        KAFKA.createTopics(PARTITIONS);
        postgres = EmbeddedPostgres.builder().start();
        String url = postgres.getJdbcUrl("postgres", "postgres").split("\\?")[0];
        database = Database.open(DatabaseSettings.of(url, "postgres", "postgres"));
        config = Files.writeString(folder.resolve("sightline.yaml"), """
                kafka:
                  bootstrap-servers: '%s'
                  topic-prefix: '%s'
                  consumer.session.timeout.ms: 15000
                  consumer.heartbeat.interval.ms: 500
                store: {url: '%s', user: postgres, password: postgres}
                search: {key: '%s', port: 0, patience: %ds}
                console: {port: 0}
                health: {port: 0}
                """.formatted(
                        KAFKA.bootstrapServers(),
                        KAFKA.clients().settings().topicPrefix(),
                        url,
                        "k".repeat(32),
                        BOUND.toSeconds()));
        token = token();
        people = SearchedPeople.of(config, PEOPLE, PARTITIONS);
        try (TopicWriter writer = new TopicWriter(KAFKA.clients())) {
            people.sightings().forEach(sighting -> writer.write(Topics.SIGHTINGS, sighting.getIdentityId(), sighting));
        }
    }

    @AfterEach
    void end() throws IOException {
        processes.forEach(SightlineProcess::resume);
        processes.forEach(SightlineProcess::close);
        database.close();
        postgres.close();
    }

    private String token() {
        Instant now = Instant.now();
        Account ada = Account.of("ada", Role.SUPERVISOR, Scope.ALL, now, "test");
        assertThat(new AccountRepository(database).add(ada)).isTrue();
        Credential credential = Credential.of(CredentialKind.TOKEN, ada, now, now.plus(Duration.ofDays(1)));
        return "sightline_"
                + new CredentialRepository(database).issue(credential).text();
    }

    @Test
    void shouldSearchAllProcessesNameTheOneThatIsGoneAndFindEverybodyAgain() throws Exception {
        start("record");
        SearchedConsole first = console("a");
        SearchedConsole second = console("b");
        SearchedConsole third = console("c");
        List<SearchedConsole> all = List.of(first, second, third);
        settle(ALL_HELD, all);

        all.forEach(this::shouldFindEverybody);
        List<Integer> lost = heldBy(third);
        int there = people.in(lost);
        int elsewhere = people.notIn(lost);

        third.process().pause();
        shouldMiss(first, third, lost, there, elsewhere);
        third.process().kill();
        shouldMiss(second, third, lost, there, elsewhere);
        settle("2 instances hold 4 of 4 partitions", List.of(first, second));
        shouldFindEverybody(first);
        shouldFindEverybody(second);

        SearchedConsole again = console("c");
        settle(ALL_HELD, List.of(first, second, again));
        shouldFindEverybody(again);
        shouldFindEverybody(first);
    }

    private SightlineProcess start(String command) throws IOException {
        return start(command, command);
    }

    private SightlineProcess start(String command, String name) throws IOException {
        SightlineProcess started = SightlineProcess.start(
                folder,
                name,
                List.of(command, "--config=" + config, "--set=data.folder=" + folder.resolve("data-" + name)));
        processes.add(started);
        return started;
    }

    private SearchedConsole console(String name) throws IOException {
        return new SearchedConsole(start("console", name), token);
    }

    /** Until Kafka has given all partitions to somebody, and every one answers with all that was recorded. */
    private void settle(String held, List<SearchedConsole> consoles) {
        await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).until(() -> show().contains(held));
        // 30 searches a minute are allowed.
        consoles.forEach(console -> await().atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(3))
                .ignoreExceptions()
                .until(() -> unanswered(console.search(people.picture(0))).isEmpty()
                        && console.search(people.picture(0)).path("people").asInt() == PEOPLE));
    }

    private void shouldFindEverybody(SearchedConsole asked) {
        for (int partition = 0; partition < PARTITIONS; partition++) {
            int person = people.in(List.of(partition));
            JsonNode answer = asked.search(people.picture(person));
            assertThat(answer.at("/found/0/identity").asText()).isEqualTo(people.id(person));
            assertThat(answer.path("people").asInt()).as("compared").isEqualTo(PEOPLE);
            assertThat(unanswered(answer)).isEmpty();
        }
    }

    /** Who is in the lost partitions is not found, all others are, in time, and it is said who did not answer. */
    private void shouldMiss(SearchedConsole asked, SearchedConsole gone, List<Integer> lost, int there, int elsewhere) {
        Map<String, List<Integer>> named = Map.of(gone.address() + " silent", lost);
        long begin = System.nanoTime();
        JsonNode part = asked.search(people.picture(there));
        Duration taken = Duration.ofNanos(System.nanoTime() - begin);
        JsonNode other = asked.search(people.picture(elsewhere));

        assertThat(taken).isLessThan(BOUND.multipliedBy(3));
        assertThat(unanswered(part)).isEqualTo(named);
        assertThat(part.path("found")).isEmpty();
        assertThat(part.path("people").asInt()).isEqualTo(PEOPLE - people.count(lost));
        assertThat(unanswered(other)).isEqualTo(named);
        assertThat(other.at("/found/0/identity").asText()).isEqualTo(people.id(elsewhere));
    }

    private static Map<String, List<Integer>> unanswered(JsonNode answer) {
        Map<String, List<Integer>> parts = new HashMap<>();
        answer.path("unanswered")
                .forEach(part -> parts.put(
                        part.path("instance").asText() + " " + part.path("why").asText(),
                        StreamSupport.stream(part.path("partitions").spliterator(), false)
                                .map(JsonNode::asInt)
                                .sorted()
                                .toList()));
        return parts;
    }

    private String show() {
        return CommandRun.of("index", "show", "--config=" + config).printed();
    }

    /** As the command says. */
    private List<Integer> heldBy(SearchedConsole console) {
        String line = show().lines()
                .filter(text -> text.contains(console.address()))
                .findFirst()
                .orElseThrow();
        String partitions = line.substring(
                line.indexOf(console.address()) + console.address().length());
        List<Integer> held = NUMBER.matcher(partitions)
                .results()
                .map(number -> Integer.valueOf(number.group()))
                .toList();
        assertThat(held).as(line).isNotEmpty();
        return held;
    }
}
