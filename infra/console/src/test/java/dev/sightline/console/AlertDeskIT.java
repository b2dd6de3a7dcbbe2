package dev.sightline.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sightline.contracts.v1.PairLabel;
import dev.sightline.store.account.Role;
import dev.sightline.store.account.Scope;
import dev.sightline.store.alert.AlertDocument;
import dev.sightline.store.alert.AlertWriter;
import dev.sightline.store.audit.AuditQuery;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Snoozing, dismissing and correcting alerts, in the API and on the page. */
class AlertDeskIT extends ConsoleFixture {
    private Browser op;

    @BeforeEach
    void addUsers() throws Exception {
        console.user("op", Role.OPERATOR, HALL);
        console.user("guest", Role.VIEWER, Scope.ALL);
        op = as("op");
    }

    @Test
    void shouldAcknowledgeAnAlertOnceForAll() throws Exception {
        console.user("root", Role.ENGINEER, Scope.ALL);
        Browser root = as("root");

        op.write("PUT", API + "/alerts/a1/acknowledgement", "{\"note\":\"asked to leave\"}");
        root.write("PUT", API + "/alerts/a1/acknowledgement", "{\"note\":\"second\"}");

        JsonNode alert = root.json(API + "/alerts/a1");
        assertThat(alert.at("/acknowledged/by").asText()).isEqualTo("op");
        assertThat(alert.at("/acknowledged/note").asText()).isEqualTo("asked to leave");
        assertThat(texts(root.json(API + "/alerts?acknowledged=false"), "alert"))
                .containsExactly("a2");
        assertThat(texts(root.json(API + "/alerts?acknowledged=true"), "alert")).containsExactly("a1");
        assertThat(root.get("/alerts").body()).contains("acknowledged by op", "asked to leave", "Long stay");
    }

    @Test
    void shouldBeQuietAboutAPersonAtACameraUntilTheTimeThatWasGiven() throws Exception {
        Instant until = Instant.now().plus(Duration.ofHours(1));

        HttpResponse<String> added = op.write(
                "POST",
                API + "/snoozes",
                "{\"camera\":\"north\",\"identity\":\"hall/p1\",\"until\":\"" + until + "\",\"reason\":\"cleaner\"}");
        raise("b1", "hall", "north", Instant.now());
        raise("b2", "hall", "south", Instant.now());
        raise("b3", "hall", "north", until.plusSeconds(1));

        assertThat(added.statusCode()).isEqualTo(201);
        assertThat(ids(op.json(API + "/alerts?snoozed=true"))).containsExactly("b1");
        assertThat(ids(op.json(API + "/alerts?snoozed=false"))).containsExactlyInAnyOrder("a1", "b2", "b3");
        assertThat(op.get("/alerts").body()).contains("alert-b2", "cleaner").doesNotContain("alert-b1");
        assertThat(op.get("/alerts?show=snoozed").body()).contains("alert-b1");
        String id = Browser.read(added).path("snooze").asText();
        assertThat(op.write("DELETE", API + "/snoozes/" + id, "").statusCode()).isEqualTo(204);
        raise("b4", "hall", "north", Instant.now());
        assertThat(op.json(API + "/alerts/b4").path("snoozed").asBoolean()).isFalse();
        assertThat(audited("alert.snooze")).hasSize(2);
    }

    @Test
    void shouldNeverSilenceTheWatchlistBySnoozingACamera() throws Exception {
        String until = Instant.now().plusSeconds(600).toString();
        op.write("POST", API + "/snoozes", "{\"camera\":\"north\",\"until\":\"" + until + "\"}");

        raise("b1", "hall", "north", Instant.now());
        console.database.execute(em -> new AlertWriter(em, Instant.now())
                .insert("list", AlertDocument.parse(Recorded.hit("b2", "hall", "north"), Instant.EPOCH)));

        assertThat(op.json(API + "/alerts/b1").path("snoozed").asBoolean()).isTrue();
        assertThat(op.json(API + "/alerts/b2").path("snoozed").asBoolean()).isFalse();
    }

    @Test
    void shouldRefuseSnoozesThatAreNotAllowed() throws Exception {
        String until = Instant.now().plusSeconds(600).toString();
        Browser guest = as("guest");

        assertThat(guest.write("POST", API + "/snoozes", "{\"camera\":\"north\",\"until\":\"" + until + "\"}")
                        .statusCode())
                .isEqualTo(403);
        assertThat(op.write("POST", API + "/snoozes", "{\"camera\":\"gate\",\"until\":\"" + until + "\"}")
                        .statusCode())
                .as("of another site")
                .isEqualTo(404);
        assertThat(op.write("POST", API + "/snoozes", "{\"until\":\"" + until + "\"}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(op.write("POST", API + "/snoozes", "{\"camera\":\"north\",\"until\":\"2020-01-01T00:00:00Z\"}")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void shouldTurnAWrongPersonIntoALabeledPairAndTakeItBack() throws Exception {
        JsonNode dismissed = Browser.read(
                op.write("PUT", API + "/alerts/a1/dismissal", "{\"verdict\":\"wrong-person\",\"note\":\"twin\"}"));

        assertThat(dismissed.at("/dismissed/verdict").asText()).isEqualTo("wrong-person");
        assertThat(dismissed.at("/dismissed/by").asText()).isEqualTo("op");
        PairLabel pair = console.said.get(0).getPair();
        assertThat(List.of(pair.getTrackletId(), pair.getOtherTrackletId()))
                .containsExactly("north/7/t1", "south/7/t1");
        assertThat(pair.getSame()).isFalse();
        assertThat(ids(op.json(API + "/alerts?dismissed=true"))).containsExactly("a1");
        assertThat(op.write("PUT", API + "/alerts/a1/dismissal", "{\"verdict\":\"false-alarm\"}")
                        .statusCode())
                .isEqualTo(409);

        JsonNode restored = Browser.read(op.write("DELETE", API + "/alerts/a1/dismissal", ""));

        assertThat(restored.has("dismissed")).isFalse();
        assertThat(console.said.get(1).getPair().getWithdrawn()).isTrue();
        assertThat(console.said.get(1).getPair().getTrackletId()).isEqualTo("north/7/t1");
        assertThat(audited("alert.dismiss")).hasSize(1);
        assertThat(audited("alert.restore")).hasSize(1);
    }

    @Test
    void shouldDismissAndRestoreOnlyWithAStatementThatWasTaken() throws Exception {
        String path = API + "/alerts/a1/dismissal";
        String draft = "{\"verdict\":\"wrong-person\"}";

        console.deaf = true;
        assertThat(op.write("PUT", path, draft).statusCode()).isEqualTo(500);
        assertThat(ids(op.json(API + "/alerts?dismissed=true"))).isEmpty();
        console.deaf = false;
        assertThat(op.write("PUT", path, draft).statusCode()).as("again").isEqualTo(200);
        console.deaf = true;
        assertThat(op.write("DELETE", path, "").statusCode()).isEqualTo(500);
        assertThat(ids(op.json(API + "/alerts?dismissed=true"))).containsExactly("a1");
        console.deaf = false;
        assertThat(op.write("DELETE", path, "").statusCode()).as("again").isEqualTo(200);

        assertThat(console.said).hasSize(2);
    }

    @Test
    void shouldSayNothingOfPeopleForAFalseAlarm() throws Exception {
        assertThat(op.write("PUT", API + "/alerts/a1/dismissal", "{\"verdict\":\"false-alarm\"}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(op.write("PUT", API + "/alerts/a1/dismissal", "{\"verdict\":\"nonsense\"}")
                        .body())
                .contains("wrong-person or false-alarm");
        assertThat(op.write("PUT", API + "/alerts/a2/dismissal", "{\"verdict\":\"false-alarm\"}")
                        .statusCode())
                .isEqualTo(404);
        assertThat(console.said).isEmpty();
    }

    @Test
    void shouldShowWhoAPersonIsAfterACorrection() throws Exception {
        console.move("north/7/t1", "hall", "p1", "p2");

        JsonNode alert = op.json(API + "/alerts/a1");

        assertThat(alert.path("identity").asText()).isEqualTo("hall/p1");
        assertThat(alert.at("/amended/identity").asText()).isEqualTo("hall/p2");
        assertThat(op.get("/alerts").body()).contains("Corrected: person hall/p2");
        assertThat(op.json(API + "/alerts/a1").path("picture").asText()).isEqualTo("/identities/hall/p2/picture");
    }

    private void raise(String id, String site, String camera, Instant now) {
        console.database.execute(em -> new AlertWriter(em, now)
                .insert("stay", AlertDocument.parse(Recorded.alert(id, site, camera), Instant.EPOCH)));
    }

    private List<?> audited(String action) {
        return console
                .audit()
                .newest(new AuditQuery(Optional.of("op"), Optional.of(action), Optional.empty(), Long.MAX_VALUE, 50))
                .stream()
                .filter(entry -> entry.event().action().startsWith(action))
                .toList();
    }

    private static List<String> ids(JsonNode list) {
        return list.path("items").findValuesAsText("alert");
    }
}
