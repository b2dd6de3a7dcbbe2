package dev.sightline.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Users and tokens: nobody gives more than they have. */
class AccountsIT extends ConsoleFixture {
    @BeforeEach
    void addUsers() {
        addOneOfEachRole();
    }

    @Test
    void shouldLetNobodyMakeSomebodyGreaterThanThemselves() throws Exception {
        Browser boss = as("boss");

        assertThat(boss.write("POST", API + "/users", user("a", "ENGINEER", "hall"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(boss.write("POST", API + "/users", user("a", "VIEWER", "yard"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(boss.write("POST", API + "/users", user("a b", "VIEWER", "hall"))
                        .statusCode())
                .isEqualTo(400);
        assertThat(Browser.read(boss.write("POST", API + "/users", user("a", "VIEWER", "hall")))
                        .path("link")
                        .asText())
                .startsWith("/password?link=");
        assertThat(boss.write("PATCH", API + "/users/a", "{\"role\":\"ENGINEER\"}")
                        .statusCode())
                .isEqualTo(403);
        assertThat(boss.write("PATCH", API + "/users/boss", "{\"sites\":[]}").statusCode())
                .isEqualTo(409);
        assertThat(boss.write("PATCH", API + "/users/root", "{\"disabled\":true}")
                        .statusCode())
                .as("whom boss may not see")
                .isEqualTo(404);
        assertThat(texts(boss.json(API + "/users"), "user")).containsExactly("a", "boss", "op");
        assertThat(boss.get(API + "/audit").statusCode())
                .as("a scope of one site")
                .isEqualTo(403);
    }

    @Test
    void shouldRevokeTokensAndShowThemOnce() throws Exception {
        Browser guest = as("guest");
        JsonNode made = Browser.read(guest.write("POST", API + "/tokens", "{\"label\":\"till\",\"days\":30}"));
        Browser program = Browser.with(port, made.path("text").asText());

        assertThat(program.json(API + "/session").has("csrf")).isFalse();
        assertThat(program.write("POST", API + "/tokens", "{\"label\":\"x\",\"days\":1}")
                        .statusCode())
                .as("tokens make no tokens")
                .isEqualTo(403);
        assertThat(guest.write("POST", API + "/tokens", "{\"label\":\"x\",\"days\":1,\"role\":\"ENGINEER\"}")
                        .statusCode())
                .isEqualTo(403);
        assertThat(guest.json(API + "/tokens").toString())
                .contains("till")
                .doesNotContain(made.path("text").asText());
        assertThat(as("op").write(
                                "DELETE", API + "/tokens/" + made.path("token").asText(), "")
                        .statusCode())
                .as("of somebody else")
                .isEqualTo(404);
        assertThat(guest.write("DELETE", API + "/tokens/" + made.path("token").asText(), "")
                        .statusCode())
                .isEqualTo(204);
        assertThat(program.get(API + "/session").statusCode()).isEqualTo(401);
    }

    private static String user(String name, String role, String site) {
        return "{\"user\":\"" + name + "\",\"role\":\"" + role + "\",\"sites\":[\"" + site + "\"]}";
    }
}
