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

/** Who may have alerts sent where. */
class WebhookDeskIT extends ConsoleFixture {
    private static final String WEBHOOKS = "/api/v1/webhooks";

    private Browser boss;

    @BeforeEach
    void addUsers() throws Exception {
        console.user("boss", Role.SUPERVISOR, HALL);
        console.user("root", Role.ENGINEER, Scope.ALL);
        console.user("op", Role.OPERATOR, Scope.ALL);
        boss = as("boss");
    }

    @Test
    void shouldAddChangeAndRemoveAWebhook() throws Exception {
        HttpResponse<String> added =
                boss.write("POST", WEBHOOKS, "{\"url\":\"http://127.0.0.1:9/x?token=abc\",\"kinds\":[\"dwell\"]}");

        assertThat(added.statusCode()).isEqualTo(201);
        assertThat(Browser.read(added).path("text").asText())
                .startsWith("whsec_")
                .hasSizeGreaterThan(40);
        String one = WEBHOOKS + "/" + Browser.read(added).path("webhook").asText();
        JsonNode listed = boss.json(WEBHOOKS).path("items").get(0);
        assertThat(listed.path("sites").toString()).as("their own site").isEqualTo("[\"hall\"]");
        assertThat(listed.toString()).doesNotContain("whsec_", "abc");
        assertThat(boss.get("/webhooks").body()).contains("127.0.0.1:9").doesNotContain("whsec_");
        assertThat(Browser.read(boss.write("PATCH", one, "{\"enabled\":false}"))
                        .path("enabled")
                        .asBoolean())
                .isFalse();
        assertThat(boss.write("POST", one + "/retry", "").statusCode()).isEqualTo(200);
        assertThat(boss.write("DELETE", one, "").statusCode()).isEqualTo(204);
        assertThat(boss.json(WEBHOOKS).path("items")).isEmpty();
        assertThat(console.audit()
                        .newest(new AuditQuery(
                                Optional.of("boss"), Optional.of("webhook"), Optional.empty(), Long.MAX_VALUE, 50)))
                .hasSize(4)
                .noneMatch(entry -> entry.event().detail().contains("abc"));
    }

    @Test
    void shouldRefuseOtherSitesAddressesAndRoles() throws Exception {
        Browser root = as("root");
        JsonNode all = Browser.read(root.write("POST", WEBHOOKS, "{\"url\":\"http://127.0.0.1:9/\"}"));

        assertThat(boss.write("POST", WEBHOOKS, "{\"url\":\"http://127.0.0.1:9/\",\"sites\":[\"yard\"]}")
                        .statusCode())
                .isEqualTo(403);
        assertThat(boss.write("POST", WEBHOOKS, "{\"url\":\"gopher://127.0.0.1/\"}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(boss.json(WEBHOOKS).path("items")).as("one of all sites").isEmpty();
        assertThat(boss.write("DELETE", WEBHOOKS + "/" + all.path("webhook").asText(), "")
                        .statusCode())
                .isEqualTo(404);
        Browser op = as("op");
        assertThat(op.get(WEBHOOKS).statusCode()).isEqualTo(403);
        assertThat(op.get("/webhooks").statusCode()).isEqualTo(403);
    }
}
