package dev.sightline.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Putting people on the watchlist by photos. */
class WatchlistIT extends ConsoleFixture {
    @BeforeEach
    void addUsers() {
        addOneOfEachRole();
    }

    @Test
    void shouldPutPeopleOnTheWatchlistByPhotoWithinOnesSites() throws Exception {
        Browser boss = as("boss");

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
        assertThat(did("boss", "watchlist.add").get(0).reason()).isEqualTo("barred");
    }

    @Test
    void shouldTakeSeveralPhotosOfAPersonAsAForm() throws Exception {
        Browser boss = as("boss");
        String path = API + "/watchlist";
        String[] who = {"name", "Eve", "reason", "barred", "approver", "ada", "sites", "hall"};

        HttpResponse<String> added = boss.parts(path, with(who, "photos", "face of Eve", "photos", "face\r\nagain"));

        assertThat(added.statusCode()).as(added.body()).isEqualTo(201);
        JsonNode listed = boss.json(path).at("/items/0");
        assertThat(listed.path("name").asText()).isEqualTo("Eve");
        assertThat(did("boss", "watchlist.add").get(0).detail()).contains("photos: 2");
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

    private static String draft(String name, String sites, String photo) {
        return "{\"name\":\"" + name + "\",\"reason\":\"barred\",\"approver\":\"J. Doe\",\"sites\":" + sites
                + ",\"photos\":[\""
                + Base64.getEncoder().encodeToString(photo.getBytes(StandardCharsets.UTF_8)) + "\"]}";
    }

    private static String[] with(String[] parts, String... more) {
        return Stream.of(parts, more).flatMap(Arrays::stream).toArray(String[]::new);
    }
}
