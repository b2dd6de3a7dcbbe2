package dev.sightline.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sightline.store.account.Role;
import dev.sightline.store.account.Scope;
import dev.sightline.store.audit.AuditCheck;
import dev.sightline.store.audit.AuditQuery;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Erasing people by API and page. */
class ErasuresIT {
    private static final String API = "/api/v1";
    private static final String ERASE_P1 = "{\"identity\":\"hall/p1\",\"reason\":\"asked to\",\"watchlist\":false}";

    @TempDir
    private Path folder;

    private TestConsole console;
    private int port;

    @BeforeEach
    void open() {
        console = new TestConsole(folder);
        port = console.server.port();
        console.user("boss", Role.SUPERVISOR, new Scope(Set.of("hall"), Set.of()));
        console.user("half", Role.SUPERVISOR, new Scope(Set.of("hall"), Set.of("north")));
        console.user("op", Role.OPERATOR, Scope.ALL);
        console.user("other", Role.SUPERVISOR, new Scope(Set.of("yard"), Set.of()));
    }

    @AfterEach
    void close() {
        console.close();
    }

    @Test
    void shouldEraseAPersonWithAReceiptAndKeepTheAuditWhole() throws Exception {
        Browser boss = Browser.loggedIn(port, "boss");
        boss.write("PUT", API + "/identities/hall/p1/name", "{\"name\":\"Zaphod\"}");

        HttpResponse<String> answer = boss.write("POST", API + "/erasures", ERASE_P1);

        assertThat(answer.statusCode()).isEqualTo(202);
        JsonNode receipt = Browser.read(answer);
        assertThat(receipt.path("state").asText()).isEqualTo("done");
        assertThat(receipt.path("by").asText()).isEqualTo("boss");
        assertThat(receipt.path("hours").asLong()).isEqualTo(529);
        JsonNode topics =
                receipt.path("stores").get(receipt.path("stores").size() - 1).path("topics");
        assertThat(topics)
                .extracting(topic ->
                        topic.path("topic").asText() + " " + topic.path("hours").asLong())
                .containsExactly("sightline.frames.v1 1", "sightline.sightings.v1 529");
        assertThat(boss.get(API + "/identities/hall/p1").statusCode()).isEqualTo(404);
        assertThat(boss.get(API + "/sightings/north/7/t1").statusCode()).isEqualTo(404);
        assertThat(boss.json(API + "/erasures").path("items")).hasSize(1);
        assertThat(boss.json(API + "/erasures/" + receipt.path("erasure").asText()))
                .isEqualTo(receipt);
        assertThat(console.audit().newest(query("identity.erase")))
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.event().object())
                            .isEqualTo(receipt.path("erasure").asText());
                    assertThat(entry.event().reason()).isEqualTo("asked to");
                });
        assertThat(console.audit().newest(query("identity.name")))
                .singleElement()
                .satisfies(entry -> assertThat(entry.event().detail()).isEmpty());
        assertThat(console.audit().verify(Optional.empty())).isInstanceOf(AuditCheck.Whole.class);
    }

    @Test
    void shouldEraseOnlyForWhoMay() throws Exception {
        assertThat(status("op", ERASE_P1)).isEqualTo(403);
        assertThat(status("half", ERASE_P1)).isEqualTo(403);
        assertThat(status("other", ERASE_P1)).isEqualTo(404);
        assertThat(Browser.loggedIn(port, "op").get("/privacy").statusCode()).isEqualTo(403);
        assertThat(Browser.loggedIn(port, "boss")
                        .get(API + "/identities/hall/p1")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void shouldRefuseWhatIsNotUnderstood() throws Exception {
        assertThat(status("boss", "{\"identity\":\"hall/p7\",\"reason\":\"\",\"watchlist\":false}"))
                .isEqualTo(404);
        assertThat(status(
                        "boss",
                        "{\"identity\":\"hall/p1\",\"reason\":\"" + "x".repeat(1001) + "\",\"watchlist\":false}"))
                .isEqualTo(400);
        assertThat(status("boss", "{\"identity\":\"hall/p1\"}")).isEqualTo(400);
    }

    @Test
    void shouldShowReceiptsOfOwnSitesAndRetentionOnThePage() throws Exception {
        Browser boss = Browser.loggedIn(port, "boss");
        boss.write("POST", API + "/erasures", ERASE_P1);

        String page = boss.get("/privacy").body();

        assertThat(page).contains("hall/p1", "after 529 hours", "database: rows", "Audit log", "1,095 days");
        assertThat(page)
                .contains("<td>sightline.frames.v1</td><td>1</td>", "<td>sightline.sightings.v1</td><td>529</td>");
        assertThat(Browser.loggedIn(port, "other").get("/privacy").body()).doesNotContain("hall/p1");
        JsonNode retention = boss.json(API + "/retention");
        assertThat(retention.path("classes")).hasSize(7);
        assertThat(retention.path("topicHours").asLong()).isEqualTo(529);
    }

    private int status(String user, String body) throws Exception {
        return Browser.loggedIn(port, user)
                .write("POST", API + "/erasures", body)
                .statusCode();
    }

    private static AuditQuery query(String action) {
        return new AuditQuery(Optional.empty(), Optional.of(action), Optional.empty(), Long.MAX_VALUE, 100);
    }
}
