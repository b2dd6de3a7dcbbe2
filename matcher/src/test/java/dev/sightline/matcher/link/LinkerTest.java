package dev.sightline.matcher.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.contracts.calibration.Comparison;
import dev.sightline.contracts.v1.Box;
import dev.sightline.contracts.v1.IdentityEvent;
import dev.sightline.contracts.v1.IdentityEvent.Type;
import dev.sightline.contracts.v1.LinkState;
import dev.sightline.contracts.v1.PastBox;
import dev.sightline.contracts.v1.Sighting;
import dev.sightline.matcher.link.Scene.Told;
import dev.sightline.matcher.link.memory.SiteMemory;
import dev.sightline.matcher.link.policy.LinkPolicy;
import dev.sightline.matcher.link.score.Scales;
import dev.sightline.matcher.link.step.LinkStep;
import dev.sightline.matcher.v1.FrameBox;
import dev.sightline.matcher.v1.TrackerFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LinkerTest {
    private static final float[] ANNA = Scene.person(0);
    private static final float[] BERT = Scene.person(1);

    private final SiteMemory memory = new SiteMemory("s");
    private final Linker linker = new Linker(LinkPolicy.defaults(), new Scales(Scene.calibrations()), memory);
    private final List<IdentityEvent> events = new ArrayList<>();
    private final List<Sighting> sightings = new ArrayList<>();

    @Test
    void shouldCreateAnIdentityOnlyWhenConfirmedTwice() {
        Told anna = new Told("north", "n1").from(0).until(1).body(ANNA, 3);

        apply(anna.confirmed());
        assertThat(events).extracting(IdentityEvent::getType).containsExactly(Type.TYPE_TENTATIVE);
        apply(anna.until(2).body(ANNA, 3).refreshed());
        assertThat(events).as("no new crops").hasSize(1);

        apply(anna.until(3).body(ANNA, 8).refreshed());

        assertThat(last().getType()).isEqualTo(Type.TYPE_CREATED);
        assertThat(last().getIdentityId()).isEqualTo("s/p1");
        assertThat(sightings)
                .singleElement()
                .extracting(Sighting::getIdentityId)
                .isEqualTo("s/p1");
    }

    @Test
    void shouldLeaveATrackletUnassignedThatClosesWithTooLittle() {
        Told shadow = new Told("north", "n1").from(0).until(0.3).body(ANNA, 2);
        apply(shadow.confirmed());
        apply(shadow.closed());

        assertThat(last().getType()).isEqualTo(Type.TYPE_TENTATIVE);
        assertThat(last().getEvidence().getSummary()).contains("too little").contains("2 good crops");
        assertThat(memory.identityCount()).isZero();
        assertThat(memory.tracklets().openCount()).isZero();
        assertThat(sightings).isEmpty();
    }

    @Test
    void shouldLinkAcrossCamerasWithEvidence() {
        stay("north", "n1", 0, ANNA);
        stay("north", "n2", 30, BERT);

        stay("south", "s1", 60, Scene.like(ANNA, 0.7, 0));

        IdentityEvent linked = only(Type.TYPE_LINKED);
        assertThat(linked.getIdentityId()).isEqualTo("s/p1");
        var best = linked.getEvidence().getComparisons(0);
        assertThat(best.getSquaredDistance()).isCloseTo(0.6, org.assertj.core.api.Assertions.within(1e-3));
        assertThat(best.getThreshold()).isGreaterThan(0.6).isEqualTo(1.0);
        assertThat(best.getRunnerUpIdentityId()).isEqualTo("s/p2");
        assertThat(best.getCalibration()).isEqualTo("tracklet-exemplar");
        assertThat(linked.getEvidence().getTargetFmr()).isEqualTo(0.01);
        assertThat(linked.getEvidence().getGallerySize()).isEqualTo(2);
    }

    @Test
    void shouldCreateAnotherBeyondTheThreshold() {
        stay("north", "n1", 0, ANNA);

        stay("south", "s1", 60, Scene.like(ANNA, 0.45, 0));

        assertThat(identities()).containsExactly("s/p1", "s/p2");
        assertThat(only(Type.TYPE_TENTATIVE, "s1").getEvidence().getSummary()).isNotEmpty();
    }

    @Test
    void shouldWaitWhileCloseToSomebodyAndLinkWithMoreCrops() {
        stay("north", "n1", 0, ANNA);
        Told back = new Told("south", "s1").from(60).until(61).body(Scene.like(ANNA, 0.45, 0), 3);

        apply(back.confirmed());
        apply(back.until(62).body(Scene.like(ANNA, 0.45, 0), 6).refreshed());
        assertThat(last().getType()).isEqualTo(Type.TYPE_TENTATIVE);
        assertThat(last().getIdentityId()).as("the candidate").isEqualTo("s/p1");
        apply(back.until(63).body(Scene.like(ANNA, 0.8, 0), 9).refreshed());

        assertThat(last().getType()).isEqualTo(Type.TYPE_LINKED);
        assertThat(last().getIdentityId()).isEqualTo("s/p1");
    }

    @Test
    void shouldNotChooseBetweenTwoWhoAreEquallyNear() {
        // Both were in the picture at once, so they are two people.
        Told anna = new Told("north", "n1").from(0).until(5).body(ANNA, 3);
        Told bert = new Told("north", "n2").from(0).until(5).body(BERT, 3);
        apply(anna.confirmed());
        apply(bert.confirmed());
        apply(anna.until(6).body(ANNA, 9).closed());
        apply(bert.until(6).body(BERT, 9).closed());
        float[] both = new float[ANNA.length];
        both[0] = 1;
        both[1] = 1;

        stay("south", "s1", 60, both);

        assertThat(last().getType()).isEqualTo(Type.TYPE_CREATED);
        assertThat(last().getEvidence().getSummary()).contains("two identities are alike");
    }

    @Test
    void shouldExcludeWhoStandsInTheSamePicture() {
        Told anna = new Told("north", "n1").from(0).until(1).body(ANNA, 3);
        apply(anna.confirmed());
        apply(anna.until(2).body(ANNA, 6).refreshed());
        Told twin = new Told("north", "n2").from(0.5).until(2.5).body(ANNA, 3);

        apply(twin.confirmed());
        apply(twin.until(4).body(ANNA, 9).closed());

        assertThat(last().getType()).isEqualTo(Type.TYPE_CREATED);
        assertThat(last().getEvidence().getExclusionsList()).singleElement().satisfies(exclusion -> {
            assertThat(exclusion.getIdentityId()).isEqualTo("s/p1");
            assertThat(exclusion.getReason()).contains("north at the same time, as n1");
        });
    }

    @Test
    void shouldAskForMoreWithinOneCamera() {
        stay("north", "n1", 0, ANNA);
        stay("north", "n2", 30, Scene.like(ANNA, 0.56, 0));
        assertThat(identities()).as("across cameras this would link").hasSize(2);

        stay("north", "n3", 60, Scene.like(ANNA, 0.9, 1));

        assertThat(last().getType()).isEqualTo(Type.TYPE_LINKED);
        assertThat(last().getIdentityId()).isEqualTo("s/p1");
    }

    @Test
    void shouldLetTheFaceDecideAgainstTheBody() {
        float[] face = Scene.person(5);
        stay(new Told("north", "n1").from(0).until(2).body(ANNA, 9).face(face, 9));
        stay(new Told("north", "n2").from(30).until(32).body(BERT, 9).face(Scene.person(6), 9));

        stay(new Told("south", "s1").from(60).until(62).body(BERT, 9).face(Scene.like(face, 0.8, 0), 9));

        assertThat(last().getType()).isEqualTo(Type.TYPE_LINKED);
        assertThat(last().getIdentityId()).as("other clothes, same face").isEqualTo("s/p1");
    }

    @Test
    void shouldNotLinkABodyWhoseFaceIsAnother() {
        stay(new Told("north", "n1").from(0).until(2).body(ANNA, 9).face(Scene.person(5), 9));

        stay(new Told("south", "s1").from(60).until(62).body(ANNA, 9).face(Scene.person(6), 9));

        assertThat(last().getType()).isEqualTo(Type.TYPE_CREATED);
        assertThat(last().getEvidence().getExclusions(0).getReason()).isEqualTo("the faces are of two people");
    }

    @Test
    void shouldKnowAFaceThatALinkedBodyBrought() {
        stay("north", "n1", 0, ANNA);
        float[] face = Scene.person(5);
        stay(new Told("south", "s1")
                .from(60)
                .until(62)
                .body(Scene.like(ANNA, 0.95, 0), 9)
                .face(face, 9));

        stay(new Told("west", "w1").from(120).until(122).body(BERT, 9).face(Scene.like(face, 0.8, 1), 9));

        assertThat(last().getIdentityId()).isEqualTo("s/p1");
        assertThat(identities()).hasSize(1);
    }

    @Test
    void shouldNotLearnFromALinkThatIsOnlyJustGoodEnough() {
        stay("north", "n1", 0, ANNA);
        float[] drifted = Scene.like(ANNA, 0.505, 0);
        stay("south", "s1", 60, drifted);
        assertThat(last().getType()).isEqualTo(Type.TYPE_LINKED);

        stay("west", "w1", 120, Scene.like(drifted, 0.95, 1));

        assertThat(last().getType()).as("near the drifted look only").isEqualTo(Type.TYPE_CREATED);
    }

    @Test
    void shouldLinkNobodyWithoutACalibration() {
        Linker blind = new Linker(LinkPolicy.defaults(), new Scales(Map.of()), memory);
        for (int i = 0; i < 2; i++) {
            Told told =
                    new Told("c" + i, "t" + i).from(60 * i).until(60 * i + 2).body(ANNA, 3);
            collect(blind.apply(told.confirmed()));
            collect(blind.apply(told.until(60 * i + 4).body(ANNA, 9).closed()));
        }

        assertThat(identities()).containsExactly("s/p1", "s/p2");
        assertThat(last().getEvidence().getSummary()).contains("no calibration: " + Scene.BODY);
        assertThat(last().getEvidence().getComparisonsList()).isEmpty();
    }

    @Test
    void shouldSayWhenItComparesSingleCrops() {
        Linker crops = new Linker(
                LinkPolicy.defaults(),
                new Scales(Map.of(Scene.BODY, List.of(Scene.calibration(Comparison.CROP_CROP)))),
                memory);
        for (int i = 0; i < 2; i++) {
            Told told =
                    new Told("c" + i, "t" + i).from(60 * i).until(60 * i + 2).body(ANNA, 3);
            collect(crops.apply(told.confirmed()));
            collect(crops.apply(told.until(60 * i + 4).body(ANNA, 9).closed()));
        }

        assertThat(last().getType()).isEqualTo(Type.TYPE_LINKED);
        assertThat(last().getEvidence().getSummary()).contains("compared by single crops");
        assertThat(last().getEvidence().getComparisons(0).getCalibration()).isEqualTo("crop-crop");
    }

    @Test
    void shouldLookAgainWhenAnEarlyFounderCloses() {
        stay("north", "n1", 0, ANNA);
        Told early = new Told("south", "s1").from(60).until(61).body(Scene.like(ANNA, 0.1, 0), 3);
        apply(early.confirmed());
        apply(early.until(62).body(Scene.like(ANNA, 0.1, 0), 6).refreshed());
        assertThat(last().getType()).isEqualTo(Type.TYPE_CREATED);

        apply(early.until(70).body(Scene.like(ANNA, 0.8, 0), 40).closed());

        assertThat(last().getType()).isEqualTo(Type.TYPE_MERGED);
        assertThat(last().getIdentityId()).isEqualTo("s/p1");
        assertThat(last().getOtherIdentityId()).isEqualTo("s/p2");
        Sighting moved = sightings.get(sightings.size() - 1);
        Sighting withdrawn = sightings.get(sightings.size() - 2);
        assertThat(withdrawn.getWithdrawn()).isTrue();
        assertThat(withdrawn.getIdentityId()).isEqualTo("s/p2");
        assertThat(moved.getIdentityId()).isEqualTo("s/p1");
        assertThat(moved.getPreviousIdentityId()).isEqualTo("s/p2");
        assertThat(moved.getRevision()).isGreaterThan(withdrawn.getRevision());
        assertThat(memory.identityCount()).isEqualTo(1);
    }

    @Test
    void shouldSayOnceWhereASightingCameFrom() {
        stay("north", "n1", 0, ANNA);
        Told early = new Told("south", "s1").from(60).until(61).body(Scene.like(ANNA, 0.1, 0), 3);
        apply(early.confirmed());
        apply(early.until(62).body(Scene.like(ANNA, 0.1, 0), 6).refreshed());
        apply(early.until(70).body(Scene.like(ANNA, 0.8, 0), 40).refreshed());
        Sighting came = sightings.get(sightings.size() - 1);
        assertThat(came.getIdentityId()).isEqualTo("s/p1");
        assertThat(came.getPreviousIdentityId()).isEqualTo("s/p2");

        apply(early.until(71).body(Scene.like(ANNA, 0.8, 0), 41).refreshed());
        apply(early.until(72).body(Scene.like(ANNA, 0.8, 0), 42).closed());

        assertThat(sightings.subList(sightings.size() - 2, sightings.size())).allSatisfy(later -> {
            assertThat(later.getIdentityId()).isEqualTo("s/p1");
            assertThat(later.getPreviousIdentityId()).isEmpty();
        });
    }

    @Test
    void shouldForgetBodiesBeforeFacesAndThenTheIdentity() {
        float[] face = Scene.person(5);
        stay(new Told("north", "n1").from(0).until(2).body(ANNA, 9).face(face, 9));
        double nextDay = 24 * 3600;

        stay("south", "s1", nextDay, ANNA);
        assertThat(last().getType()).as("yesterday's clothes").isEqualTo(Type.TYPE_CREATED);
        stay(new Told("west", "w1")
                .from(nextDay + 60)
                .until(nextDay + 62)
                .body(BERT, 9)
                .face(face, 9));
        assertThat(last().getIdentityId()).as("yesterday's face").isEqualTo("s/p1");

        stay("south", "s9", 40 * nextDay, Scene.person(9));

        assertThat(events)
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
        apply(frame.build());
        assertThat(linker.tracks(frame.build()).getPastBoxesList()).containsExactly(past);
        assertThat(linker.tracks(frame.build()).getBoxes(0).getIdentityId()).isEmpty();

        TrackerFrame next = anna.until(2).body(ANNA, 9).closed().toBuilder()
                .addAllBoxes(frame.getBoxesList())
                .build();
        apply(next);

        var box = linker.tracks(next).getBoxes(0);
        assertThat(box.getIdentityId()).isEqualTo("s/p1");
        assertThat(box.getLinkState()).isEqualTo(LinkState.LINK_STATE_CREATED);
        assertThat(box.getBox().getX()).isEqualTo(7);
    }

    @Test
    void shouldGoOnFromAnyRestoredState() {
        List<TrackerFrame> frames = crowd(new Random(11));
        List<LinkStep> undisturbed = frames.stream().map(linker::apply).toList();

        Map<String, byte[]> store = new TreeMap<>();
        List<LinkStep> restarted = new ArrayList<>();
        for (TrackerFrame frame : frames) {
            SiteMemory restored = new SiteMemory("s");
            store.forEach(restored::restore);
            restarted.add(new Linker(LinkPolicy.defaults(), new Scales(Scene.calibrations()), restored).apply(frame));
            restored.drain((key, bytes) -> {
                if (bytes == null) {
                    store.remove(key);
                } else {
                    store.put(key, bytes);
                }
            });
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

    private void stay(String camera, String tracklet, double from, float[] look) {
        stay(new Told(camera, tracklet).from(from).until(from + 2).body(look, 9));
    }

    private void stay(Told told) {
        apply(told.confirmed());
        apply(told.closed());
    }

    private void apply(TrackerFrame frame) {
        collect(linker.apply(frame));
    }

    private void collect(LinkStep step) {
        events.addAll(step.events());
        sightings.addAll(step.sightings());
    }

    private IdentityEvent last() {
        return events.get(events.size() - 1);
    }

    private List<String> identities() {
        return events.stream()
                .filter(e -> e.getType() == Type.TYPE_CREATED)
                .map(IdentityEvent::getIdentityId)
                .toList();
    }

    private IdentityEvent only(Type type) {
        return events.stream()
                .filter(e -> e.getType() == type)
                .reduce((a, b) -> {
                    throw new AssertionError("two events " + type);
                })
                .orElseThrow();
    }

    private IdentityEvent only(Type type, String tracklet) {
        return events.stream()
                .filter(e -> e.getType() == type && e.getTrackletId().equals(tracklet))
                .findFirst()
                .orElseThrow();
    }
}
