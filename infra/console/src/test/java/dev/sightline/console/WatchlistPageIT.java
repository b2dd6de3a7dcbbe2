package dev.sightline.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.contracts.v1.WatchlistEntry;
import dev.sightline.contracts.v1.WatchlistExemplar;
import dev.sightline.store.account.Role;
import dev.sightline.store.account.Scope;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page that shows who is looked for. */
class WatchlistPageIT {
    @TempDir
    private Path folder;

    private TestConsole console;

    @BeforeEach
    void open() {
        console = new TestConsole(folder);
        console.user("boss", Role.SUPERVISOR, new Scope(Set.of("hall"), Set.of()));
        console.user("op", Role.OPERATOR, Scope.ALL);
        console.user("guest", Role.VIEWER, Scope.ALL);
        console.onWatchlist(entry("e1", "Eve", "hall", 0));
        console.onWatchlist(entry("e2", "Bob", "yard", 1));
    }

    @AfterEach
    void close() {
        console.close();
    }

    @Test
    void shouldShowEntriesOfOnesSitesWithReasonApproverAndEnd() throws Exception {
        Browser boss = Browser.loggedIn(console.server.port(), "boss");

        assertThat(boss.get("/watchlist").body())
                .contains("Eve", "barred", "without end", "/watchlist/e1/pictures/0", "Add a person")
                .doesNotContain("Bob");
        assertThat(boss.get("/watchlist", "Accept-Language", "de").body()).contains("Suchliste", "ohne Ende");
    }

    @Test
    void shouldSayThatAnEntryHasEndedAndOfferChangesOnlyToWhoMayMakeThem() throws Exception {
        Browser op = Browser.loggedIn(console.server.port(), "op");

        assertThat(op.get("/watchlist").body())
                .contains("Bob", ">ended<")
                .doesNotContain("Add a person", "data-write=\"DELETE\"");
        assertThat(op.json("/api/v1/watchlist").at("/items/1/expired").asBoolean())
                .isTrue();
        assertThat(op.json("/api/v1/watchlist").at("/items/0/expired").asBoolean())
                .isFalse();
        assertThat(Browser.loggedIn(console.server.port(), "guest")
                        .get("/watchlist")
                        .statusCode())
                .isEqualTo(403);
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
