package dev.sightline.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sightline.contracts.v1.Feedback;
import dev.sightline.store.account.Role;
import dev.sightline.store.account.Scope;
import dev.sightline.store.label.LabelWriter;
import dev.sightline.store.label.LabeledPair;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Labelling pairs: the queue, answers, taking back, and figures. */
class LabelDeskIT extends ConsoleFixture {
    private static final String LABELS = "/api/v1/labels";
    private static final String NAMES = "{\"sighting\":\"south/7/t1\",\"other\":\"north/7/t1\"}";

    private Browser op;

    @BeforeEach
    void addUsers() throws Exception {
        console.user("op", Role.OPERATOR, HALL);
        console.user("narrow", Role.OPERATOR, NORTH);
        console.user("guest", Role.VIEWER, Scope.ALL);
        op = as("op");
    }

    @Test
    void shouldAskAboutPairsUntilTheyAreAnswered() throws Exception {
        JsonNode pair = queue().get(0);
        assertThat(pair.at("/left/sighting").asText()).isEqualTo("south/7/t1");
        assertThat(pair.at("/right/sighting").asText()).isEqualTo("north/7/t1");
        assertThat(pair.at("/left/pictures")).isNotEmpty();

        op.write("POST", LABELS, NAMES.replace("}", ",\"same\":true}"));
        record(console.said.get(0));

        assertThat(queue()).isEmpty();
        JsonNode counted = op.json(LABELS + "/statistics").path("items");
        assertThat(counted).singleElement().satisfies(site -> {
            assertThat(site.path("same").asInt()).isEqualTo(1);
            assertThat(site.path("yours").asInt()).isEqualTo(1);
        });

        assertThat(op.write("POST", LABELS + "/undo", NAMES).statusCode()).isEqualTo(204);
        record(console.said.get(1));

        assertThat(console.said.get(1).getPair().getWithdrawn()).isTrue();
        assertThat(queue()).as("asked again").hasSize(1);
        assertThat(op.json(LABELS + "/statistics").at("/items/0/same").asInt()).isZero();
    }

    @Test
    void shouldOfferOnAPersonsPageToTakeBackWhatWasSaid() throws Exception {
        Browser guest = as("guest");
        Browser narrow = as("narrow");
        String undo = "data-to=\"/api/v1/labels/undo\"";
        assertThat(op.get("/people/hall/p1").body()).doesNotContain(undo);

        op.write("POST", LABELS, NAMES.replace("}", ",\"same\":true}"));
        record(console.said.get(0));

        assertThat(op.get("/people/hall/p1").body())
                .contains(undo, "north/7/t1 and south/7/t1 are the same person", "op");
        assertThat(guest.get("/people/hall/p1").body()).doesNotContain(undo);
        assertThat(narrow.get("/people/hall/p1").body())
                .as("one side is not theirs")
                .doesNotContain(undo);

        assertThat(op.write("POST", LABELS + "/undo", NAMES).statusCode()).isEqualTo(204);
        record(console.said.get(1));
        assertThat(op.get("/people/hall/p1").body()).doesNotContain(undo);
    }

    @Test
    void shouldSuggestOnAPersonsPageWhoMayBeTheSame() throws Exception {
        String same = "name=\"other\" value=\"south/7/t1\"";
        assertThat(op.get("/people/hall/p1").body()).doesNotContain("Perhaps the same person");

        console.move("south/7/t1", "hall", "p1", "p2");

        assertThat(op.get("/people/hall/p1").body())
                .contains("Perhaps the same person", same, "href=\"/people/hall/p2\"", ">Same<", ">Different<");
        assertThat(as("narrow").get("/people/hall/p1").body())
                .as("the other side is not theirs")
                .doesNotContain(same);
        assertThat(as("guest").get("/people/hall/p1").body())
                .as("who may correct nobody")
                .doesNotContain(same);

        assertThat(op.write("POST", LABELS, NAMES.replace("}", ",\"same\":false}"))
                        .statusCode())
                .isEqualTo(202);
        record(console.said.get(0));
        assertThat(op.get("/people/hall/p1").body()).as("was answered").doesNotContain("Perhaps the same person");
    }

    @Test
    void shouldNotAskAgainWhatNobodyCanTellUnlessThatIsTakenBack() throws Exception {
        assertThat(op.write("POST", LABELS + "/unsure", NAMES).statusCode()).isEqualTo(204);

        assertThat(queue()).isEmpty();
        assertThat(op.json(LABELS + "/statistics").at("/items/0/unsure").asInt())
                .isEqualTo(1);
        assertThat(op.write("POST", LABELS + "/undo", NAMES).statusCode()).isEqualTo(204);
        assertThat(queue()).hasSize(1);
        assertThat(console.said).as("nothing was said of the people").isEmpty();
    }

    @Test
    void shouldAskOnlyAboutWhatOneMaySee() throws Exception {
        Browser narrow = as("narrow");
        Browser guest = as("guest");

        assertThat(narrow.json(LABELS + "/queue?site=hall").path("items")).isEmpty();
        assertThat(narrow.write("POST", LABELS + "/undo", NAMES).statusCode()).isEqualTo(404);
        assertThat(op.json(LABELS + "/queue?site=yard").path("items")).isEmpty();
        assertThat(op.get(LABELS + "/queue").statusCode()).isEqualTo(400);
        assertThat(guest.get(LABELS + "/queue?site=hall").statusCode()).isEqualTo(403);
        assertThat(guest.get("/labels").statusCode()).isEqualTo(403);
        assertThat(op.get("/labels").body()).contains("data-site=\"hall\"", "Same person");
    }

    private JsonNode queue() throws Exception {
        return op.json(LABELS + "/queue?site=hall").path("items");
    }

    /** As the recorder would. */
    private void record(Feedback said) {
        console.database.execute(em -> new LabelWriter(em).insert(LabeledPair.of(said, Instant.EPOCH)));
    }
}
