package dev.sightline.matcher.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.contracts.v1.Box;
import dev.sightline.contracts.v1.IdentityEvent;
import dev.sightline.contracts.v1.IdentityEvent.Type;
import dev.sightline.contracts.v1.LinkState;
import dev.sightline.contracts.v1.PastBox;
import dev.sightline.contracts.v1.Sighting;
import dev.sightline.matcher.link.Scene.Told;
import dev.sightline.matcher.link.memory.SiteMemory;
import dev.sightline.matcher.link.step.LinkStep;
import dev.sightline.matcher.v1.FrameBox;
import dev.sightline.matcher.v1.TrackerFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What becomes of links and of what is remembered as time goes on. */
class LinkerOverTimeTest {
    private static final float[] ANNA = Scene.person(0);
    private static final float[] BERT = Scene.person(1);

    private final LinkedSite site = new LinkedSite();

    @Test
    void shouldLookAgainWhenAnEarlyFounderCloses() {
        site.stay("north", "n1", 0, ANNA);
        Told early = new Told("south", "s1").from(60).until(61).body(Scene.like(ANNA, 0.1, 0), 3);
        site.apply(early.confirmed());
        site.apply(early.until(62).body(Scene.like(ANNA, 0.1, 0), 6).refreshed());
        assertThat(site.last().getType()).isEqualTo(Type.TYPE_CREATED);

        site.apply(early.until(70).body(Scene.like(ANNA, 0.8, 0), 40).closed());

        assertThat(site.last().getType()).isEqualTo(Type.TYPE_MERGED);
        assertThat(site.last().getIdentityId()).isEqualTo("s/p1");
        assertThat(site.last().getOtherIdentityId()).isEqualTo("s/p2");
        Sighting moved = site.sightings.get(site.sightings.size() - 1);
        Sighting withdrawn = site.sightings.get(site.sightings.size() - 2);
        assertThat(withdrawn.getWithdrawn()).isTrue();
        assertThat(withdrawn.getIdentityId()).isEqualTo("s/p2");
        assertThat(moved.getIdentityId()).isEqualTo("s/p1");
        assertThat(moved.getPreviousIdentityId()).isEqualTo("s/p2");
        assertThat(moved.getRevision()).isGreaterThan(withdrawn.getRevision());
        assertThat(site.memory.identityCount()).isEqualTo(1);
    }

    @Test
    void shouldSayOnceWhereASightingCameFrom() {
        site.stay("north", "n1", 0, ANNA);
        Told early = new Told("south", "s1").from(60).until(61).body(Scene.like(ANNA, 0.1, 0), 3);
        site.apply(early.confirmed());
        site.apply(early.until(62).body(Scene.like(ANNA, 0.1, 0), 6).refreshed());
        site.apply(early.until(70).body(Scene.like(ANNA, 0.8, 0), 40).refreshed());
        Sighting came = site.sightings.get(site.sightings.size() - 1);
        assertThat(came.getIdentityId()).isEqualTo("s/p1");
        assertThat(came.getPreviousIdentityId()).isEqualTo("s/p2");

        site.apply(early.until(71).body(Scene.like(ANNA, 0.8, 0), 41).refreshed());
        site.apply(early.until(72).body(Scene.like(ANNA, 0.8, 0), 42).closed());

        assertThat(site.sightings.subList(site.sightings.size() - 2, site.sightings.size()))
                .allSatisfy(later -> {
                    assertThat(later.getIdentityId()).isEqualTo("s/p1");
                    assertThat(later.getPreviousIdentityId()).isEmpty();
                });
    }

    @Test
    void shouldForgetBodiesBeforeFacesAndThenTheIdentity() {
        float[] face = Scene.person(5);
        site.stay(new Told("north", "n1").from(0).until(2).body(ANNA, 9).face(face, 9));
        double nextDay = 24 * 3600;

        site.stay("south", "s1", nextDay, ANNA);
        assertThat(site.last().getType()).as("yesterday's clothes").isEqualTo(Type.TYPE_CREATED);
        site.stay(new Told("west", "w1")
                .from(nextDay + 60)
                .until(nextDay + 62)
                .body(BERT, 9)
                .face(face, 9));
        assertThat(site.last().getIdentityId()).as("yesterday's face").isEqualTo("s/p1");

        site.stay("south", "s9", 40 * nextDay, Scene.person(9));

        assertThat(site.events)
                .filteredOn(e -> e.getType() == Type.TYPE_EXPIRED)
                .extracting(IdentityEvent::getIdentityId)
                .containsExactly("s/p1", "s/p2");
    }

    @Test
    void shouldShowWhoIsInTheFrameAndPassOnBoxesOfThePast() {
        Told anna = new Told("north", "n1").from(0).until(1).body(ANNA, 3);
        PastBox past = PastBox.newBuilder().setTrackletId("n1").setSequence(4).build();
        TrackerFrame.Builder frame = anna.confirmed().toBuilder()
                .addBoxes(FrameBox.newBuilder()
                        .setTrackletId("n1")
                        .setBox(Box.newBuilder().setX(7)));
        frame.getUpdatesBuilder(0).addPastBoxes(past);
        site.apply(frame.build());
        assertThat(site.linker().tracks(frame.build()).getPastBoxesList()).containsExactly(past);
        assertThat(site.linker().tracks(frame.build()).getBoxes(0).getIdentityId())
                .isEmpty();

        TrackerFrame next = anna.until(2).body(ANNA, 9).closed().toBuilder()
                .addAllBoxes(frame.getBoxesList())
                .build();
        site.apply(next);

        var box = site.linker().tracks(next).getBoxes(0);
        assertThat(box.getIdentityId()).isEqualTo("s/p1");
        assertThat(box.getLinkState()).isEqualTo(LinkState.LINK_STATE_CREATED);
        assertThat(box.getBox().getX()).isEqualTo(7);
    }

    @Test
    void shouldGoOnFromAnyRestoredState() {
        List<TrackerFrame> frames = crowd(new Random(11));
        List<LinkStep> undisturbed = frames.stream().map(site.linker()::apply).toList();

        Map<String, byte[]> store = new TreeMap<>();
        List<LinkStep> restarted = new ArrayList<>();
        for (TrackerFrame frame : frames) {
            SiteMemory restored = LinkedSite.restored(store);
            restarted.add(LinkedSite.linker(restored).apply(frame));
            LinkedSite.drain(restored, store);
        }

        assertThat(restarted)
                .extracting(LinkStep::events)
                .isEqualTo(undisturbed.stream().map(LinkStep::events).toList());
        assertThat(restarted)
                .extracting(LinkStep::sightings)
                .isEqualTo(undisturbed.stream().map(LinkStep::sightings).toList());
    }

    private static List<TrackerFrame> crowd(Random random) {
        List<TrackerFrame> frames = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            float[] look =
                    Scene.like(Scene.person(random.nextInt(8)), 0.6 + random.nextDouble() * 0.4, random.nextInt(8));
            Told told = new Told("c" + i % 3, "t" + i).from(i).until(i + 1).body(look, 3);
            frames.add(told.confirmed());
            frames.add(told.until(i + 2).body(look, 9).refreshed());
            if (random.nextInt(4) > 0) {
                frames.add(told.until(i + 3).body(look, 20).closed());
            }
        }
        return frames;
    }
}
