package dev.sightline.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the API answers, to whom, and what it writes down. */
class ApiIT extends ConsoleFixture {
    @BeforeEach
    void addUsers() {
        addOneOfEachRole();
    }

    @Test
    void shouldShowOnlyWhatLiesInTheCallersScope() throws Exception {
        Browser op = as("op");

        assertThat(texts(op.json(API + "/cameras"), "camera")).containsExactly("north");
        assertThat(texts(op.json(API + "/identities"), "identity")).containsExactly("hall/p1");
        assertThat(op.json(API + "/identities/hall/p1").path("cameras").toString())
                .isEqualTo("[\"north\"]");
        assertThat(texts(op.json(API + "/identities/hall/p1/journey").path("sightings"), "camera"))
                .containsExactly("north");
        assertThat(texts(op.json(API + "/sightings"), "sighting")).containsExactly("north/7/t1");
        assertThat(texts(op.json(API + "/alerts"), "alert")).containsExactly("a1");
        for (String other : List.of(
                "/cameras/gate",
                "/identities/yard/p1",
                "/identities/yard/p1/journey",
                "/identities/yard/p1/picture",
                "/sightings/south/7/t1",
                "/sightings/gate/7/t1/pictures/0",
                "/alerts/a2")) {
            assertThat(op.get(API + other).statusCode()).as(other).isEqualTo(404);
        }
        assertThat(op.write("PUT", API + "/identities/yard/p1/name", "{\"name\":\"x\"}")
                        .statusCode())
                .isEqualTo(404);
        assertThat(op.write("PUT", API + "/alerts/a2/acknowledgement", "{}").statusCode())
                .isEqualTo(404);
    }

    @Test
    void shouldRefuseWhatTheRoleMayNotAndWriteItDown() throws Exception {
        Browser guest = as("guest");

        assertThat(guest.write("PUT", API + "/identities/hall/p1/name", "{\"name\":\"x\"}")
                        .statusCode())
                .isEqualTo(403);
        assertThat(guest.write("PUT", API + "/alerts/a1/acknowledgement", "{}").statusCode())
                .isEqualTo(403);
        HttpResponse<String> users = guest.get(API + "/users");
        assertThat(users.statusCode()).isEqualTo(403);
        assertThat(users.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(Browser.read(users).path("detail").asText())
                .isEqualTo("this needs the role supervisor or higher; you have viewer");
        for (String path : List.of("/watchlist", "/audit", "/models", "/system")) {
            assertThat(guest.get(API + path).statusCode()).as(path).isEqualTo(403);
        }
        assertThat(guest.get("/users").statusCode()).isEqualTo(403);
        assertThat(guest.get("/audit").statusCode()).isEqualTo(403);
        assertThat(did("guest", "refused")).hasSizeGreaterThanOrEqualTo(7);
    }

    @Test
    void shouldPageByCursorAndRefuseWhatIsNone() throws Exception {
        Browser root = as("root");

        JsonNode first = root.json(API + "/sightings?limit=2");
        JsonNode second = root.json(
                API + "/sightings?limit=2&cursor=" + first.path("next").asText());

        assertThat(texts(first, "sighting")).containsExactly("south/7/t1", "gate/7/t1");
        assertThat(texts(second, "sighting")).containsExactly("north/7/t1");
        assertThat(second.has("next")).isFalse();
        assertThat(texts(root.json(API + "/sightings?until=2026-03-01T12:00:10Z"), "sighting"))
                .containsExactly("north/7/t1");
        for (String wrong : List.of(
                "/sightings?cursor=abc",
                "/sightings?limit=0",
                "/sightings?limit=501",
                "/sightings?since=yesterday",
                "/identities?named=maybe",
                "/identities?state=asleep",
                "/audit?cursor=-1")) {
            assertThat(root.get(API + wrong).statusCode()).as(wrong).isEqualTo(400);
        }
    }

    @Test
    void shouldDoARepeatedWriteOnce() throws Exception {
        Browser root = as("root");
        String body = "{\"user\":\"new\",\"role\":\"VIEWER\"}";

        HttpResponse<String> name =
                root.write("PUT", API + "/identities/hall/p1/name", "{\"name\":\"Ada\"}", "Idempotency-Key", "k1");
        root.write("PUT", API + "/identities/hall/p1/name", "{\"name\":\"Bob\"}");
        HttpResponse<String> again =
                root.write("PUT", API + "/identities/hall/p1/name", "{\"name\":\"Ada\"}", "Idempotency-Key", "k1");

        assertThat(again.body()).isEqualTo(name.body());
        assertThat(again.headers().firstValue("Idempotent-Replay")).contains("true");
        assertThat(root.json(API + "/identities/hall/p1").path("name").asText()).isEqualTo("Bob");
        assertThat(root.write("PUT", API + "/identities/hall/p1/name", "{\"name\":\"Eve\"}", "Idempotency-Key", "k1")
                        .statusCode())
                .as("the key of another request")
                .isEqualTo(409);
        assertThat(root.write("POST", API + "/users", body, "Idempotency-Key", "k2")
                        .statusCode())
                .isEqualTo(201);
        HttpResponse<String> secret = root.write("POST", API + "/users", body, "Idempotency-Key", "k2");
        assertThat(secret.statusCode()).isEqualTo(409);
        assertThat(secret.body()).contains("shown only once").doesNotContain("link=");
    }

    @Test
    void shouldRefuseBodiesThatAreTooLargeOrNotUnderstood() throws Exception {
        Browser root = as("root");
        String path = API + "/identities/hall/p1/name";

        assertThat(root.write("PUT", path, "{\"name\":\"" + "x".repeat(70_000) + "\"}")
                        .statusCode())
                .isEqualTo(413);
        assertThat(root.write("POST", API + "/watchlist", "x".repeat(30_000_000))
                        .statusCode())
                .isEqualTo(413);
        for (String body : List.of("", "null", "[]", "{", "{\"nam\":\"x\"}", "{\"name\":{}}", "{}")) {
            HttpResponse<String> answer = root.write("PUT", path, body);
            assertThat(answer.statusCode()).as(body + " -> " + answer.body()).isEqualTo(400);
        }
        assertThat(root.write("POST", API + "/users", "{}").statusCode()).isEqualTo(400);
        assertThat(root.write("POST", API + "/tokens", "{\"days\":1}").statusCode())
                .isEqualTo(400);
        assertThat(root.write("POST", API + "/watchlist", "{}").statusCode()).isEqualTo(400);
        assertThat(root.write("POST", path, "{}").statusCode())
                .as("no such method")
                .isEqualTo(405);
    }

    @Test
    void shouldNameTheFieldThatIsNotAsExpected() throws Exception {
        Browser root = as("root");

        assertThat(root.write("POST", API + "/tokens", "{\"label\":\"x\"}").body())
                .contains("field 'days'");
        assertThat(root.write("POST", API + "/tokens", "{\"labell\":\"x\",\"days\":1}")
                        .body())
                .contains("field 'labell'");
        assertThat(root.write("POST", API + "/tokens", "{").body()).contains("not JSON");
    }
}
