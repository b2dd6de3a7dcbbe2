package dev.sightline.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sightline.store.account.Role;
import dev.sightline.store.account.Scope;
import dev.sightline.store.audit.AuditQuery;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept about a person, exported for somebody who asks. */
class SubjectAccessIT {
    private static final String ACCESS = "/api/v1/subject-access?identity=hall/p1";

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
    void shouldExportEverythingThatIsKeptAboutAPerson() throws Exception {
        Browser boss = Browser.loggedIn(port, "boss");
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
    void shouldExportOnlyForWhoMayAndSaysWhy() throws Exception {
        assertThat(status("op")).isEqualTo(403);
        assertThat(status("half")).as("sees one of two cameras").isEqualTo(403);
        assertThat(status("other")).as("another site's").isEqualTo(404);
        Browser boss = Browser.loggedIn(port, "boss");
        assertThat(boss.get(ACCESS).statusCode()).as("no reason").isEqualTo(400);
        assertThat(boss.get("/api/v1/subject-access?reason=x").statusCode())
                .as("nobody named")
                .isEqualTo(400);
        assertThat(boss.get("/privacy").body()).contains("action=\"/api/v1/subject-access\"");
    }

    private int status(String user) throws Exception {
        return Browser.loggedIn(port, user).get(ACCESS + "&reason=x").statusCode();
    }
}
