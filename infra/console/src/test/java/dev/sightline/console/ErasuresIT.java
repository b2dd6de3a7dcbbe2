package dev.sightline.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sightline.store.account.Role;
import dev.sightline.store.account.Scope;
import dev.sightline.store.audit.AuditCheck;
import dev.sightline.store.audit.AuditQuery;
import java.net.http.HttpResponse;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Erasing people by API and page. */
class ErasuresIT extends ConsoleFixture {
    private static final String ERASE_P1 = "{\"identity\":\"hall/p1\",\"reason\":\"asked to\",\"watchlist\":false}";

    @BeforeEach
    void addUsers() {
        console.user("boss", Role.SUPERVISOR, HALL);
        console.user("half", Role.SUPERVISOR, NORTH);
        console.user("op", Role.OPERATOR, Scope.ALL);
        console.user("other", Role.SUPERVISOR, YARD);
    }

    @Test
    void shouldEraseAPersonWithAReceiptAndKeepTheAuditWhole() throws Exception {
        Browser boss = as("boss");
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
        assertThat(as("op").get("/privacy").statusCode()).isEqualTo(403);
        assertThat(as("boss").get(API + "/identities/hall/p1").statusCode()).isEqualTo(200);
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
        Browser boss = as("boss");
        boss.write("POST", API + "/erasures", ERASE_P1);

        String page = boss.get("/privacy").body();

        assertThat(page).contains("hall/p1", "after 529 hours", "database: rows", "Audit log", "1,095 days");
        assertThat(page)
                .contains("<td>sightline.frames.v1</td><td>1</td>", "<td>sightline.sightings.v1</td><td>529</td>");
        assertThat(as("other").get("/privacy").body()).doesNotContain("hall/p1");
        JsonNode retention = boss.json(API + "/retention");
        assertThat(retention.path("classes")).hasSize(7);
        assertThat(retention.path("topicHours").asLong()).isEqualTo(529);
    }

    private int status(String user, String body) throws Exception {
        return as(user).write("POST", API + "/erasures", body).statusCode();
    }

    private static AuditQuery query(String action) {
        return new AuditQuery(Optional.empty(), Optional.of(action), Optional.empty(), Long.MAX_VALUE, 100);
    }
}
