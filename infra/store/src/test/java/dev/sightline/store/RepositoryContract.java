package dev.sightline.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.sightline.contracts.v1.Feedback;
import dev.sightline.contracts.v1.IdentityEvent;
import dev.sightline.contracts.v1.IdentityEvent.Type;
import dev.sightline.contracts.v1.ImageReference;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.contracts.v1.PairLabel;
import dev.sightline.contracts.v1.Sighting;
import dev.sightline.platform.crops.FileCropStore;
import dev.sightline.store.alert.AlertDocument;
import dev.sightline.store.alert.AlertRepository;
import dev.sightline.store.alert.AlertView;
import dev.sightline.store.alert.AlertWriter;
import dev.sightline.store.camera.CameraRepository;
import dev.sightline.store.camera.CameraView;
import dev.sightline.store.camera.CameraWriter;
import dev.sightline.store.crop.CropReference;
import dev.sightline.store.crop.ReleasedCrops;
import dev.sightline.store.database.Database;
import dev.sightline.store.dump.DatabaseDump;
import dev.sightline.store.event.EventRepository;
import dev.sightline.store.event.EventView;
import dev.sightline.store.event.EventWriter;
import dev.sightline.store.identity.IdentityQuery;
import dev.sightline.store.identity.IdentityRepository;
import dev.sightline.store.identity.IdentityState;
import dev.sightline.store.identity.IdentityView;
import dev.sightline.store.identity.IdentityWriter;
import dev.sightline.store.label.LabelRepository;
import dev.sightline.store.label.LabelWriter;
import dev.sightline.store.label.LabeledPair;
import dev.sightline.store.page.Cursor;
import dev.sightline.store.page.Page;
import dev.sightline.store.sighting.SightingRepository;
import dev.sightline.store.sighting.SightingView;
import dev.sightline.store.sighting.SightingWriter;
import dev.sightline.store.testing.Messages;
import dev.sightline.store.testing.TestDatabase;
import dev.sightline.store.watchlist.WatchlistRepository;
import dev.sightline.store.watchlist.WatchlistView;
import dev.sightline.store.watchlist.WatchlistWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What rows and repositories promise on every database. Tests share one database and keep to identities of their own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RepositoryContract {
    Path folder;
    private Database database;
    private FileCropStore crops;

    abstract TestDatabase databases();

    @BeforeAll
    void open(@TempDir Path shared) {
        folder = shared;
        database = databases().open();
        crops = new FileCropStore(shared.resolve("crops"));
    }

    @AfterAll
    void close() {
        database.close();
    }

    @Test
    void shouldShowAnIdentityWithItsCamerasAndBestCrops() {
        record(Messages.event("e1", Type.TYPE_CREATED, "shop/p10", 5).build());
        record(Messages.sighting("a/1", "shop/p10", 100)
                .addExemplars(Messages.exemplar(101, Modality.MODALITY_FACE, .4f))
                .addExemplars(Messages.exemplar(102, Modality.MODALITY_FACE, .8f))
                .build());
        record(Messages.sighting("b/1", "shop/p10", 200).setCameraId("south").build());

        IdentityView view = new IdentityRepository(database).find("shop/p10").orElseThrow();

        assertThat(view.state()).isEqualTo(IdentityState.ACTIVE);
        assertThat(view.createdAt()).contains(Messages.instant(5));
        assertThat(view.firstSeen()).isEqualTo(Messages.instant(100));
        assertThat(view.lastSeen()).isEqualTo(Messages.instant(210));
        assertThat(view.sightingCount()).isEqualTo(2);
        assertThat(view.cameraIds()).containsExactly("north", "south");
        assertThat(view.bestCrops()).containsOnlyKeys(Modality.MODALITY_PERSON, Modality.MODALITY_FACE);
        CropReference face = view.bestCrops().get(Modality.MODALITY_FACE);
        assertThat(face).isNotNull();
        assertThat(crops.get(face.toMessage())).isEqualTo(Messages.crop(102));
    }

    @Test
    void shouldListIdentitiesNewestFirstPageByPage() {
        for (int i = 0; i < 7; i++) {
            // Two were last seen at the same time: the id decides.
            record(Messages.sighting("page/" + i, "mall/p" + i, 1000 + i / 2 * 10)
                    .setSiteId("mall")
                    .build());
        }
        IdentityRepository identities = new IdentityRepository(database);
        IdentityQuery query = IdentityQuery.newest(3).ofSite("mall");

        Page<IdentityView> first = identities.list(query);
        Page<IdentityView> second = identities.list(query.from(first.next().orElseThrow()));
        // A newcomer between two pages moves nothing.
        record(Messages.sighting("page/8", "mall/p8", 5000).setSiteId("mall").build());
        Cursor token = Cursor.parse(second.next().orElseThrow().token());
        Page<IdentityView> third = identities.list(query.from(token));

        assertThat(ids(first)).containsExactly("mall/p6", "mall/p5", "mall/p4");
        assertThat(ids(second)).containsExactly("mall/p3", "mall/p2", "mall/p1");
        assertThat(ids(third)).containsExactly("mall/p0");
        assertThat(third.next()).isEmpty();
        assertThat(ids(identities.list(query.seenBy("north")))).hasSize(3);
        assertThat(ids(identities.list(query.seenBy("attic")))).isEmpty();
    }

    @Test
    void shouldFollowTheLifeOfIdentities() {
        record(Messages.event("l1", Type.TYPE_CREATED, "shop/p20", 1).build());
        record(Messages.event("l2", Type.TYPE_CREATED, "shop/p21", 2).build());
        record(Messages.event("l3", Type.TYPE_MERGED, "shop/p20", 3)
                .setOtherIdentityId("shop/p21")
                .build());
        record(Messages.event("l4", Type.TYPE_EXPIRED, "shop/p20", 4).build());
        IdentityRepository identities = new IdentityRepository(database);

        assertThat(identities.find("shop/p20").orElseThrow().state()).isEqualTo(IdentityState.EXPIRED);
        IdentityView absorbed = identities.find("shop/p21").orElseThrow();
        assertThat(absorbed.state()).isEqualTo(IdentityState.MERGED);
        assertThat(absorbed.mergedInto()).contains("shop/p20");
        assertThat(ids(identities.list(IdentityQuery.newest(500))))
                .contains("shop/p20")
                .doesNotContain("shop/p21");
        assertThat(ids(identities.list(IdentityQuery.newest(500).inStates(EnumSet.of(IdentityState.MERGED)))))
                .containsExactly("shop/p21");

        record(Messages.event("l5", Type.TYPE_LINKED, "shop/p20", 5).build());
        record(Messages.event("l6", Type.TYPE_SPLIT, "shop/p20", 6)
                .setOtherIdentityId("shop/p21")
                .build());
        IdentityView separated = identities.find("shop/p21").orElseThrow();
        assertThat(identities.find("shop/p20").orElseThrow().state()).isEqualTo(IdentityState.ACTIVE);
        assertThat(separated.state()).isEqualTo(IdentityState.ACTIVE);
        assertThat(separated.splitFrom()).contains("shop/p20");
        assertThat(separated.mergedInto()).isEmpty();

        record(Messages.event("l7", Type.TYPE_ERASED, "shop/p21", 7).build());
        record(Messages.event("l8", Type.TYPE_CREATED, "shop/p21", 8).build());
        assertThat(identities.find("shop/p21").orElseThrow().state()).isEqualTo(IdentityState.ERASED);
        assertThat(identities.countByState()).containsKeys(IdentityState.ACTIVE, IdentityState.ERASED);

        assertThat(new EventRepository(database).ofIdentity("shop/p21"))
                .extracting(EventView::eventId)
                .containsExactly("l2", "l3", "l6", "l7", "l8");
    }

    @Test
    void shouldUpdateASightingAndKeepItsEvidenceAndDescriptors() {
        Sighting first = Messages.sighting("u/1", "shop/p30", 10)
                .addExemplars(Messages.exemplar(11, Modality.MODALITY_FACE, .4f))
                .build();
        Sighting second = Messages.sighting("u/1", "shop/p30", 10)
                .setRevision(2)
                .setEndTimeUs(Messages.at(50))
                .setClosed(true)
                .build();
        record(first);
        record(second);
        record(first);

        List<SightingView> sightings = new SightingRepository(database).ofIdentity("shop/p30");

        assertThat(sightings).hasSize(1);
        SightingView sighting = sightings.get(0);
        assertThat(sighting.endTime()).isEqualTo(Messages.instant(50));
        assertThat(sighting.closed()).isTrue();
        assertThat(sighting.evidence()).isEqualTo(second.getEvidence());
        assertThat(sighting.exemplars()).hasSize(1);
        assertThat(sighting.exemplars().get(0).vector().toMessage())
                .isEqualTo(second.getExemplars(0).getVector());
        assertThat(new SightingRepository(database).find("u/1")).contains(sighting);
    }

    @Test
    void shouldMoveASightingBetweenIdentitiesInWhateverOrderTheyAreRead() {
        Sighting withdrawn = Messages.sighting("m/1", "shop/p40", 10)
                .setRevision(2)
                .setWithdrawn(true)
                .build();
        Sighting moved = Messages.sighting("m/1", "shop/p41", 10)
                .setRevision(2)
                .setPreviousIdentityId("shop/p40")
                .build();
        record(Messages.sighting("m/1", "shop/p40", 10).build());
        record(moved);
        record(withdrawn);

        IdentityRepository identities = new IdentityRepository(database);
        SightingRepository sightings = new SightingRepository(database);
        assertThat(sightings.ofIdentity("shop/p40")).isEmpty();
        assertThat(sightings.ofIdentity("shop/p41")).hasSize(1);
        assertThat(sightings.find("m/1").orElseThrow().previousIdentityId()).contains("shop/p40");
        assertThat(identities.find("shop/p40").orElseThrow().sightingCount()).isZero();
        assertThat(identities.find("shop/p40").orElseThrow().bestCrops()).isEmpty();
        assertThat(identities.find("shop/p41").orElseThrow().sightingCount()).isEqualTo(1);
    }

    @Test
    void shouldReadAllExemplarsOfASighting() {
        Sighting.Builder sighting = Messages.sighting("many/1", "shop/p80", 10);
        sighting.addExemplars(sighting.getExemplars(0).toBuilder().setSequence(2));
        sighting.addExemplars(sighting.getExemplars(0).toBuilder().setSequence(3));
        record(sighting.build());

        SightingRepository sightings = new SightingRepository(database);
        assertThat(sightings.find("many/1").orElseThrow().exemplars()).hasSize(3);
        assertThat(sightings.ofIdentity("shop/p80").get(0).exemplars()).hasSize(3);
        assertThat(sightings.ofSite("shop", "many", 1).get(0).exemplars()).hasSize(3);
    }

    @Test
    void shouldKeepTheExemplarsOfATrackletThatMovesLongAfterItsEnd() {
        int run = 0;
        // The records of one identity come in their order, those of two in any.
        for (List<Integer> order : List.of(List.of(0, 1, 2), List.of(0, 2, 1), List.of(2, 0, 1))) {
            String tracklet = "late/" + run;
            String left = "shop/p5" + run;
            String entered = "shop/p6" + run;
            run++;
            List<Sighting> records = List.of(
                    Messages.sighting(tracklet, left, 10).build(),
                    Messages.sighting(tracklet, left, 10)
                            .setRevision(2)
                            .clearExemplars()
                            .setWithdrawn(true)
                            .build(),
                    Messages.sighting(tracklet, entered, 10)
                            .setRevision(2)
                            .clearExemplars()
                            .setPreviousIdentityId(left)
                            .build());
            order.forEach(i -> record(records.get(i)));

            SightingView moved = new SightingRepository(database).find(tracklet).orElseThrow();
            assertThat(moved.identityId()).isEqualTo(entered);
            assertThat(moved.exemplars()).as("%s", order).hasSize(1);
            assertThat(moved.exemplars().get(0).vector().toMessage())
                    .isEqualTo(records.get(0).getExemplars(0).getVector());
            IdentityRepository identities = new IdentityRepository(database);
            assertThat(identities.find(entered).orElseThrow().bestCrops()).isNotEmpty();
            assertThat(identities.find(left).orElseThrow().bestCrops()).isEmpty();
        }
        record(Messages.sighting("late/0", "shop/p70", 10)
                .setRevision(4)
                .clearExemplars()
                .setPreviousIdentityId("shop/p60")
                .build());
        record(Messages.sighting("late/0", "shop/p60", 10)
                .setRevision(4)
                .clearExemplars()
                .setWithdrawn(true)
                .build());
        assertThat(new SightingRepository(database).find("late/0").orElseThrow().exemplars())
                .as("moved twice")
                .hasSize(1);
    }

    @Test
    void shouldKeepAlertsAsTheyCameNewestFirst() {
        alert("al-1", "2026-01-02T03:04:05.678901+01:00");
        alert("al-2", "2026-01-02T03:04:05Z");
        alert("al-2", "2026-01-09T03:04:05Z");

        Page<AlertView> page = new AlertRepository(database).newest(Cursor.start(), 1);
        AlertView newest = page.items().get(0);
        AlertView older = new AlertRepository(database)
                .newest(page.next().orElseThrow(), 1)
                .items()
                .get(0);

        assertThat(newest.alertId()).isEqualTo("al-2");
        assertThat(newest.json()).contains("für länger");
        assertThat(newest.subject()).contains("shop/p1");
        assertThat(older.alertId()).isEqualTo("al-1");
        assertThat(older.time()).isEqualTo(Instant.parse("2026-01-02T02:04:05.678901Z"));
    }

    @Test
    void shouldKeepEveryLabelAndLetTheNewestOfAPairStand() {
        assertThat(label(Messages.label("f1", "a", "b", true, 1))).isTrue();
        assertThat(label(Messages.label("f1", "a", "b", true, 1))).isFalse();
        assertThat(label(Messages.label("f3", "b", "a", false, 3))).isTrue();
        assertThat(label(Messages.label("f2", "a", "c", true, 2))).isTrue();
        Feedback.Builder imported = Messages.label("f4", "a", "b", true, 0);
        imported.getPairBuilder().setSource(PairLabel.Source.SOURCE_IMPORT);
        assertThat(label(imported)).isTrue();
        assertThat(label(Messages.label("f5", "a", "b", true, 9).setSiteId("elsewhere")))
                .isTrue();
        LabelRepository labels = new LabelRepository(database);

        assertThat(labels.standing(Messages.SITE))
                .extracting(LabeledPair::feedbackId)
                .containsExactly("f4", "f2", "f3");
        assertThat(labels.standing(Messages.SITE).get(2))
                .isEqualTo(
                        LabeledPair.of(Messages.label("f3", "b", "a", false, 3).build(), Instant.EPOCH));
        assertThat(labels.sites()).containsExactly("elsewhere", Messages.SITE);
        Page<LabeledPair> first = labels.newest(Cursor.start(), 2);
        assertThat(first.items()).extracting(LabeledPair::feedbackId).containsExactly("f5", "f3");
        assertThat(labels.newest(first.next().orElseThrow(), 9).items())
                .extracting(LabeledPair::feedbackId)
                .containsExactly("f2", "f1", "f4");
        Feedback.Builder back = Messages.label("f6", "a", "b", false, 6);
        back.getPairBuilder().setWithdrawn(true);
        assertThat(label(back)).isTrue();
        assertThat(labels.standing(Messages.SITE))
                .as("taken back; what was brought from elsewhere stands")
                .extracting(LabeledPair::feedbackId)
                .containsExactly("f4", "f2");
    }

    @Test
    void shouldListTheTrackletsOfASitePageByPage() {
        for (int i = 0; i < 5; i++) {
            record(Messages.sighting("depot/" + i, "depot/p" + i, 1000 + i)
                    .setSiteId("depot")
                    .addExemplars(Messages.exemplar(600 + i, Modality.MODALITY_FACE, .4f))
                    .build());
        }
        // One moved, and its withdrawal is not recorded yet.
        record(Messages.sighting("depot/1", "depot/p3", 1001)
                .setSiteId("depot")
                .setRevision(2)
                .build());
        record(Messages.sighting("depot/2", "depot/p2", 1002)
                .setSiteId("depot")
                .setRevision(2)
                .setWithdrawn(true)
                .build());
        SightingRepository sightings = new SightingRepository(database);

        List<SightingView> first = sightings.ofSite("depot", "", 2);
        List<SightingView> second = sightings.ofSite("depot", first.get(1).sightingId(), 2);

        assertThat(first).extracting(SightingView::sightingId).containsExactly("depot/0", "depot/1");
        assertThat(first).extracting(SightingView::identityId).containsExactly("depot/p0", "depot/p3");
        assertThat(first.get(0).exemplars()).hasSize(2);
        assertThat(second).extracting(SightingView::sightingId).containsExactly("depot/3", "depot/4");
        assertThat(sightings.ofSite("depot", "depot/4", 2)).isEmpty();
        assertThat(sightings.sites()).contains("depot");
    }

    @Test
    void shouldKeepCamerasWithoutTheirPasswords() {
        database.execute(em -> {
            new CameraWriter(em).apply("c1", Optional.of(Messages.camera("c1")));
            new CameraWriter(em).apply("c2", Optional.of(Messages.camera("c2")));
        });
        database.execute(em -> new CameraWriter(em).apply("c2", Optional.empty()));

        assertThat(new CameraRepository(database).all())
                .containsExactly(new CameraView("c1", "shop", "rtsp://***@10.0.0.1/stream", true));
    }

    @Test
    void shouldKeepWatchlistEntriesAndLetTheirCropsGo() {
        CropReference crop = stored(Messages.crop(77));
        CropReference other = stored(Messages.crop(78));
        watchlist(2, Map.of(0, crop, 1, other));
        WatchlistView full = new WatchlistRepository(database).find("w").orElseThrow();
        Set<CropReference> released = watchlist(1, Map.of(0, crop));

        assertThat(full.siteIds()).containsExactly("shop", "yard");
        assertThat(full.crops()).containsExactly(crop, other);
        assertThat(full.expiresAt()).isEmpty();
        assertThat(released).containsExactly(other);
        assertThat(new WatchlistRepository(database).all()).hasSize(1);

        Set<CropReference> rest = database.write(em -> {
            WatchlistWriter writer = new WatchlistWriter(em);
            writer.apply("w", Optional.empty(), Map.of());
            return writer.released();
        });
        assertThat(rest).containsExactly(crop);
        assertThat(new WatchlistRepository(database).find("w")).isEmpty();
    }

    @Test
    void shouldDeleteOnlyCropsThatNoRowShowsAfterTheirGrace() {
        record(Messages.sighting("g/1", "shop/p50", 300).build());
        CropReference shown = new SightingRepository(database)
                .find("g/1")
                .flatMap(sighting -> sighting.exemplars().get(0).crop())
                .orElseThrow();
        CropReference unneeded = stored(Messages.crop(79));
        Instant released = Instant.parse("2026-01-01T00:00:00Z");
        database.execute(em -> ReleasedCrops.note(em, List.of(shown, unneeded), released));

        assertThat(ReleasedCrops.sweep(database, crops, released, 10)).isZero();
        assertThat(folder.resolve("crops")).isNotEmptyDirectory();
        assertThat(crops.get(unneeded.toMessage())).hasSize(200);
        assertThat(ReleasedCrops.sweep(database, crops, released.plusSeconds(1), 10))
                .isEqualTo(2);
        assertThat(crops.get(shown.toMessage())).hasSize(200);
        assertThat(crops.put(Messages.crop(79), "jpg")).isEqualTo(unneeded.toMessage());
        assertThat(ReleasedCrops.sweep(database, crops, released.plusSeconds(1), 10))
                .isZero();
    }

    @Test
    void shouldDumpTheSameTextTwiceAndNoSecret() {
        record(Messages.sighting("d/1", "shop/p60", 400).build());

        String dump = DatabaseDump.of(database);

        assertThat(dump).isEqualTo(DatabaseDump.of(database));
        assertThat(dump)
                .contains("d/1\tshop/p60", "2023-11-14T22:20:00.000123Z")
                .doesNotContain("secret");
    }

    private void record(Sighting sighting) {
        database.execute(em -> {
            IdentityWriter identities = new IdentityWriter(em);
            identities.ensure(Map.of(sighting.getIdentityId(), sighting.getSiteId()));
            Map<Integer, CropReference> stored = new HashMap<>();
            for (int i = 0; i < sighting.getExemplarsCount(); i++) {
                stored.put(i, stored(sighting.getExemplars(i).getCropJpeg().toByteArray()));
            }
            new SightingWriter(em).apply(sighting, stored);
            identities.refresh(Set.of(sighting.getIdentityId()));
        });
    }

    private void record(IdentityEvent event) {
        database.execute(em -> {
            IdentityWriter identities = new IdentityWriter(em);
            Map<String, String> sites = new HashMap<>(Map.of(event.getIdentityId(), event.getSiteId()));
            if (!event.getOtherIdentityId().isEmpty()) {
                sites.put(event.getOtherIdentityId(), event.getSiteId());
            }
            identities.ensure(sites);
            assertThat(new EventWriter(em).insert(event, 0, event.getEventTimeUs()))
                    .isTrue();
            identities.apply(event);
            identities.refresh(sites.keySet());
        });
    }

    private boolean label(Feedback.Builder feedback) {
        return database.write(em -> new LabelWriter(em).insert(LabeledPair.of(feedback.build(), Instant.EPOCH)));
    }

    private void alert(String id, String time) {
        database.execute(em -> new AlertWriter(em, Instant.EPOCH)
                .insert("rule", AlertDocument.parse(Messages.alert(id, time), Instant.EPOCH)));
    }

    private Set<CropReference> watchlist(int exemplars, Map<Integer, CropReference> stored) {
        return database.write(em -> {
            WatchlistWriter writer = new WatchlistWriter(em);
            writer.apply("w", Optional.of(Messages.watchlist("w", exemplars)), stored);
            return writer.released();
        });
    }

    private CropReference stored(byte[] image) {
        ImageReference reference = crops.put(image, "jpg");
        assertThat(reference.getSha256()).isNotEqualTo(ByteString.EMPTY);
        return CropReference.of(reference);
    }

    private static List<String> ids(Page<IdentityView> page) {
        return page.items().stream().map(IdentityView::identityId).toList();
    }
}
