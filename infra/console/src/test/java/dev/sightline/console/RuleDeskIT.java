package dev.sightline.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sightline.contracts.v1.AlertRule;
import dev.sightline.contracts.v1.Origin;
import dev.sightline.contracts.v1.WatchlistHit;
import dev.sightline.store.account.Role;
import dev.sightline.store.account.Scope;
import dev.sightline.store.audit.AuditQuery;
import java.net.http.HttpResponse;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Alert rules: who changes which, and what one would have raised. */
class RuleDeskIT extends ConsoleFixture {
    private static final String RULES = "/api/v1/rules";

    private Browser root;
    private Browser boss;

    @BeforeEach
    void addUsers() throws Exception {
        console.user("root", Role.ENGINEER, Scope.ALL);
        console.user("boss", Role.SUPERVISOR, HALL);
        console.user("op", Role.OPERATOR, Scope.ALL);
        root = as("root");
        boss = as("boss");
    }

    @Test
    void shouldAddChangeAndRemoveARule() throws Exception {
        HttpResponse<String> added = boss.write(
                "PUT",
                RULES + "/long",
                "{\"when\":\"dwell\",\"cameras\":[\"north\"],\"atLeastSeconds\":7.5,\"cooldownSeconds\":0}");

        assertThat(added.statusCode()).isEqualTo(200);
        AlertRule rule = console.parts.rules().find("long").orElseThrow();
        assertThat(rule.getDwell().getAtLeastUs()).isEqualTo(7_500_000);
        assertThat(rule.getCameraIdsList()).containsExactly("north");
        assertThat(rule.getOrigin()).isEqualTo(Origin.ORIGIN_COMMAND);
        assertThat(root.get("/rules").body()).contains("long", "north");

        assertThat(boss.write("PUT", RULES + "/long", "{\"when\":\"unknown-person\",\"cameras\":[\"south\"]}")
                        .statusCode())
                .isEqualTo(200);
        JsonNode changed = boss.json(RULES).path("items").get(0);
        assertThat(changed.path("when").asText()).isEqualTo("unknown-person");
        assertThat(changed.path("cooldownSeconds").asDouble()).isEqualTo(600);
        assertThat(changed.has("atLeastSeconds")).isFalse();

        assertThat(boss.write("DELETE", RULES + "/long", "").statusCode()).isEqualTo(204);
        assertThat(boss.json(RULES).path("items")).isEmpty();
        assertThat(boss.write("DELETE", RULES + "/long", "").statusCode()).isEqualTo(404);
        assertThat(console.audit()
                        .newest(new AuditQuery(
                                Optional.of("boss"), Optional.of("rule"), Optional.empty(), Long.MAX_VALUE, 50)))
                .extracting(entry -> entry.event().action())
                .containsExactly("rule.remove", "rule.put", "rule.put");
    }

    @Test
    void shouldRefuseWhatCannotBeAndWhatIsNotOnesOwn() throws Exception {
        assertThat(boss.write("PUT", RULES + "/x", "{\"when\":\"noon\"}").body())
                .contains("must be one of watchlist-hit, unknown-person, dwell");
        assertThat(boss.write("PUT", RULES + "/x", "{\"when\":\"dwell\",\"cameras\":[\"north\"],\"atLeastSeconds\":-1}")
                        .body())
                .contains("atLeastSeconds = -1.0 must be 0 to 2592000 seconds");
        assertThat(root.write("PUT", RULES + "/x", "{\"when\":\"dwell\",\"cameras\":[\"attic\"]}")
                        .body())
                .contains("there is no camera 'attic' that you may see");
        assertThat(boss.write("PUT", RULES + "/x", "{\"when\":\"dwell\",\"cameras\":[\"gate\"]}")
                        .statusCode())
                .as("of another site")
                .isEqualTo(400);
        assertThat(boss.write("PUT", RULES + "/x", "{\"when\":\"dwell\"}").statusCode())
                .as("everywhere")
                .isEqualTo(403);
        assertThat(root.write("PUT", RULES + "/%20", "{\"when\":\"dwell\"}").statusCode())
                .isEqualTo(400);
        assertThat(as("op").write("PUT", RULES + "/x", "{\"when\":\"dwell\"}").statusCode())
                .isEqualTo(403);
        assertThat(console.parts.rules().all()).isEmpty();
    }

    @Test
    void shouldLeaveWhatTheConfigurationDeclaresToIt() throws Exception {
        console.parts
                .rules()
                .rule(
                        "hits",
                        Optional.of(AlertRule.newBuilder()
                                .setRuleId("hits")
                                .setOrigin(Origin.ORIGIN_CONFIGURATION)
                                .setWatchlistHit(WatchlistHit.getDefaultInstance())
                                .build()));

        assertThat(root.json(RULES).path("items").get(0).path("changeable").asBoolean())
                .isFalse();
        assertThat(root.write("DELETE", RULES + "/hits", "").body()).contains("the configuration file declares");
        assertThat(root.write("PUT", RULES + "/hits", "{\"when\":\"dwell\"}").statusCode())
                .isEqualTo(409);
        assertThat(root.get("/rules").body()).contains("in the configuration file");
    }

    /** Three stays of ten seconds: two of one person a minute apart in the hall, one in the yard. */
    @Test
    void shouldSayWhatARuleWouldHaveRaised() throws Exception {
        JsonNode long9 = preview(root, "{\"when\":\"dwell\",\"atLeastSeconds\":9,\"cooldownSeconds\":0}");

        assertThat(long9.path("looked").asInt()).isEqualTo(3);
        assertThat(long9.path("whole").asBoolean()).isTrue();
        assertThat(long9.path("alerts").findValuesAsText("camera")).containsExactly("north", "gate", "south");
        assertThat(long9.path("alerts").get(0).path("time").asText()).isEqualTo("2026-03-01T12:00:09Z");
        assertThat(preview(root, "{\"when\":\"dwell\",\"atLeastSeconds\":9}")
                        .path("alerts")
                        .findValuesAsText("camera"))
                .as("one person is raised once in ten minutes")
                .containsExactly("north", "gate");
        assertThat(preview(root, "{\"when\":\"dwell\",\"atLeastSeconds\":11}").path("alerts"))
                .isEmpty();
        assertThat(preview(boss, "{\"when\":\"dwell\",\"cameras\":[\"south\"],\"atLeastSeconds\":1}")
                        .path("looked")
                        .asInt())
                .as("their own site")
                .isEqualTo(2);
        assertThat(preview(root, "{\"when\":\"watchlist-hit\"}").path("alerts")).isEmpty();
        assertThat(preview(root, "{\"when\":\"unknown-person\"}").path("alerts"))
                .isEmpty();
        assertThat(console.parts.rules().all()).isEmpty();
    }

    private static JsonNode preview(Browser browser, String rule) throws Exception {
        return Browser.read(browser.write("POST", RULES + "/preview", rule));
    }
}
