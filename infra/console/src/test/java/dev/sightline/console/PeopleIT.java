package dev.sightline.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sightline.contracts.v1.PairLabel;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the API says of people, and what people say of them. */
class PeopleIT extends ConsoleFixture {
    @BeforeEach
    void addUsers() {
        addOneOfEachRole();
    }

    @Test
    void shouldTellAJourneyWithEvidenceForEverybody() throws Exception {
        Browser guest = as("guest");

        JsonNode journey = guest.json(API + "/identities/hall/p1/journey");

        assertThat(texts(journey.path("sightings"), "camera")).containsExactly("north", "south");
        JsonNode second = journey.path("sightings").get(1);
        assertThat(second.path("start").asText()).isEqualTo("2026-03-01T12:01:00Z");
        assertThat(second.at("/evidence/sentence").asText())
                .isEqualTo("Clothes and figure look clearly like those seen before at north, 50 seconds earlier;"
                        + " about 1 in 2,300 strangers would look as alike.");
        assertThat(second.at("/evidence/band").asText()).isEqualTo("good");
        String address = API + second.path("pictures").get(0).asText();
        Browser root = as("root");
        HttpResponse<String> picture = root.get(address);
        assertThat(picture.body()).isEqualTo(new String(TestConsole.CROP, StandardCharsets.UTF_8));
        assertThat(picture.headers().firstValue("Cache-Control")).contains("no-store, private");
        assertThat(root.get(API + "/identities/hall/p1/picture").body()).isEqualTo(picture.body());
        assertThat(guest.get(address).statusCode())
                .as("what is no JPEG cannot be covered, so a viewer does not get it")
                .isEqualTo(404);
        assertThat(did("guest", "identity.view"))
                .as("looking twice is one entry")
                .singleElement()
                .satisfies(entry -> assertThat(entry.object()).isEqualTo("hall/p1"));
    }

    @Test
    void shouldNamePeopleAndFindThemByIt() throws Exception {
        Browser op = as("op");

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
        assertThat(did("op", "identity.name").get(1).detail()).isEqualTo("name: Ada");
    }

    @Test
    void shouldSayWhoIsWhoToTheMatcher() throws Exception {
        Browser root = as("root");

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
        assertThat(root.get("/people/hall/p1").body())
                .as("the same on the page")
                .contains("/api/v1/identities/hall/p1/split", "data-type=\"each\" value=\"north/7/t1\"");

        assertThat(root.write("POST", API + "/identities/hall/p1/merge", "{\"other\":\"yard/p1\"}")
                        .body())
                .contains("identities of two sites are not merged");
        assertThat(root.write("POST", API + "/identities/hall/p1/merge", "{\"other\":\"hall/p1\"}")
                        .statusCode())
                .isEqualTo(409);
        assertThat(root.write("POST", API + "/sightings/gate/7/t1/not-this-person", "{}")
                        .body())
                .contains("nothing would be left");
        Browser op = as("op");
        assertThat(op.write("POST", API + "/sightings/south/7/t1/not-this-person", "{}")
                        .statusCode())
                .as("another camera")
                .isEqualTo(404);
        assertThat(op.write("POST", API + "/identities/hall/p1/merge", "{\"other\":\"yard/p1\"}")
                        .statusCode())
                .isEqualTo(404);
        assertThat(as("guest")
                        .write("POST", API + "/sightings/south/7/t1/not-this-person", "{}")
                        .statusCode())
                .isEqualTo(403);
        assertThat(console.said).hasSize(3);
        assertThat(did("root", "identity.not")).hasSize(1);
    }
}
