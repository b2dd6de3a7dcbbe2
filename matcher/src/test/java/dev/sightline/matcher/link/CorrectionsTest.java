package dev.sightline.matcher.link;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.sightline.contracts.v1.Erasure;
import dev.sightline.contracts.v1.Feedback;
import dev.sightline.contracts.v1.IdentityEvent;
import dev.sightline.contracts.v1.IdentityEvent.Type;
import dev.sightline.contracts.v1.PairLabel;
import dev.sightline.contracts.v1.Sighting;
import dev.sightline.matcher.link.Scene.Told;
import dev.sightline.matcher.link.memory.SiteMemory;
import dev.sightline.matcher.link.policy.LinkPolicy;
import dev.sightline.matcher.link.score.Scales;
import dev.sightline.matcher.link.step.LinkStep;
import dev.sightline.matcher.v1.TrackerFrame;
import java.util.ArrayList;
import java.util.HashMap;
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

    private final SiteMemory memory = new SiteMemory("s");
    private final Linker linker = linker(memory);
    private final List<IdentityEvent> events = new ArrayList<>();
    private final List<Sighting> sightings = new ArrayList<>();
    private final Map<String, String> identities = new HashMap<>();
    private int said;

    @Test
    void shouldTakeAPersonOutOfAnIdentityLongAfterTheyLeft() {
        stay("north", "n1", 0, ANNA);
        stay("south", "s1", 60, TWIN);
        assertThat(identities).containsEntry("s1", "s/p1");
        stay("far", "x1", 2000, Scene.person(9));
        assertThat(memory.tracklets().recent("s1")).as("long over").isEmpty();

        say("s1", "n1", false);

        assertThat(identities).containsEntry("s1", "s/p3").containsEntry("n1", "s/p1");
        IdentityEvent moved = only(Type.TYPE_MOVED);
        assertThat(moved.getOtherIdentityId()).isEqualTo("s/p1");
        assertThat(moved.getEvidence().getSummary()).isEqualTo("s1 and n1 show two people, said ada");
        Sighting again = sightings.get(sightings.size() - 1);
        assertThat(again.getClosed()).isTrue();
        assertThat(again.getCameraId()).isEqualTo("south");
        assertThat(again.getFirstSequence()).isEqualTo(600);
        assertThat(again.getPreviousIdentityId()).isEqualTo("s/p1");

        stay("far", "f1", 2100, Scene.like(TWIN, 0.95, 2));
        assertThat(identities).as("known by what went with it").containsEntry("f1", "s/p3");
    }

    @Test
    void shouldNotLinkAgainWhatWasCorrectedInAReplay() {
        say("s1", "n1", false);

        stay("north", "n1", 0, ANNA);
        stay("south", "s1", 60, TWIN);

        assertThat(identities).containsEntry("n1", "s/p1").containsEntry("s1", "s/p2");
    }

    @Test
    void shouldLetTheFirstLeaveInWhateverOrderTheyComeInAReplay() {
        say("s1", "n1", false);

        stay("south", "s1", 0, TWIN);
        stay("north", "n1", 60, ANNA);

        assertThat(identities).containsEntry("n1", "s/p1");
        assertThat(identities.get("s1")).isNotEqualTo("s/p1");
    }

    @Test
    void shouldGiveOneIdentityAllOfAnother() {
        stay("north", "n1", 0, ANNA);
        stay("south", "s1", 60, Scene.person(1));
        stay("south", "s2", 120, Scene.person(1));
        linker.onWatchlist("s/p2", "wanted");
        assertThat(identities).containsEntry("s2", "s/p2");

        say("n1", "s1", true);

        assertThat(new TreeSet<>(identities.values())).containsExactly("s/p1");
        IdentityEvent merged = only(Type.TYPE_MERGED);
        assertThat(merged.getIdentityId()).isEqualTo("s/p1");
        assertThat(merged.getOtherIdentityId()).isEqualTo("s/p2");
        assertThat(memory.identity("s/p1").orElseThrow().watchlistId()).isEqualTo("wanted");

        stay("far", "f1", 500, Scene.like(Scene.person(1), 0.95, 3));
        assertThat(identities).as("known by the other's exemplars").containsEntry("f1", "s/p1");
    }

    @Test
    void shouldMoveOnlyTheOneSpokenOfWhenOthersStoodBesideEachOther() {
        Told anna = new Told("north", "n1").from(0).until(2).body(ANNA, 9);
        Told bert = new Told("north", "n2").from(0).until(2.1).body(Scene.person(1), 9);
        apply(anna.confirmed());
        apply(bert.confirmed());
        apply(anna.closed());
        apply(bert.closed());
        stay("south", "s1", 60, Scene.person(1));
        assertThat(identities).containsEntry("s1", "s/p2");

        say("n1", "s1", true);

        assertThat(identities)
                .containsEntry("n1", "s/p1")
                .containsEntry("s1", "s/p1")
                .containsEntry("n2", "s/p2");
    }

    @Test
    void shouldHoldAgainstLaterEvidence() {
        stay("north", "n1", 0, ANNA);
        Told other = new Told("south", "s1").from(60).until(62).body(Scene.person(1), 9);
        apply(other.confirmed());
        say("n1", "s1", true);
        assertThat(identities).containsEntry("s1", "s/p1");

        apply(other.until(68).body(Scene.person(1), 30).refreshed());
        apply(other.until(80).body(Scene.person(1), 90).closed());

        assertThat(identities).containsEntry("s1", "s/p1");
    }

    @Test
    void shouldFollowTheLaterOfTwoStatements() {
        stay("north", "n1", 0, ANNA);
        stay("south", "s1", 60, TWIN);

        say("s1", "n1", false);
        assertThat(identities.get("s1")).isNotEqualTo("s/p1");
        say("n1", "s1", true);
        assertThat(identities).containsEntry("s1", "s/p1");

        linker.correct(feedback("s1", "n1", false, 0));
        assertThat(memory.identityOf("s1")).as("an old statement comes late").contains("s/p1");
    }

    @Test
    void shouldPartAgainWhomAStatementThatIsTakenBackHadMerged() {
        stay("north", "n1", 0, ANNA);
        stay("south", "s1", 60, Scene.person(1));
        stay("south", "s2", 120, Scene.person(1));
        linker.onWatchlist("s/p2", "wanted");
        say("n1", "s1", true);
        assertThat(new TreeSet<>(identities.values())).containsExactly("s/p1");

        withdraw("s1", "n1");

        assertThat(identities)
                .containsEntry("n1", "s/p1")
                .containsEntry("s1", "s/p2")
                .containsEntry("s2", "s/p2");
        IdentityEvent split = only(Type.TYPE_SPLIT);
        assertThat(split.getIdentityId()).isEqualTo("s/p1");
        assertThat(split.getOtherIdentityId()).as("under the old id").isEqualTo("s/p2");
        assertThat(split.getEvidence().getSummary()).isEqualTo("what was said of n1 and s1 was taken back, said ada");
        assertThat(memory.identity("s/p2").orElseThrow().watchlistId()).isEqualTo("wanted");
        assertThat(memory.identity("s/p1").orElseThrow().watchlistId()).isEmpty();
        stay("far", "f1", 500, Scene.like(Scene.person(1), 0.95, 3));
        stay("far", "f2", 600, Scene.like(ANNA, 0.95, 3));
        assertThat(identities)
                .as("each known by their own looks")
                .containsEntry("f1", "s/p2")
                .containsEntry("f2", "s/p1");
    }

    @Test
    void shouldBringBackWhomAStatementThatIsTakenBackHadParted() {
        stay("north", "n1", 0, ANNA);
        stay("south", "s1", 60, TWIN);
        say("s1", "n1", false);
        assertThat(identities).containsEntry("s1", "s/p2");

        withdraw("s1", "n1");

        assertThat(identities).containsEntry("s1", "s/p1").containsEntry("n1", "s/p1");
        assertThat(only(Type.TYPE_MERGED).getOtherIdentityId()).isEqualTo("s/p2");
    }

    @Test
    void shouldLeaveWhomAnotherStatementHoldsWhenOneIsTakenBack() {
        stay("north", "n1", 0, ANNA);
        stay("south", "s1", 60, Scene.person(1));
        stay("south", "s2", 120, Scene.person(1));
        say("n1", "s1", true);
        say("n1", "s2", true);

        withdraw("n1", "s1");

        assertThat(identities)
                .containsEntry("s2", "s/p1")
                .as("nothing was said of it any more")
                .containsEntry("s1", "s/p2");
        withdraw("n1", "s1");
        assertThat(identities).as("taken back twice").containsEntry("s1", "s/p2");
    }

    @Test
    void shouldComeToTheSameInAReplayThatHearsBothFirst() {
        say("n1", "s1", true);
        withdraw("n1", "s1");

        stay("north", "n1", 0, ANNA);
        stay("south", "s1", 60, Scene.person(1));

        assertThat(identities).containsEntry("n1", "s/p1").containsEntry("s1", "s/p2");
    }

    @Test
    void shouldTakeBackAfterARestartAndKeepNothingOfTheErased() {
        stay("north", "n1", 0, ANNA);
        stay("south", "s1", 60, Scene.person(1));
        stay("south", "s2", 120, Scene.person(1));
        say("n1", "s1", true);
        Map<String, byte[]> store = new TreeMap<>();
        drain(store);
        SiteMemory restored = new SiteMemory("s");
        store.forEach(restored::restore);

        LinkStep step = linker(restored).correct(withdrawal("n1", "s1", 9));

        assertThat(restored.identityOf("s2")).contains("s/p2");
        assertThat(step).isEqualTo(linker.correct(withdrawal("n1", "s1", 9)));
        take(linker.erase(Erasure.newBuilder()
                .setErasureId("e1")
                .setSiteId("s")
                .setIdentityId("s/p2")
                .build()));
        drain(store);
        assertThat(holds(store, "s2")).isFalse();
    }

    @Test
    void shouldKeepTheStayThatWasSpokenOfHoweverManyFollow() {
        stay("north", "n1", 0, ANNA);
        say("n1", "x1", false);
        for (int i = 0; i < 80; i++) {
            stay("north", "m" + i, 10 + 10 * i, ANNA);
        }

        assertThat(memory.identity("s/p1").orElseThrow().presences())
                .hasSize(65)
                .first()
                .satisfies(stay -> assertThat(stay.trackletId()).isEqualTo("n1"));
    }

    @Test
    void shouldLeaveNothingOfAnErasedPersonInItsState() {
        stay("north", "n1", 0, ANNA);
        stay("south", "s1", 60, TWIN);
        stay("south", "s2", 160, Scene.person(4));
        say("s1", "s2", false);
        Map<String, byte[]> store = new TreeMap<>();
        drain(store);
        assertThat(holds(store, "s1")).isTrue();

        take(linker.erase(Erasure.newBuilder()
                .setErasureId("e1")
                .setSiteId("s")
                .setIdentityId("s/p1")
                .build()));

        drain(store);
        for (String gone : List.of("n1", "s1")) {
            assertThat(holds(store, gone)).as(gone).isFalse();
        }
        assertThat(store).doesNotContainKey("i/s/p1");
        assertThat(holds(store, "s2")).isTrue();
        assertThat(only(Type.TYPE_ERASED).getIdentityId()).isEqualTo("s/p1");
        assertThat(identities).containsOnlyKeys("s2");
        stay("north", "n2", 300, ANNA);
        assertThat(identities).as("somebody nobody knows").containsEntry("n2", "s/p3");
    }

    @Test
    void shouldObeyAnythingConsistentFromAnyRestoredState() {
        for (long seed = 1; seed <= 30; seed++) {
            Random random = new Random(seed);
            SiteMemory whole = new SiteMemory("s");
            Linker undisturbed = linker(whole);
            Map<String, byte[]> store = new TreeMap<>();
            Map<String, Integer> truth = new TreeMap<>();
            Map<String, Feedback> last = new TreeMap<>();
            for (int i = 0; i < 40; i++) {
                SiteMemory restored = new SiteMemory("s");
                store.forEach(restored::restore);
                Linker restarted = linker(restored);
                if (random.nextInt(3) == 0 && truth.size() > 1) {
                    List<String> known = new ArrayList<>(truth.keySet());
                    String left = known.get(random.nextInt(known.size()));
                    String right = known.get(random.nextInt(known.size()));
                    boolean same = Objects.equals(truth.get(left), truth.get(right));
                    if (!left.equals(right)) {
                        Feedback feedback = feedback(left, right, same, i);
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
                restored.drain((key, bytes) -> put(store, key, bytes));
            }
            for (Feedback feedback : last.values()) {
                PairLabel pair = feedback.getPair();
                assertThat(whole.identityOf(pair.getTrackletId()).equals(whole.identityOf(pair.getOtherTrackletId())))
                        .as("seed %d: %s", seed, pair)
                        .isEqualTo(pair.getSame());
            }
        }
    }

    private static Linker linker(SiteMemory of) {
        return new Linker(LinkPolicy.defaults(), new Scales(Scene.calibrations()), of);
    }

    private void stay(String camera, String tracklet, double from, float[] look) {
        Told told = new Told(camera, tracklet).from(from).until(from + 2).body(look, 9);
        apply(told.confirmed());
        apply(told.closed());
    }

    private void say(String left, String right, boolean same) {
        said++;
        take(linker.correct(feedback(left, right, same, said)));
    }

    private void withdraw(String left, String right) {
        said++;
        take(linker.correct(withdrawal(left, right, said)));
    }

    private static Feedback withdrawal(String left, String right, int ordinal) {
        Feedback said = feedback(left, right, false, ordinal);
        return said.toBuilder()
                .setPair(said.getPair().toBuilder().setWithdrawn(true))
                .build();
    }

    private static Feedback feedback(String left, String right, boolean same, int ordinal) {
        return Feedback.newBuilder()
                .setFeedbackId("f" + ordinal)
                .setSiteId("s")
                .setBy("ada")
                .setTimeUs(ordinal)
                .setPair(PairLabel.newBuilder()
                        .setTrackletId(left)
                        .setOtherTrackletId(right)
                        .setSame(same)
                        .setSource(PairLabel.Source.SOURCE_OPERATOR))
                .build();
    }

    private void apply(TrackerFrame frame) {
        take(linker.apply(frame));
    }

    private void take(LinkStep step) {
        events.addAll(step.events());
        sightings.addAll(step.sightings());
        for (Sighting sighting : step.sightings()) {
            if (sighting.getWithdrawn()) {
                identities.remove(sighting.getSightingId(), sighting.getIdentityId());
            } else {
                identities.put(sighting.getSightingId(), sighting.getIdentityId());
            }
        }
    }

    private void drain(Map<String, byte[]> store) {
        memory.drain((key, bytes) -> put(store, key, bytes));
    }

    private static void put(Map<String, byte[]> store, String key, byte[] bytes) {
        if (bytes == null) {
            store.remove(key);
        } else {
            store.put(key, bytes);
        }
    }

    private static boolean holds(Map<String, byte[]> store, String text) {
        return store.entrySet().stream()
                .anyMatch(e -> e.getKey().endsWith(text)
                        || ByteString.copyFrom(e.getValue()).toStringUtf8().contains(text));
    }

    private IdentityEvent only(Type type) {
        return events.stream()
                .filter(e -> e.getType() == type)
                .reduce((a, b) -> {
                    throw new AssertionError("two events " + type);
                })
                .orElseThrow();
    }
}
