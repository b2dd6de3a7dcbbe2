package dev.sightline.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.contracts.v1.WatchlistEntry;
import dev.sightline.contracts.v1.WatchlistExemplar;
import dev.sightline.store.account.Role;
import dev.sightline.store.account.Scope;
import dev.sightline.store.alert.AlertDocument;
import dev.sightline.store.alert.AlertWriter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The page that shows who is looked for. */
class WatchlistPageIT extends ConsoleFixture {
    @BeforeEach
    void addUsers() {
        console.user("boss", Role.SUPERVISOR, HALL);
        console.user("op", Role.OPERATOR, Scope.ALL);
        console.user("guest", Role.VIEWER, Scope.ALL);
        console.onWatchlist(entry("e1", "Eve", "hall", 0));
        console.onWatchlist(entry("e2", "Bob", "yard", 1));
    }

    @Test
    void shouldShowEntriesOfOnesSitesWithReasonApproverAndEnd() throws Exception {
        Browser boss = as("boss");

        assertThat(boss.get("/watchlist").body())
                .contains("Eve", "barred", "without end", "/watchlist/e1/pictures/0", "Add a person")
                .doesNotContain("Bob");
        assertThat(boss.get("/watchlist", "Accept-Language", "de").body()).contains("Suchliste", "ohne Ende");
    }

    @Test
    void shouldSayThatAnEntryHasEndedAndOfferChangesOnlyToWhoMayMakeThem() throws Exception {
        Browser op = as("op");

        assertThat(op.get("/watchlist").body())
                .contains("Bob", ">ended<")
                .doesNotContain("Add a person", "data-write=\"DELETE\"");
        assertThat(op.json("/api/v1/watchlist").at("/items/1/expired").asBoolean())
                .isTrue();
        assertThat(op.json("/api/v1/watchlist").at("/items/0/expired").asBoolean())
                .isFalse();
        assertThat(as("guest").get("/watchlist").statusCode()).isEqualTo(403);
    }

    @Test
    void shouldListThePeopleWhoWereTakenForSomebodyWanted() throws Exception {
        Browser op = as("op");
        console.database.execute(em -> new AlertWriter(em, TestConsole.NOON)
                .insert("wanted", AlertDocument.parse(Recorded.hit("h1", "hall", "north"), TestConsole.NOON)));

        assertThat(texts(op.json(API + "/identities?watchlist=true"), "identity"))
                .containsExactly("hall/p1");
        assertThat(texts(op.json(API + "/identities?watchlist=false"), "identity"))
                .containsExactly("yard/p1");
        assertThat(op.get("/people?watchlist=true").body())
                .contains("/people/hall/p1")
                .doesNotContain("/people/yard/p1");
        assertThat(as("guest").get(API + "/identities?watchlist=true").statusCode())
                .isEqualTo(403);
        assertThat(as("guest").get("/people").body()).doesNotContain("name=\"watchlist\"");
    }

    private static WatchlistEntry entry(String id, String name, String site, long expiresUs) {
        return WatchlistEntry.newBuilder()
                .setEntryId(id)
                .setName(name)
                .setReason("barred")
                .setApprover("ada")
                .setCreatedUs(1)
                .setExpiresUs(expiresUs)
                .addSiteIds(site)
                .addExemplars(WatchlistExemplar.newBuilder()
                        .setModality(Modality.MODALITY_FACE)
                        .setVector(UnitVector.normalize("face@1", new float[] {0, 1}, 0.9f)
                                .toMessage()))
                .build();
    }
}
