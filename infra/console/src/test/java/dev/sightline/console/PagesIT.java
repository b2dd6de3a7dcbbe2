package dev.sightline.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Pages in every language, with what everybody has to know. */
class PagesIT extends ConsoleFixture {
    @BeforeEach
    void addUsers() {
        addOneOfEachRole();
    }

    @Test
    void shouldTellEverybodyThatTheDiskIsFull() throws Exception {
        Browser root = as("root");
        Browser guest = as("guest");
        assertThat(root.json(API + "/system").at("/disk/full").asBoolean(true)).isFalse();
        assertThat(root.get("/people").body()).doesNotContain("nearly full");

        console.free.set(1500L << 20);

        await().untilAsserted(() -> assertThat(
                        root.json(API + "/system").at("/disk/tight").asBoolean())
                .isTrue());
        assertThat(root.json(API + "/system").at("/disk/full").asBoolean(true)).isFalse();
        assertThat(root.get("/people").body()).contains("getting full: 1,500 MiB are free. Below 2,048 MiB");

        console.free.set(5 << 20);

        await().untilAsserted(() -> assertThat(
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

    @Test
    void shouldShowThePagesInBothLanguages() throws Exception {
        Browser root = as("root");
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
        assertThat(root.get("/people").body()).as("with the time zone").containsPattern("last seen [^<]*[AP]M \\w+");
        assertThat(root.get("/people/yard/p9").statusCode()).isEqualTo(404);
        assertThat(root.get("/audit?action=identity").body()).contains("identity.name", "root");
        assertThat(root.json(API + "/audit?action=identity.name").path("items")).hasSize(1);
        assertThat(root.json(API + "/system").path("cameras").asInt()).isEqualTo(3);
        assertThat(root.json(API + "/models").path("items")).isEmpty();
        assertThat(root.get(API + "/openapi.yaml").body()).startsWith("openapi: 3.1.0");
        assertThat(root.json(API + "/cameras/north").path("source").asText()).isEqualTo("rtsp://***@north");
        assertThat(as("guest").json(API + "/cameras/north").has("source")).isFalse();
    }
}
