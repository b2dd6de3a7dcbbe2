package dev.sightline.matcher.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.contracts.v1.Feedback;
import dev.sightline.contracts.v1.IdentityEvent;
import dev.sightline.contracts.v1.IdentityEvent.Type;
import dev.sightline.contracts.v1.PairLabel;
import dev.sightline.contracts.v1.Sighting;
import dev.sightline.matcher.link.Scene.Told;
import dev.sightline.matcher.link.memory.SiteMemory;
import dev.sightline.matcher.v1.TrackerFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** People's word is law: at once, for ever, whatever evidence says. */
class CorrectionsTest {
    private static final float[] ANNA = Scene.person(0);
    private static final float[] TWIN = Scene.like(ANNA, 0.9, 1);

    private final LinkedSite site = new LinkedSite();

    @Test
    void shouldTakeAPersonOutOfAnIdentityLongAfterTheyLeft() {
        site.stay("north", "n1", 0, ANNA);
        site.stay("south", "s1", 60, TWIN);
        assertThat(site.identities).containsEntry("s1", "s/p1");
        site.stay("far", "x1", 2000, Scene.person(9));
        assertThat(site.memory.tracklets().recent("s1")).as("long over").isEmpty();

        site.say("s1", "n1", false);

        assertThat(site.identities).containsEntry("s1", "s/p3").containsEntry("n1", "s/p1");
        IdentityEvent moved = site.only(Type.TYPE_MOVED);
        assertThat(moved.getOtherIdentityId()).isEqualTo("s/p1");
        assertThat(moved.getEvidence().getSummary()).isEqualTo("s1 and n1 show two people, said ada");
        Sighting again = site.sightings.get(site.sightings.size() - 1);
        assertThat(again.getClosed()).isTrue();
        assertThat(again.getCameraId()).isEqualTo("south");
        assertThat(again.getFirstSequence()).isEqualTo(600);
        assertThat(again.getPreviousIdentityId()).isEqualTo("s/p1");

        site.stay("far", "f1", 2100, Scene.like(TWIN, 0.95, 2));
        assertThat(site.identities).as("known by what went with it").containsEntry("f1", "s/p3");
    }

    @Test
    void shouldNotLinkAgainWhatWasCorrectedInAReplay() {
        site.say("s1", "n1", false);

        site.stay("north", "n1", 0, ANNA);
        site.stay("south", "s1", 60, TWIN);

        assertThat(site.identities).containsEntry("n1", "s/p1").containsEntry("s1", "s/p2");
    }

    @Test
    void shouldLetTheFirstLeaveInWhateverOrderTheyComeInAReplay() {
        site.say("s1", "n1", false);

        site.stay("south", "s1", 0, TWIN);
        site.stay("north", "n1", 60, ANNA);

        assertThat(site.identities).containsEntry("n1", "s/p1");
        assertThat(site.identities.get("s1")).isNotEqualTo("s/p1");
    }

    @Test
    void shouldGiveOneIdentityAllOfAnother() {
        site.stay("north", "n1", 0, ANNA);
        site.stay("south", "s1", 60, Scene.person(1));
        site.stay("south", "s2", 120, Scene.person(1));
        site.linker().onWatchlist("s/p2", "wanted");
        assertThat(site.identities).containsEntry("s2", "s/p2");

        site.say("n1", "s1", true);

        assertThat(new TreeSet<>(site.identities.values())).containsExactly("s/p1");
        IdentityEvent merged = site.only(Type.TYPE_MERGED);
        assertThat(merged.getIdentityId()).isEqualTo("s/p1");
        assertThat(merged.getOtherIdentityId()).isEqualTo("s/p2");
        assertThat(site.memory.identity("s/p1").orElseThrow().watchlistId()).isEqualTo("wanted");

        site.stay("far", "f1", 500, Scene.like(Scene.person(1), 0.95, 3));
        assertThat(site.identities).as("known by the other's exemplars").containsEntry("f1", "s/p1");
    }

    @Test
    void shouldMoveOnlyTheOneSpokenOfWhenOthersStoodBesideEachOther() {
        Told anna = new Told("north", "n1").from(0).until(2).body(ANNA, 9);
        Told bert = new Told("north", "n2").from(0).until(2.1).body(Scene.person(1), 9);
        site.apply(anna.confirmed());
        site.apply(bert.confirmed());
        site.apply(anna.closed());
        site.apply(bert.closed());
        site.stay("south", "s1", 60, Scene.person(1));
        assertThat(site.identities).containsEntry("s1", "s/p2");

        site.say("n1", "s1", true);

        assertThat(site.identities)
                .containsEntry("n1", "s/p1")
                .containsEntry("s1", "s/p1")
                .containsEntry("n2", "s/p2");
    }

    @Test
    void shouldHoldAgainstLaterEvidence() {
        site.stay("north", "n1", 0, ANNA);
        Told other = new Told("south", "s1").from(60).until(62).body(Scene.person(1), 9);
        site.apply(other.confirmed());
        site.say("n1", "s1", true);
        assertThat(site.identities).containsEntry("s1", "s/p1");

        site.apply(other.until(68).body(Scene.person(1), 30).refreshed());
        site.apply(other.until(80).body(Scene.person(1), 90).closed());

        assertThat(site.identities).containsEntry("s1", "s/p1");
    }

    @Test
    void shouldFollowTheLaterOfTwoStatements() {
        site.stay("north", "n1", 0, ANNA);
        site.stay("south", "s1", 60, TWIN);

        site.say("s1", "n1", false);
        assertThat(site.identities.get("s1")).isNotEqualTo("s/p1");
        site.say("n1", "s1", true);
        assertThat(site.identities).containsEntry("s1", "s/p1");

        site.linker().correct(LinkedSite.feedback("s1", "n1", false, 0));
        assertThat(site.memory.identityOf("s1"))
                .as("an old statement comes late")
                .contains("s/p1");
    }

    @Test
    void shouldKeepTheStayThatWasSpokenOfHoweverManyFollow() {
        site.stay("north", "n1", 0, ANNA);
        site.say("n1", "x1", false);
        for (int i = 0; i < 80; i++) {
            site.stay("north", "m" + i, 10 + 10 * i, ANNA);
        }

        assertThat(site.memory.identity("s/p1").orElseThrow().presences())
                .hasSize(65)
                .first()
                .satisfies(stay -> assertThat(stay.trackletId()).isEqualTo("n1"));
    }

    @Test
    void shouldLeaveNothingOfAnErasedPersonInItsState() {
        site.stay("north", "n1", 0, ANNA);
        site.stay("south", "s1", 60, TWIN);
        site.stay("south", "s2", 160, Scene.person(4));
        site.say("s1", "s2", false);
        Map<String, byte[]> store = new TreeMap<>();
        site.drain(store);
        assertThat(LinkedSite.holds(store, "s1")).isTrue();

        site.erase("s/p1");

        site.drain(store);
        for (String gone : List.of("n1", "s1")) {
            assertThat(LinkedSite.holds(store, gone)).as(gone).isFalse();
        }
        assertThat(store).doesNotContainKey("i/s/p1");
        assertThat(LinkedSite.holds(store, "s2")).isTrue();
        assertThat(site.only(Type.TYPE_ERASED).getIdentityId()).isEqualTo("s/p1");
        assertThat(site.identities).containsOnlyKeys("s2");
        site.stay("north", "n2", 300, ANNA);
        assertThat(site.identities).as("somebody nobody knows").containsEntry("n2", "s/p3");
    }

    @Test
    void shouldObeyAnythingConsistentFromAnyRestoredState() {
        for (long seed = 1; seed <= 30; seed++) {
            Random random = new Random(seed);
            SiteMemory whole = new SiteMemory("s");
            Linker undisturbed = LinkedSite.linker(whole);
            Map<String, byte[]> store = new TreeMap<>();
            Map<String, Integer> truth = new TreeMap<>();
            Map<String, Feedback> last = new TreeMap<>();
            for (int i = 0; i < 40; i++) {
                SiteMemory restored = LinkedSite.restored(store);
                Linker restarted = LinkedSite.linker(restored);
                if (random.nextInt(3) == 0 && truth.size() > 1) {
                    List<String> known = new ArrayList<>(truth.keySet());
                    String left = known.get(random.nextInt(known.size()));
                    String right = known.get(random.nextInt(known.size()));
                    boolean same = Objects.equals(truth.get(left), truth.get(right));
                    if (!left.equals(right)) {
                        Feedback feedback = LinkedSite.feedback(left, right, same, i);
                        last.put(left + right, feedback);
                        assertThat(restarted.correct(feedback)).isEqualTo(undisturbed.correct(feedback));
                    }
                } else {
                    int person = random.nextInt(6);
                    truth.put("t" + i, person);
                    float[] look = Scene.like(Scene.person(person / 2), 0.9, random.nextInt(8));
                    TrackerFrame frame = new Told("c" + random.nextInt(3), "t" + i)
                            .from(20 * i)
                            .until(20 * i + 3)
                            .body(look, 12)
                            .closed();
                    assertThat(restarted.apply(frame)).as("seed %d", seed).isEqualTo(undisturbed.apply(frame));
                }
                LinkedSite.drain(restored, store);
            }
            for (Feedback feedback : last.values()) {
                PairLabel pair = feedback.getPair();
                assertThat(whole.identityOf(pair.getTrackletId()).equals(whole.identityOf(pair.getOtherTrackletId())))
                        .as("seed %d: %s", seed, pair)
                        .isEqualTo(pair.getSame());
            }
        }
    }
}
