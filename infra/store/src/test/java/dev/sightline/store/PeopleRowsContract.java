package dev.sightline.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.contracts.v1.IdentityEvent.Type;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.contracts.v1.Sighting;
import dev.sightline.store.crop.CropReference;
import dev.sightline.store.event.EventRepository;
import dev.sightline.store.event.EventView;
import dev.sightline.store.identity.IdentityQuery;
import dev.sightline.store.identity.IdentityRepository;
import dev.sightline.store.identity.IdentityState;
import dev.sightline.store.identity.IdentityView;
import dev.sightline.store.page.Cursor;
import dev.sightline.store.page.Page;
import dev.sightline.store.sighting.SightingRepository;
import dev.sightline.store.sighting.SightingView;
import dev.sightline.store.testing.Messages;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the rows of people promise on every database: identities, sightings, exemplars. */
abstract class PeopleRowsContract extends StoredRows {
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

        record(moved.toBuilder().setRevision(3).clearPreviousIdentityId().build());
        assertThat(sightings.find("m/1").orElseThrow().previousIdentityId())
                .as("said once, by the revision that came")
                .contains("shop/p40");
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

    private static List<String> ids(Page<IdentityView> page) {
        return page.items().stream().map(IdentityView::identityId).toList();
    }
}
