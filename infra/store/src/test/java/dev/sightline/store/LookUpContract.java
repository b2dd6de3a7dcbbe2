package dev.sightline.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.contracts.v1.IdentityEvent;
import dev.sightline.contracts.v1.IdentityEvent.Type;
import dev.sightline.contracts.v1.Sighting;
import dev.sightline.platform.crops.FileCropStore;
import dev.sightline.store.alert.AlertDocument;
import dev.sightline.store.alert.AlertRepository;
import dev.sightline.store.alert.AlertView;
import dev.sightline.store.alert.AlertWriter;
import dev.sightline.store.alert.Snooze;
import dev.sightline.store.alert.Snoozes;
import dev.sightline.store.crop.CropReference;
import dev.sightline.store.database.Database;
import dev.sightline.store.erasure.DataSnapshots;
import dev.sightline.store.erasure.ErasedKeys;
import dev.sightline.store.erasure.LearnedModels;
import dev.sightline.store.event.EventRepository;
import dev.sightline.store.event.EventView;
import dev.sightline.store.event.EventWriter;
import dev.sightline.store.identity.IdentityWriter;
import dev.sightline.store.model.GateOutcome;
import dev.sightline.store.model.ModelRegistry;
import dev.sightline.store.model.ModelVersion;
import dev.sightline.store.page.Cursor;
import dev.sightline.store.page.Page;
import dev.sightline.store.sighting.SightingRepository;
import dev.sightline.store.sighting.SightingWriter;
import dev.sightline.store.testing.Messages;
import dev.sightline.store.testing.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the console and the trainer look up, on every database. */
abstract class LookUpContract {
    @TempDir
    private Path folder;

    private Database database;
    private FileCropStore crops;

    abstract TestDatabase databases();

    @BeforeEach
    void open() {
        database = databases().open();
        crops = new FileCropStore(folder);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void shouldFindSitesAndIdentitiesOfWhatIsKnown() {
        CropReference crop = CropReference.of(crops.put(Messages.crop(100), "jpg"));
        record(Messages.sighting("a%/1", "shop/p1", 100).build(), Map.of(0, crop));
        record(Messages.sighting("a%/2", "yard/p1", 200).setSiteId("yard").build(), Map.of());
        record(Messages.sighting("ab/3", "shop/p2", 300).build(), Map.of());
        SightingRepository sightings = new SightingRepository(database);

        assertThat(sightings.sitesOf(
                        List.of("a%/1", "a%/2", "unknown", crop.toMessage().getUri())))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("a%/1", "shop", "a%/2", "yard", crop.toMessage().getUri(), "shop"));
        assertThat(sightings.identitiesOf(List.of("a%/2", "ab/3", "unknown")))
                .containsExactlyInAnyOrderEntriesOf(Map.of("a%/2", "yard/p1", "ab/3", "shop/p2"));
        assertThat(sightings.identitiesOf(List.of())).isEmpty();
        assertThat(sightings.ids("shop", "a", 9)).containsExactly("a%/1", "ab/3");
        assertThat(sightings.ids("shop", "a%", 9)).as("a sign, not a pattern").containsExactly("a%/1");
        assertThat(sightings.ids("shop", "a", 1)).containsExactly("a%/1");
    }

    @Test
    void shouldListEventsNewestFirstPageByPage() {
        record(Messages.event("e1", Type.TYPE_CREATED, "shop/p1", 5).build());
        record(Messages.event("e2", Type.TYPE_CREATED, "shop/p2", 9).build());
        record(Messages.event("e3", Type.TYPE_CREATED, "shop/p3", 9).build());
        EventRepository events = new EventRepository(database);

        Page<EventView> first = events.newest(Cursor.start(), 2);
        Page<EventView> second = events.newest(first.next().orElseThrow(), 2);

        assertThat(first.items()).extracting(EventView::eventId).containsExactly("e3", "e2");
        assertThat(second.items()).extracting(EventView::eventId).containsExactly("e1");
        assertThat(second.next()).isEmpty();
    }

    @Test
    void shouldFindAlertsThatMayBeAboutAPersonPageByPage() {
        record(Messages.sighting("north/1", "shop/p1", 100).build(), Map.of());
        record(
                Messages.sighting("south/1", "shop/p2", 200)
                        .setWithdrawn(true)
                        .setRevision(2)
                        .build(),
                Map.of());
        record(Messages.sighting("south/1", "shop/p1", 200).setRevision(3).build(), Map.of());
        database.execute(em -> {
            AlertWriter alerts = new AlertWriter(em, Messages.instant(0));
            alerts.insert("stay", alert("own", "/shop", "shop/p1"));
            alerts.insert("stay", alert("before", "/shop", "shop/p2"));
            alerts.insert("stay", alert("nobody", "/shop", ""));
            alerts.insert("stay", alert("nobody-elsewhere", "/yard", ""));
            alerts.insert("stay", alert("other", "/shop", "shop/p3"));
        });
        AlertRepository alerts = new AlertRepository(database);

        Page<AlertView> first = alerts.perhapsAbout("shop/p1", "/shop", Cursor.start(), 2);
        Page<AlertView> second =
                alerts.perhapsAbout("shop/p1", "/shop", first.next().orElseThrow(), 2);

        assertThat(first.items()).extracting(AlertView::alertId).containsExactly("own", "nobody");
        assertThat(second.items()).extracting(AlertView::alertId).containsExactly("before");
        assertThat(second.next()).isEmpty();
        assertThat(alerts.perhapsAbout("shop/p2", "/shop", Cursor.start(), 9).items())
                .as("whose tracklet went to somebody else")
                .extracting(AlertView::alertId)
                .containsExactly("nobody", "before");
    }

    @Test
    void shouldKeepSnoozesUntilTheyEndAndFollowWhoWasMerged() {
        Snoozes snoozes = new Snoozes(database);
        Snooze camera = snooze("s1", Optional.of("north"), Optional.empty(), 50);
        Snooze person = snooze("s2", Optional.empty(), Optional.of("shop/p1"), 40);
        snoozes.add(camera);
        snoozes.add(person);
        record(Messages.event("m1", Type.TYPE_MERGED, "shop/p2", 12)
                .setOtherIdentityId("shop/p1")
                .build());
        List<Snooze> standing = snoozes.standing(Messages.instant(10));

        assertThat(standing).as("the one that ends first first").containsExactly(person, camera);
        assertThat(snoozes.silencing(standing, alert("north", "", false))).contains(camera);
        assertThat(snoozes.silencing(standing, alert("north", "", true)))
                .as("watchlist")
                .isEmpty();
        assertThat(snoozes.silencing(standing, alert("south", "shop/p2", true)))
                .as("who goes on as another")
                .contains(person);
        assertThat(snoozes.silencing(standing, alert("south", "shop/p3", true))).isEmpty();
        assertThat(snoozes.silencing(List.of(), alert("north", "", false))).isEmpty();
        assertThat(snoozes.find("s1", Messages.instant(60)))
                .as("over by itself")
                .isEmpty();

        snoozes.end("s1", "bo", Messages.instant(11));
        snoozes.end("s1", "later", Messages.instant(12));
        snoozes.end("unknown", "bo", Messages.instant(12));

        assertThat(snoozes.find("s1", Messages.instant(12))).isEmpty();
        assertThat(snoozes.find("s2", Messages.instant(12))).contains(person);
    }

    /** By the data set itself, and by the model that it was trained from. */
    @Test
    void shouldNameModelsThatLearnedFromErasedPeople() {
        String crop = "ab".repeat(32);
        DataSnapshots snapshots = new DataSnapshots(database);
        snapshots.note(new DataSnapshots.Made("h1".repeat(32), "with", "/with", "ada"), List.of(crop), Instant.EPOCH);
        snapshots.note(
                new DataSnapshots.Made("h2".repeat(32), "without", "/without", "ada"),
                List.of("cd".repeat(32)),
                Instant.EPOCH);
        ModelRegistry registry = new ModelRegistry(database);
        registry.register(version("net@1", "{\"lineage\":{\"data\":\"" + "h2".repeat(32) + "\"}}", "start@1", 1));
        registry.register(version("net@2", "{\"lineage\":{\"data\":\"" + "h1".repeat(32) + "\"}}", "net@1", 2));
        registry.register(version("net@3", "{}", "net@2", 3));
        LearnedModels learned = new LearnedModels(database);
        assertThat(learned.fromErased()).as("nobody was erased").isEmpty();

        database.execute(em -> em.createNativeQuery("insert into erased_key (key_hash, erasure_id) values (:key, 'e1')")
                .setParameter("key", ErasedKeys.ofCrop(crop))
                .executeUpdate());

        assertThat(learned.fromErased()).isEqualTo(Set.of("net@2", "net@3"));
    }

    private static Snooze snooze(String id, Optional<String> camera, Optional<String> identity, long until) {
        return new Snooze(
                id, Messages.SITE, camera, identity, Messages.instant(until), "noise", "ada", Messages.instant(1));
    }

    private static Snooze.Alert alert(String camera, String identity, boolean onWatchlist) {
        return new Snooze.Alert(Messages.SITE, camera, identity, onWatchlist);
    }

    private static AlertDocument alert(String id, String source, String subject) {
        String about = subject.isEmpty() ? "" : ",\"subject\":\"" + subject + "\"";
        String json = "{\"specversion\":\"1.0\",\"id\":\"" + id + "\",\"source\":\"" + source
                + "\",\"type\":\"dwell\",\"time\":\"2026-03-01T12:00:00Z\"" + about + ",\"data\":{}}";
        return AlertDocument.parse(json.getBytes(StandardCharsets.UTF_8), Messages.instant(0));
    }

    private static ModelVersion version(String id, String manifest, String parent, long at) {
        return new ModelVersion(
                id,
                "person-descriptor",
                "aa",
                manifest,
                Path.of("models", id),
                Optional.of(parent),
                GateOutcome.PASSED,
                "better",
                "ada",
                Messages.instant(at));
    }

    private void record(Sighting sighting, Map<Integer, CropReference> stored) {
        database.execute(em -> {
            IdentityWriter identities = new IdentityWriter(em);
            identities.ensure(Map.of(sighting.getIdentityId(), sighting.getSiteId()));
            new SightingWriter(em).apply(sighting, stored);
            identities.refresh(Set.of(sighting.getIdentityId()));
        });
    }

    private void record(IdentityEvent event) {
        database.execute(em -> {
            IdentityWriter identities = new IdentityWriter(em);
            Map<String, String> sites = event.getOtherIdentityId().isEmpty()
                    ? Map.of(event.getIdentityId(), event.getSiteId())
                    : Map.of(event.getIdentityId(), event.getSiteId(), event.getOtherIdentityId(), event.getSiteId());
            identities.ensure(sites);
            new EventWriter(em).insert(event, 0, event.getEventTimeUs());
            identities.apply(event);
            identities.refresh(sites.keySet());
        });
    }
}
