package dev.sightline.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sightline.store.account.Role;
import dev.sightline.store.account.Scope;
import dev.sightline.store.audit.AuditQuery;
import java.net.http.HttpResponse;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is kept about a person, exported for somebody who asks. */
class SubjectAccessIT extends ConsoleFixture {
    private static final String ACCESS = "/api/v1/subject-access?identity=hall/p1";

    @BeforeEach
    void addUsers() {
        console.user("boss", Role.SUPERVISOR, HALL);
        console.user("half", Role.SUPERVISOR, NORTH);
        console.user("op", Role.OPERATOR, Scope.ALL);
        console.user("other", Role.SUPERVISOR, YARD);
    }

    @Test
    void shouldExportEverythingThatIsKeptAboutAPerson() throws Exception {
        Browser boss = as("boss");
        boss.write("PUT", "/api/v1/identities/hall/p1/name", "{\"name\":\"Zaphod\"}");

        HttpResponse<String> answer = boss.get(ACCESS + "&reason=asked+by+letter");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Disposition"))
                .hasValue("attachment; filename=\"hall-p1.json\"");
        JsonNode export = Browser.read(answer);
        assertThat(export.at("/identity/name").asText()).isEqualTo("Zaphod");
        assertThat(export.path("sightings"))
                .extracting(stay -> stay.path("camera").asText())
                .containsExactly("north", "south");
        assertThat(export.path("alerts"))
                .extracting(alert -> alert.path("alert").asText())
                .containsExactly("a1");
        assertThat(export.path("pictures")).isNotEmpty().allSatisfy(picture -> {
            assertThat(picture.path("jpeg").binaryValue()).isEqualTo(TestConsole.CROP);
            assertThat(export.path("sightings").toString())
                    .contains(picture.path("address").asText());
        });
        assertThat(export.path("picturesLeft").asInt()).isZero();
        assertThat(console.audit()
                        .newest(new AuditQuery(
                                Optional.empty(),
                                Optional.of("identity.export"),
                                Optional.empty(),
                                Long.MAX_VALUE,
                                100)))
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.event().object()).isEqualTo("hall/p1");
                    assertThat(entry.event().reason()).isEqualTo("asked by letter");
                });
    }

    @Test
    void shouldExportAlertsThatTurnedOutToBeAboutThePerson() throws Exception {
        console.move("north/7/t1", "hall", "p1", "p2");
        Browser boss = as("boss");

        assertThat(texts(
                        boss.json(API + "/subject-access?identity=hall/p2&reason=x")
                                .path("alerts"),
                        "alert"))
                .as("raised about p1, whose tracklet it was then")
                .containsExactly("a1");
        assertThat(texts(boss.json(ACCESS + "&reason=x").path("alerts"), "alert"))
                .as("was raised about p1")
                .containsExactly("a1");
    }

    @Test
    void shouldExportOnlyForWhoMayAndSaysWhy() throws Exception {
        assertThat(status("op")).isEqualTo(403);
        assertThat(status("half")).as("sees one of two cameras").isEqualTo(403);
        assertThat(status("other")).as("another site's").isEqualTo(404);
        Browser boss = as("boss");
        assertThat(boss.get(ACCESS).statusCode()).as("no reason").isEqualTo(400);
        assertThat(boss.get("/api/v1/subject-access?reason=x").statusCode())
                .as("nobody named")
                .isEqualTo(400);
        assertThat(boss.get("/privacy").body()).contains("action=\"/api/v1/subject-access\"");
    }

    private int status(String user) throws Exception {
        return as(user).get(ACCESS + "&reason=x").statusCode();
    }
}
