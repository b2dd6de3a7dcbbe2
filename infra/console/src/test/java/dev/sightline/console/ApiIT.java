package dev.sightline.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.ByteString;
import dev.sightline.console.access.AccessPolicy;
import dev.sightline.contracts.v1.CameraTracks;
import dev.sightline.contracts.v1.Frame;
import dev.sightline.contracts.v1.PairLabel;
import dev.sightline.store.account.Role;
import dev.sightline.store.account.Scope;
import dev.sightline.store.audit.AuditQuery;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the API answers, to whom, and what it writes down. */
class ApiIT {
    private static final String API = "/api/v1";
    private static final AccessPolicy FEW_STREAMS =
            new AccessPolicy(Duration.ofHours(1), Duration.ofHours(1), Duration.ofHours(1), 10, 2);

    @TempDir
    private Path folder;

    private TestConsole console;
    private int port;

    @BeforeEach
    void open() {
        console = new TestConsole(folder, FEW_STREAMS);
        port = console.server.port();
        console.user("root", Role.ENGINEER, Scope.ALL);
        console.user("boss", Role.SUPERVISOR, new Scope(Set.of("hall"), Set.of()));
        console.user("op", Role.OPERATOR, new Scope(Set.of("hall"), Set.of("north")));
        console.user("guest", Role.VIEWER, Scope.ALL);
    }

    @AfterEach
    void close() {
        console.close();
    }

    @Test
    void shouldShowOnlyWhatLiesInTheCallersScope() throws Exception {
        Browser op = Browser.loggedIn(port, "op");

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
        Browser guest = Browser.loggedIn(port, "guest");

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
        assertThat(console.audit().newest(query("guest", "refused"))).hasSizeGreaterThanOrEqualTo(7);
    }

    @Test
    void shouldTellAJourneyWithEvidenceForEverybody() throws Exception {
        Browser guest = Browser.loggedIn(port, "guest");

        JsonNode journey = guest.json(API + "/identities/hall/p1/journey");

        assertThat(texts(journey.path("sightings"), "camera")).containsExactly("north", "south");
        JsonNode second = journey.path("sightings").get(1);
        assertThat(second.path("start").asText()).isEqualTo("2026-03-01T12:01:00Z");
        assertThat(second.at("/evidence/sentence").asText())
                .isEqualTo("Clothes and figure look clearly like those seen before at north, 50 seconds earlier;"
                        + " about 1 in 2,300 strangers would look as alike.");
        assertThat(second.at("/evidence/band").asText()).isEqualTo("good");
        String address = API + second.path("pictures").get(0).asText();
        Browser root = Browser.loggedIn(port, "root");
        HttpResponse<String> picture = root.get(address);
        assertThat(picture.body()).isEqualTo(new String(TestConsole.CROP, StandardCharsets.UTF_8));
        assertThat(picture.headers().firstValue("Cache-Control")).contains("no-store, private");
        assertThat(root.get(API + "/identities/hall/p1/picture").body()).isEqualTo(picture.body());
        assertThat(guest.get(address).statusCode())
                .as("what is no JPEG cannot be covered, so a viewer does not get it")
                .isEqualTo(404);
        assertThat(console.audit().newest(query("guest", "identity.view")))
                .as("looking twice is one entry")
                .singleElement()
                .satisfies(entry -> assertThat(entry.event().object()).isEqualTo("hall/p1"));
    }

    @Test
    void shouldNamePeopleAndFindThemByIt() throws Exception {
        Browser op = Browser.loggedIn(port, "op");

        JsonNode named = Browser.read(op.write("PUT", API + "/identities/hall/p1/name", "{\"name\":\" Ada \"}"));

        assertThat(named.path("name").asText()).isEqualTo("Ada");
        assertThat(texts(op.json(API + "/identities?named=true"), "name")).containsExactly("Ada");
        assertThat(op.json(API + "/identities?named=false").path("items")).isEmpty();
        assertThat(op.json(API + "/alerts/a1").path("name").asText()).isEqualTo("Ada");
        assertThat(op.write("PUT", API + "/identities/hall/p1/name", "{\"name\":\"a\\nb\"}")
                        .statusCode())
                .isEqualTo(400);
        op.write("PUT", API + "/identities/hall/p1/name", "{\"name\":\"\"}");
        assertThat(op.json(API + "/identities/hall/p1").has("name")).isFalse();
        assertThat(console.audit()
                        .newest(query("op", "identity.name"))
                        .get(1)
                        .event()
                        .detail())
                .isEqualTo("name: Ada");
    }

    @Test
    void shouldSayWhoIsWhoToTheMatcher() throws Exception {
        Browser root = Browser.loggedIn(port, "root");

        HttpResponse<String> not = root.write("POST", API + "/sightings/south/7/t1/not-this-person", "{}");
        assertThat(not.statusCode()).isEqualTo(202);
        assertThat(Browser.read(not).path("statements")).hasSize(1);
        PairLabel said = console.said.get(0).getPair();
        assertThat(console.said.get(0).getBy()).isEqualTo("root");
        assertThat(said.getTrackletId()).isEqualTo("south/7/t1");
        assertThat(said.getOtherTrackletId()).isEqualTo("north/7/t1");
        assertThat(said.getSame()).isFalse();
        root.write("POST", API + "/labels", "{\"sighting\":\"south/7/t1\",\"other\":\"north/7/t1\",\"same\":true}");
        assertThat(console.said.get(1).getPair().getSame()).as("taken back").isTrue();
        root.write("POST", API + "/identities/hall/p1/split", "{\"sightings\":[\"north/7/t1\"]}");
        assertThat(console.said.get(2).getPair().getTrackletId()).isEqualTo("north/7/t1");

        assertThat(root.write("POST", API + "/identities/hall/p1/merge", "{\"other\":\"yard/p1\"}")
                        .body())
                .contains("identities of two sites are not merged");
        assertThat(root.write("POST", API + "/identities/hall/p1/merge", "{\"other\":\"hall/p1\"}")
                        .statusCode())
                .isEqualTo(409);
        assertThat(root.write("POST", API + "/sightings/gate/7/t1/not-this-person", "{}")
                        .body())
                .contains("nothing would be left");
        Browser op = Browser.loggedIn(port, "op");
        assertThat(op.write("POST", API + "/sightings/south/7/t1/not-this-person", "{}")
                        .statusCode())
                .as("another camera")
                .isEqualTo(404);
        assertThat(op.write("POST", API + "/identities/hall/p1/merge", "{\"other\":\"yard/p1\"}")
                        .statusCode())
                .isEqualTo(404);
        assertThat(Browser.loggedIn(port, "guest")
                        .write("POST", API + "/sightings/south/7/t1/not-this-person", "{}")
                        .statusCode())
                .isEqualTo(403);
        assertThat(console.said).hasSize(3);
        assertThat(console.audit().newest(query("root", "identity.not"))).hasSize(1);
    }

    @Test
    void shouldAcknowledgeAnAlertOnceForAll() throws Exception {
        Browser op = Browser.loggedIn(port, "op");
        Browser root = Browser.loggedIn(port, "root");

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
    void shouldPageByCursorAndRefuseWhatIsNone() throws Exception {
        Browser root = Browser.loggedIn(port, "root");

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
        Browser root = Browser.loggedIn(port, "root");
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
    void shouldPutPeopleOnTheWatchlistByPhotoWithinOnesSites() throws Exception {
        Browser boss = Browser.loggedIn(port, "boss");

        JsonNode entry =
                Browser.read(boss.write("POST", API + "/watchlist", draft("Eve", "[\"hall\"]", "face of Eve")));

        assertThat(entry.path("reason").asText()).isEqualTo("barred");
        JsonNode listed = boss.json(API + "/watchlist").path("items");
        assertThat(listed).hasSize(1);
        assertThat(boss.get(API + listed.get(0).path("pictures").get(0).asText())
                        .statusCode())
                .isEqualTo(200);
        assertThat(boss.write("POST", API + "/watchlist", draft(" eve ", "[\"hall\"]", "face"))
                        .statusCode())
                .as("twice")
                .isEqualTo(409);
        assertThat(boss.write("POST", API + "/watchlist", draft("Bob", "[\"yard\"]", "face"))
                        .statusCode())
                .as("another site")
                .isEqualTo(403);
        assertThat(boss.write("POST", API + "/watchlist", draft("Bob", "[]", "face"))
                        .statusCode())
                .as("everywhere")
                .isEqualTo(403);
        HttpResponse<String> noFace = boss.write("POST", API + "/watchlist", draft("Bob", "[\"hall\"]", "a tree"));
        assertThat(noFace.statusCode()).isEqualTo(400);
        assertThat(noFace.body()).contains("photo 1: no face is found");
        assertThat(boss.write("POST", API + "/watchlist", draft("Bob", "[\"hall\"]", ""))
                        .body())
                .contains("photo 1 is empty");
        assertThat(boss.write(
                                "DELETE",
                                API + "/watchlist/" + entry.path("entry").asText(),
                                "")
                        .statusCode())
                .isEqualTo(204);
        assertThat(boss.json(API + "/watchlist").path("items")).isEmpty();
        assertThat(console.audit()
                        .newest(query("boss", "watchlist.add"))
                        .get(0)
                        .event()
                        .reason())
                .isEqualTo("barred");
    }

    @Test
    void shouldTakeSeveralPhotosOfAPersonAsAForm() throws Exception {
        Browser boss = Browser.loggedIn(port, "boss");
        String path = API + "/watchlist";
        String[] who = {"name", "Eve", "reason", "barred", "approver", "ada", "sites", "hall"};

        HttpResponse<String> added = boss.parts(path, with(who, "photos", "face of Eve", "photos", "face\r\nagain"));

        assertThat(added.statusCode()).as(added.body()).isEqualTo(201);
        JsonNode listed = boss.json(path).at("/items/0");
        assertThat(listed.path("name").asText()).isEqualTo("Eve");
        assertThat(console.audit()
                        .newest(query("boss", "watchlist.add"))
                        .get(0)
                        .event()
                        .detail())
                .contains("photos: 2");
        who[1] = "Bob";
        assertThat(boss.parts(path, who).body()).contains("photos must have 1 to 10 pictures, not 0");
        assertThat(boss.parts(path, with(who, "photos", "")).body()).contains("photo 1 is empty");
        assertThat(boss.parts(path, with(who, "photos", "face", "photos", "a tree"))
                        .body())
                .contains("photo 2: no face is found");
        assertThat(boss.parts(path, with(who, "expires", "soon", "photos", "face"))
                        .body())
                .contains("expires = 'soon'");
        assertThat(boss.parts(path, with(who, "photos", "x".repeat((20 << 20) + 1)))
                        .statusCode())
                .isEqualTo(413);
        assertThat(boss.parts(path, with(who, "photos", "x".repeat(30 << 20))).statusCode())
                .isEqualTo(413);
    }

    @Test
    void shouldTellEverybodyThatTheDiskIsFull() throws Exception {
        Browser root = Browser.loggedIn(port, "root");
        Browser guest = Browser.loggedIn(port, "guest");
        assertThat(root.json(API + "/system").at("/disk/full").asBoolean(true)).isFalse();
        assertThat(root.get("/people").body()).doesNotContain("nearly full");

        console.free.set(1500L << 20);

        org.awaitility.Awaitility.await()
                .untilAsserted(() -> assertThat(
                                root.json(API + "/system").at("/disk/tight").asBoolean())
                        .isTrue());
        assertThat(root.json(API + "/system").at("/disk/full").asBoolean(true)).isFalse();
        assertThat(root.get("/people").body()).contains("getting full: 1,500 MiB are free. Below 2,048 MiB");

        console.free.set(5 << 20);

        org.awaitility.Awaitility.await()
                .untilAsserted(() -> assertThat(
                                root.json(API + "/system").at("/disk/full").asBoolean())
                        .isTrue());
        assertThat(root.json(API + "/system").at("/disk/reserve").asLong()).isEqualTo(1L << 30);
        for (String path : List.of("/", "/people", "/cameras", "/privacy")) {
            assertThat(root.get(path).body()).as(path).contains("5 MiB are free, 1,024 MiB are kept");
        }
        assertThat(guest.get("/alerts", "Accept-Language", "de").body()).contains("Die Festplatte ist fast voll");
        assertThat(new Browser(port).get("/login").body())
                .as("not to strangers")
                .doesNotContain("MiB are free");
    }

    private static String[] with(String[] parts, String... more) {
        return java.util.stream.Stream.of(parts, more)
                .flatMap(java.util.Arrays::stream)
                .toArray(String[]::new);
    }

    @Test
    void shouldRefuseBodiesThatAreTooLargeOrNotUnderstood() throws Exception {
        Browser root = Browser.loggedIn(port, "root");
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
    void shouldLetNobodyMakeSomebodyGreaterThanThemselves() throws Exception {
        Browser boss = Browser.loggedIn(port, "boss");

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
        Browser guest = Browser.loggedIn(port, "guest");
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
        assertThat(Browser.loggedIn(port, "op")
                        .write("DELETE", API + "/tokens/" + made.path("token").asText(), "")
                        .statusCode())
                .as("of somebody else")
                .isEqualTo(404);
        assertThat(guest.write("DELETE", API + "/tokens/" + made.path("token").asText(), "")
                        .statusCode())
                .isEqualTo(204);
        assertThat(program.get(API + "/session").statusCode()).isEqualTo(401);
    }

    @Test
    void shouldFollowLiveEventsWithinScopeAndLimitStreams() throws Exception {
        Browser op = Browser.loggedIn(port, "op");
        for (String camera : List.of("hall/north", "hall/south", "yard/gate")) {
            console.parts
                    .hub()
                    .update(view -> Optional.of(view.tracks(CameraTracks.newBuilder()
                            .setSiteId(camera.substring(0, 4))
                            .setCameraId(camera.substring(5))
                            .setSequence(3)
                            .build())));
        }
        console.parts.hub().update(view -> Optional.of(view.alert(TestConsole.alert("a9", "yard", "gate"))));
        try (InputStream first = op.stream(API + "/live").body();
                InputStream second = op.stream(API + "/alerts/live").body()) {
            BufferedReader events = new BufferedReader(new InputStreamReader(first, StandardCharsets.UTF_8));
            BufferedReader alerts = new BufferedReader(new InputStreamReader(second, StandardCharsets.UTF_8));
            assertThat(data(events)).contains("\"camera\":\"north\"");
            assertThat(op.get(API + "/tracks/live", "Accept", "text/event-stream")
                            .statusCode())
                    .as("the third stream of one user")
                    .isEqualTo(429);

            console.parts.hub().update(view -> Optional.of(view.alert(TestConsole.alert("a8", "hall", "north"))));

            assertThat(data(events)).contains("\"id\":\"a8\"");
            assertThat(data(alerts)).contains("\"id\":\"a8\"");
        }
        assertThat(op.get(API + "/tracks/live").statusCode())
                .as("not asked for as a stream")
                .isEqualTo(400);
    }

    /** A thread that is interrupted in the embedded database would close it for everybody. */
    @Test
    @Timeout(60)
    void shouldOutliveStreamsThatComeAndGo() throws Exception {
        Browser root = Browser.loggedIn(port, "root");
        Browser guest = Browser.loggedIn(port, "guest");
        int opened = 0;
        for (int i = 0; i < 40; i++) {
            HttpResponse<InputStream> stream = (i % 2 == 0 ? root : guest).stream(API + "/live");
            opened += stream.statusCode() == 200 ? 1 : 0;
            stream.body().close();
            console.parts.hub().update(view -> Optional.of(view.alert(TestConsole.alert("a", "hall", "north"))));
        }

        assertThat(opened).isGreaterThan(2);
        while (viewers() > 0) {
            console.parts.hub().update(view -> Optional.of(view.alert(TestConsole.alert("b", "hall", "north"))));
            Thread.onSpinWait();
        }
        assertThat(root.json(API + "/identities").path("items")).hasSize(2);
        assertThat(console.audit()
                        .append(console.audit()
                                .newest(AuditQuery.newest(1))
                                .get(0)
                                .event()))
                .isNotNull();
    }

    @Test
    void shouldNameTheFieldThatIsNotAsExpected() throws Exception {
        Browser root = Browser.loggedIn(port, "root");

        assertThat(root.write("POST", API + "/tokens", "{\"label\":\"x\"}").body())
                .contains("field 'days'");
        assertThat(root.write("POST", API + "/tokens", "{\"labell\":\"x\",\"days\":1}")
                        .body())
                .contains("field 'labell'");
        assertThat(root.write("POST", API + "/tokens", "{").body()).contains("not JSON");
    }

    private static long viewers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("console-viewer"))
                .count();
    }

    @Test
    void shouldAskTheBrowserToKeepNoPictureAndHoldFramesWithinScope() throws Exception {
        Frame frame = Frame.newBuilder()
                .setCameraId("south")
                .setSiteId("hall")
                .setSession(1)
                .setSequence(3)
                .build();
        console.parts.hub().view().frame(frame, ByteString.copyFromUtf8("picture"));
        String path = API + "/cameras/south/frames/1/3";

        HttpResponse<String> held = Browser.loggedIn(port, "root").get(path);
        assertThat(held.body()).isEqualTo("picture");
        assertThat(held.headers().firstValue("Cache-Control")).contains("no-store, private");
        assertThat(Browser.loggedIn(port, "guest").get(path).statusCode())
                .as("nobody has looked for faces in it yet")
                .isEqualTo(404);
        assertThat(Browser.loggedIn(port, "guest")
                        .get(API + "/cameras/south/frames/1/4")
                        .statusCode())
                .isEqualTo(404);
        assertThat(Browser.loggedIn(port, "guest")
                        .get(API + "/cameras/south/frames/1/x")
                        .statusCode())
                .isEqualTo(400);
        assertThat(Browser.loggedIn(port, "op").get(path).statusCode()).isEqualTo(404);
        assertThat(new Browser(port).get(path).statusCode()).isEqualTo(401);
    }

    @Test
    void shouldShowThePagesInBothLanguages() throws Exception {
        Browser root = Browser.loggedIn(port, "root");
        root.write("PUT", API + "/identities/hall/p1/name", "{\"name\":\"<b>Ada</b>\"}");

        for (String path : List.of(
                "/",
                "/people",
                "/people/hall/p1",
                "/alerts",
                "/labels",
                "/watchlist",
                "/cameras",
                "/cameras/north",
                "/models",
                "/users",
                "/webhooks",
                "/tokens",
                "/audit")) {
            HttpResponse<String> english = root.get(path);
            HttpResponse<String> german = root.get(path, "Accept-Language", "de");
            assertThat(english.statusCode()).as(path).isEqualTo(200);
            assertThat(english.body()).contains("<html lang=\"en\">", "Log out").doesNotContain("<b>Ada</b>");
            assertThat(german.body()).contains("<html lang=\"de\">", "Abmelden");
        }
        assertThat(root.get("/people/hall/p1", "Accept-Language", "de").body())
                .contains("Kleidung und Gestalt ähneln deutlich", "&lt;b>Ada&lt;/b>", "north", "south");
        assertThat(root.get("/people/yard/p9").statusCode()).isEqualTo(404);
        assertThat(root.get("/audit?action=identity").body()).contains("identity.name", "root");
        assertThat(root.json(API + "/audit?action=identity.name").path("items")).hasSize(1);
        assertThat(root.json(API + "/system").path("cameras").asInt()).isEqualTo(3);
        assertThat(root.json(API + "/models").path("items")).isEmpty();
        assertThat(root.get(API + "/openapi.yaml").body()).startsWith("openapi: 3.1.0");
        assertThat(root.json(API + "/cameras/north").path("source").asText()).isEqualTo("rtsp://***@north");
        assertThat(Browser.loggedIn(port, "guest").json(API + "/cameras/north").has("source"))
                .isFalse();
    }

    private static AuditQuery query(String actor, String action) {
        return new AuditQuery(Optional.of(actor), Optional.of(action), Optional.empty(), Long.MAX_VALUE, 100);
    }

    private static String user(String name, String role, String site) {
        return "{\"user\":\"" + name + "\",\"role\":\"" + role + "\",\"sites\":[\"" + site + "\"]}";
    }

    private static String draft(String name, String sites, String photo) {
        return "{\"name\":\"" + name + "\",\"reason\":\"barred\",\"approver\":\"J. Doe\",\"sites\":" + sites
                + ",\"photos\":[\""
                + Base64.getEncoder().encodeToString(photo.getBytes(StandardCharsets.UTF_8)) + "\"]}";
    }

    private static String data(BufferedReader events) throws Exception {
        String line = events.readLine();
        while (line != null && !line.startsWith("data:")) {
            line = events.readLine();
        }
        return String.valueOf(line);
    }

    private static List<String> texts(JsonNode list, String field) {
        JsonNode items = list.isArray() ? list : list.path("items");
        List<String> texts = new ArrayList<>();
        items.forEach(item -> texts.add(item.path(field).asText()));
        return texts;
    }
}
