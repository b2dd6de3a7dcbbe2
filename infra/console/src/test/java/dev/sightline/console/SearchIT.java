package dev.sightline.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sightline.console.api.WordReader;
import dev.sightline.store.account.Role;
import dev.sightline.store.account.Scope;
import dev.sightline.store.audit.AuditEntry;
import dev.sightline.store.audit.AuditQuery;
import dev.sightline.store.search.Unanswered;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Searches: who is found by what, by whom, and what is written down. */
class SearchIT extends ConsoleFixture {
    private static final String SEARCH = "/api/v1/search";
    private static final String WHY = "?reason=missing";

    @BeforeEach
    void addUsers() {
        console.user("root", Role.ENGINEER, Scope.ALL);
        console.user("op", Role.OPERATOR, NORTH);
        console.user("guest", Role.VIEWER, Scope.ALL);
    }

    @Test
    void shouldFindByPhotoWhoLooksAlikeWithProbabilityAndStrangers() throws Exception {
        Browser root = as("root");

        JsonNode reply = Browser.read(photo(root, "one", WHY));

        assertThat(reply.path("searched").asBoolean()).isTrue();
        assertThat(reply.path("sightings").asInt()).isEqualTo(3);
        assertThat(reply.path("people").asInt()).isEqualTo(2);
        assertThat(texts(reply.path("found"), "identity"))
                .as("p1 of the hall was seen twice, so it is the more probable")
                .containsExactly("hall/p1", "yard/p1");
        JsonNode first = reply.path("found").get(0);
        assertThat(first.path("band").asText()).isEqualTo("likely");
        assertThat(first.path("probability").asDouble()).isBetween(.6, .67);
        assertThat(first.path("strangers").asDouble()).isLessThan(.01);
        assertThat(texts(first.path("stays"), "camera")).containsExactlyInAnyOrder("north", "south");
        assertThat(first.at("/by/0").asText()).isEqualTo("body");
        assertThat(root.get("/api/v1" + first.path("picture").asText()).statusCode())
                .isEqualTo(200);
        assertThat(first.path("probability").asDouble()
                        + reply.at("/found/1/probability").asDouble()
                        + reply.path("nobody").asDouble())
                .isBetween(.999, 1.001);
    }

    @Test
    void shouldAnswerNobodyWhenNobodyLooksAlike() throws Exception {
        Browser root = as("root");

        JsonNode reply = Browser.read(photo(root, "other", WHY));

        assertThat(reply.path("found")).isEmpty();
        assertThat(reply.path("searched").asBoolean()).isTrue();
        assertThat(reply.path("nobody").asDouble()).isEqualTo(1);
    }

    @Test
    void shouldLetSomebodyInAGroupBeChosen() throws Exception {
        Browser root = as("root");

        JsonNode all = Browser.read(photo(root, "two", WHY));
        JsonNode second = Browser.read(photo(root, "two", WHY + "&person=2"));

        assertThat(all.path("searched").asBoolean()).isFalse();
        assertThat(all.path("inPhoto")).hasSize(2);
        assertThat(all.path("found")).isEmpty();
        assertThat(second.at("/inPhoto/1/searched").asBoolean()).isTrue();
        assertThat(second.path("found")).isNotEmpty();
        assertThat(audit("root", "search"))
                .as("looking at a photo is no search")
                .hasSize(1);
    }

    @Test
    void shouldSayHowManyOfACrowdAreNotListed() throws Exception {
        Browser root = as("root");

        JsonNode crowd = Browser.read(photo(root, "crowd", WHY));
        JsonNode tenth = Browser.read(photo(root, "crowd", WHY + "&person=10"));

        assertThat(crowd.path("inPhoto")).hasSize(30);
        assertThat(crowd.at("/notes/0").asText()).contains("34 people", "the 30 clearest");
        assertThat(tenth.at("/inPhoto/9/searched").asBoolean()).isTrue();
        assertThat(tenth.at("/notes/0").asText()).contains("34 people");
    }

    @Test
    void shouldFindPeopleLikeACropAndLikeAPersonButNotThemselves() throws Exception {
        Browser root = as("root");

        JsonNode crop = search(root, "{\"picture\":\"/sightings/north/7/t1/pictures/0\",\"reason\":\"x\"}");
        JsonNode person = search(root, "{\"identity\":\"hall/p1\",\"reason\":\"x\"}");

        assertThat(crop.path("sightings").asInt()).isEqualTo(2);
        assertThat(texts(crop.path("found"), "identity")).containsExactlyInAnyOrder("hall/p1", "yard/p1");
        assertThat(texts(crop.at("/found").findPath("stays"), "sighting")).doesNotContain("north/7/t1");
        assertThat(texts(person.path("found"), "identity")).containsExactly("yard/p1");
    }

    @Test
    void shouldKeepToPlacesTimesAndPeople() throws Exception {
        Browser root = as("root");
        root.write("PUT", "/api/v1/identities/yard/p1/name", "{\"name\":\"Ada\"}");

        assertThat(found(photo(root, "one", WHY + "&site=yard"))).containsExactly("yard/p1");
        assertThat(found(photo(root, "one", WHY + "&camera=south"))).containsExactly("hall/p1");
        assertThat(found(photo(root, "one", WHY + "&until=2026-03-01T12:00:20Z")))
                .containsExactly("hall/p1");
        assertThat(found(photo(root, "one", WHY + "&since=2026-03-02T00:00:00Z")))
                .isEmpty();
        assertThat(found(photo(root, "one", WHY + "&people=named"))).containsExactly("yard/p1");
        assertThat(found(photo(root, "one", WHY + "&people=unnamed"))).containsExactly("hall/p1");
        assertThat(found(photo(root, "one", WHY + "&people=watchlist"))).isEmpty();
        assertThat(Browser.read(photo(root, "one", WHY + "&people=named"))
                        .at("/found/0/name")
                        .asText())
                .isEqualTo("Ada");
    }

    @Test
    void shouldSearchOnlyWhatTheCallerMaySee() throws Exception {
        Browser op = as("op");

        JsonNode reply = Browser.read(photo(op, "one", WHY));

        assertThat(reply.path("sightings").asInt()).isEqualTo(1);
        assertThat(texts(reply.at("/found/0/stays"), "sighting")).containsExactly("north/7/t1");
        assertThat(photo(op, "one", WHY + "&site=yard").statusCode()).isEqualTo(403);
        assertThat(photo(op, "one", WHY + "&camera=gate").statusCode()).isEqualTo(403);
        assertThat(op.write("POST", SEARCH, "{\"identity\":\"yard/p1\",\"reason\":\"x\"}")
                        .statusCode())
                .isEqualTo(404);
        assertThat(op.write("POST", SEARCH, "{\"picture\":\"/sightings/gate/7/t1/pictures/0\",\"reason\":\"x\"}")
                        .statusCode())
                .isEqualTo(404);
        Browser guest = as("guest");
        assertThat(photo(guest, "one", WHY).statusCode()).isEqualTo(403);
        assertThat(guest.get("/search").statusCode()).isEqualTo(403);
    }

    @Test
    void shouldWriteDownWhoSearchedForWhomAndWhy() throws Exception {
        Browser root = as("root");

        photo(root, "one", "?site=hall&reason=case+17");
        search(root, "{\"identity\":\"hall/p1\",\"reason\":\"case 18\"}");

        List<AuditEntry> entries = audit("root", "search");
        assertThat(entries).hasSize(2);
        assertThat(entries.get(0).event().object()).isEqualTo("hall/p1");
        assertThat(entries.get(0).event().reason()).isEqualTo("case 18");
        assertThat(entries.get(1).event().reason()).isEqualTo("case 17");
        assertThat(entries.get(1).event().site()).isEqualTo("hall");
    }

    @Test
    void shouldRefuseWhatIsNotASearchAndSayWhat() throws Exception {
        Browser root = as("root");

        assertThat(detail(photo(root, "one", "?site=hall"))).contains("reason must say");
        assertThat(detail(photo(root, "", WHY))).contains("0 bytes");
        assertThat(detail(photo(root, "a tree", WHY))).isEqualTo("nobody is found in the photo");
        assertThat(detail(photo(root, "one", WHY + "&people=some"))).contains("named, unnamed, watchlist");
        assertThat(detail(photo(root, "one", WHY + "&since=2026-03-02T00:00:00Z&until=2026-03-01T00:00:00Z")))
                .contains("is before since");
        assertThat(detail(root.write("POST", SEARCH, "{\"reason\":\"x\"}")))
                .contains("either identity, picture or words");
        assertThat(detail(root.write("POST", SEARCH, "{\"picture\":\"../x\",\"reason\":\"x\"}")))
                .contains("'../x' must be an address");
        HttpResponse<String> large = photo(root, "one" + "x".repeat(20 << 20), WHY);
        assertThat(large.statusCode()).isEqualTo(413);
        assertThat(audit("root", "search")).isEmpty();
    }

    @Test
    void shouldFindByWordsWhomTheyFitWithProbabilityStrangersAndNobody() throws Exception {
        Browser root = as("root");

        JsonNode red = search(root, words("woman in a red coat", ""));
        JsonNode blue = search(root, words("woman in a blue coat", ""));
        JsonNode south = search(root, words("woman in a red coat", ",\"cameras\":[\"south\"]"));

        assertThat(red.path("sightings").asInt()).isEqualTo(3);
        assertThat(texts(red.path("found"), "identity")).containsExactly("hall/p1", "yard/p1");
        assertThat(red.at("/found/0/band").asText()).isEqualTo("likely");
        assertThat(red.at("/found/0/strangers").asDouble()).isBetween(.01, 2.0);
        assertThat(red.path("inPhoto")).isEmpty();
        assertThat(red.at("/found/0/probability").asDouble()
                        + red.at("/found/1/probability").asDouble()
                        + red.path("nobody").asDouble())
                .isBetween(.999, 1.001);
        assertThat(blue.path("found")).isEmpty();
        assertThat(blue.path("searched").asBoolean()).isTrue();
        assertThat(blue.path("nobody").asDouble()).isEqualTo(1);
        assertThat(texts(south.at("/found/0/stays"), "sighting")).containsExactly("south/7/t1");
    }

    @Test
    void shouldWriteDownTheWordsThatWereSearchedFor() throws Exception {
        Browser root = as("root");

        search(root, words("woman in a red coat", ",\"sites\":[\"hall\"]"));
        search(root, words("a poem", ""));

        List<AuditEntry> entries = audit("root", "search");
        assertThat(entries).as("what is refused is no search").hasSize(1);
        assertThat(entries.get(0).event().object()).isEqualTo("words");
        assertThat(entries.get(0).event().reason()).isEqualTo("case 19");
        assertThat(entries.get(0).event().detail())
                .contains("words=\"woman in a red coat\" model=words@1", "sites=[hall]");
    }

    @Test
    void shouldSayWhyWordsCannotBeSearchedFor() throws Exception {
        Browser root = as("root");

        HttpResponse<String> poem = root.write("POST", SEARCH, words("a poem", ""));
        HttpResponse<String> other = root.write("POST", SEARCH, words("an old coat", ""));
        console.words.missing = Optional.of(WordReader.NoWords.model("model 'words' is unknown"));
        HttpResponse<String> none = root.write("POST", SEARCH, words("red coat", ""));
        HttpResponse<String> both =
                root.write("POST", SEARCH, "{\"words\":\"red coat\",\"identity\":\"hall/p1\",\"reason\":\"x\"}");

        assertThat(poem.statusCode()).isEqualTo(400);
        assertThat(detail(poem)).isEqualTo("the description says nothing of a coat");
        assertThat(other.statusCode()).isEqualTo(409);
        assertThat(detail(other)).contains("3 sightings", "model@0", "words@1", "words train --descriptor");
        assertThat(none.statusCode()).isEqualTo(409);
        assertThat(detail(none)).contains("model 'words' is unknown", "'sightline words train'");
        assertThat(root.get("/search").body()).contains("aria-describedby=\"words-help\" disabled>", detail(none));
        assertThat(root.get("/search", "Accept-Language", "de").body()).contains("Die Suche mit Worten ist hier aus");
        assertThat(both.statusCode()).isEqualTo(400);
    }

    @Test
    void shouldSayWhichPartsOfASharedIndexDidNotAnswer() throws Exception {
        Browser root = as("root");
        JsonNode whole = Browser.read(photo(root, "one", WHY));
        console.unanswered.add(new Unanswered("node3:9191", List.of(7, 3), Unanswered.Reason.SILENT));
        console.unanswered.add(new Unanswered("", List.of(5), Unanswered.Reason.NOBODY));

        JsonNode part = Browser.read(photo(root, "one", WHY));
        JsonNode words = search(root, words("red coat", ""));

        assertThat(whole.path("unanswered")).isEmpty();
        assertThat(part.path("found")).isNotEmpty();
        assertThat(part.path("unanswered"))
                .hasToString("[{\"instance\":\"node3:9191\",\"partitions\":[3,7],\"why\":\"silent\"},"
                        + "{\"instance\":\"\",\"partitions\":[5],\"why\":\"nobody\"}]");
        assertThat(words.path("unanswered")).hasSize(2);
        assertThat(root.get("/search").body()).contains("id=\"unanswered\"", "did not answer in time");
        assertThat(root.get("/search", "Accept-Language", "de").body()).contains("hat nicht rechtzeitig geantwortet");
    }

    @Test
    void shouldAnswerOnlySoManySearchesAMinute() throws Exception {
        Browser root = as("root");
        for (int i = 0; i < 30; i++) {
            assertThat(photo(root, "other", WHY).statusCode()).isEqualTo(200);
        }

        HttpResponse<String> refused = root.write("POST", SEARCH, words("red coat", ""));

        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(detail(refused)).contains("30 searches a minute");
    }

    @Test
    void shouldTakeAPhotoAsPartOfAForm() throws Exception {
        Browser root = as("root");

        assertThat(found(root.parts(SEARCH, "photo", "one", "reason", "case 17", "site", "yard", "people", "all")))
                .containsExactly("yard/p1");
        assertThat(detail(root.parts(SEARCH, "photo", "one"))).contains("reason must say");
        assertThat(detail(root.parts(SEARCH, "reason", "case 17"))).contains("one part 'photo', not 0");
        assertThat(detail(root.parts(SEARCH, "photo", "one", "photo", "two", "reason", "x")))
                .contains("not 2");
        assertThat(detail(root.parts(SEARCH, "photo", "one", "reson", "case 17")))
                .contains("part 'reson' is unknown");
        assertThat(detail(root.raw(SEARCH, "multipart/form-data", "--XX"))).contains("must name its boundary");
        String head = "--XX\r\nContent-Disposition: form-data; name=\"photo\"\r\n\r\none";
        for (String broken : List.of("", "no form", "--XX", head, head + "\r\n--XX", "--XX\r\n\r\none\r\n--XX--")) {
            HttpResponse<String> refused = root.raw(SEARCH, "multipart/form-data; boundary=\"XX\"", broken);
            assertThat(refused.statusCode()).as(broken).isEqualTo(400);
            assertThat(detail(refused)).contains("multipart form");
        }
        assertThat(root.parts(SEARCH, "photo", "one" + "x".repeat(21 << 20), "reason", "case 17")
                        .statusCode())
                .isEqualTo(413);
    }

    @Test
    void shouldShowThePageAndTheWayToIt() throws Exception {
        Browser root = as("root");

        assertThat(root.get("/search").body())
                .contains("Has this person ever been here?", "search.js", "name=\"words\"")
                .doesNotContain("is off here");
        assertThat(root.get("/search?identity=hall%2Fp1").body()).contains("/api/v1/identities/hall/p1/picture");
        assertThat(root.get("/people/hall/p1").body())
                .contains("href=\"/search?identity=hall/p1\"", "/search?picture=/sightings/north/7/t1/pictures/0");
        assertThat(as("guest").get("/people/hall/p1").body()).doesNotContain("/search?");
    }

    private static HttpResponse<String> photo(Browser browser, String photo, String query) throws Exception {
        return browser.photo(SEARCH + query, photo);
    }

    private static JsonNode search(Browser browser, String draft) throws Exception {
        return Browser.read(browser.write("POST", SEARCH, draft));
    }

    private static String words(String said, String more) {
        return "{\"words\":\"" + said + "\",\"reason\":\"case 19\"" + more + "}";
    }

    private static List<String> found(HttpResponse<String> answer) throws Exception {
        return texts(Browser.read(answer).path("found"), "identity");
    }

    private static String detail(HttpResponse<String> answer) throws Exception {
        return Browser.read(answer).path("detail").asText();
    }

    private List<AuditEntry> audit(String actor, String action) {
        return console.audit()
                .newest(new AuditQuery(Optional.of(actor), Optional.of(action), Optional.empty(), Long.MAX_VALUE, 100));
    }
}
