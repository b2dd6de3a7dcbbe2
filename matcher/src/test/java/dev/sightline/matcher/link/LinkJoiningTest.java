package dev.sightline.matcher.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.contracts.calibration.Calibration;
import dev.sightline.contracts.calibration.Comparison;
import dev.sightline.contracts.calibration.ScoreDistribution;
import dev.sightline.contracts.v1.Feedback;
import dev.sightline.contracts.v1.IdentityEvent;
import dev.sightline.contracts.v1.IdentityEvent.Type;
import dev.sightline.contracts.v1.PairLabel;
import dev.sightline.contracts.v1.Sighting;
import dev.sightline.matcher.link.Scene.Told;
import dev.sightline.matcher.link.memory.SiteMemory;
import dev.sightline.matcher.link.policy.LinkPolicy;
import dev.sightline.matcher.link.score.Rates;
import dev.sightline.matcher.link.score.Scales;
import dev.sightline.matcher.link.step.LinkStep;
import dev.sightline.matcher.v1.TrackerFrame;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Identities that no single stay brings together. Cosines below .9 do not link here, those about .88 speak for one person. */
class LinkJoiningTest {
    private static final float[] ANNA = Scene.person(0);

    private final SiteMemory memory = new SiteMemory("s");
    private final Linker linker = new Linker(strict(), new Scales(Map.of(Scene.BODY, List.of(calibration()))), memory);
    private final List<IdentityEvent> events = new ArrayList<>();
    private final Map<String, String> identities = new HashMap<>();

    @Test
    void shouldJoinIdentitiesWhoseStaysTogetherShowOnePerson() {
        annaTwice();
        assertThat(identities).containsEntry("e1", "s/p1").containsEntry("w1", "s/p2");
        assertThat(identities).containsEntry("y1", "s/p2");

        stay("far", "f1", 400, Scene.person(9));

        assertThat(identities)
                .containsEntry("n1", "s/p1")
                .containsEntry("e1", "s/p1")
                .containsEntry("w1", "s/p1")
                .containsEntry("y1", "s/p1");
        IdentityEvent merged = only(Type.TYPE_MERGED);
        assertThat(merged.getIdentityId()).as("the older one stays").isEqualTo("s/p1");
        assertThat(merged.getOtherIdentityId()).isEqualTo("s/p2");
        assertThat(merged.getEvidence().getSummary())
                .startsWith("the 2 stays of s/p1 and the 2 of s/p2 show one person: evidence");
        assertThat(merged.getEvidence().getCandidates(0).getLooks()).isGreaterThan(4);
        assertThat(memory.identity("s/p2")).isEmpty();
    }

    @Test
    void shouldNotSplitWhatItJoined() {
        annaTwice();
        stay("far", "f1", 400, Scene.person(9));

        for (int i = 2; i < 9; i++) {
            stay("far", "f" + i, 200 * i + 200, Scene.person(9 + i));
        }

        assertThat(events.stream().filter(e -> e.getType() == Type.TYPE_MERGED)).hasSize(1);
        assertThat(events.stream().filter(e -> e.getType() == Type.TYPE_MOVED)).isEmpty();
    }

    @Test
    void shouldNotJoinWithOneOfTwoWhoMetAndAreBothAsAlike() {
        float[] twin = Scene.like(ANNA, 0.8, 5);
        float[] like = like(ANNA, twin);
        together("north", ANNA, twin);
        stay("west", "w1", 100, like);
        stay("yard", "y1", 130, Scene.like(like, 0.99, 2));

        stay("far", "f1", 400, Scene.person(9));

        assertThat(identities).containsEntry("w1", "s/p3").containsEntry("y1", "s/p3");
        assertThat(events.stream().filter(e -> e.getType() == Type.TYPE_MERGED)).isEmpty();
    }

    @Test
    void shouldLeaveWhomPeopleSpokeOf() {
        annaTwice();
        take(linker.correct(Feedback.newBuilder()
                .setFeedbackId("f")
                .setSiteId("s")
                .setBy("ada")
                .setPair(PairLabel.newBuilder().setTrackletId("w1").setOtherTrackletId("n1"))
                .build()));

        stay("far", "f1", 400, Scene.person(9));

        assertThat(identities).containsEntry("n1", "s/p1").containsEntry("w1", "s/p2");
        assertThat(events.stream().filter(e -> e.getType() == Type.TYPE_MERGED)).isEmpty();
    }

    private void annaTwice() {
        float[] darker = Scene.like(ANNA, 0.89, 1);
        stay("north", "n1", 0, ANNA);
        stay("east", "e1", 30, Scene.like(ANNA, 0.99, 3));
        stay("west", "w1", 100, darker);
        stay("yard", "y1", 130, Scene.like(darker, 0.99, 2));
    }

    /** At cosine .89 from both. */
    private static float[] like(float[] one, float[] other) {
        float[] look = new float[one.length];
        for (int i = 0; i < look.length; i++) {
            look[i] = (one[i] + other[i]) * 0.4945f;
        }
        look[7] += 0.3465f;
        return look;
    }

    private static LinkPolicy strict() {
        LinkPolicy usual = LinkPolicy.defaults();
        return new LinkPolicy(
                new Rates(1e-4, 0.1),
                usual.face(),
                usual.mostFmr(),
                usual.margin(),
                usual.evidence(),
                usual.gallery(),
                usual.patience(),
                usual.overlapTolerance());
    }

    private static Calibration calibration() {
        ScoreDistribution impostor = new ScoreDistribution(
                10_000, new double[] {-1, 0, 0.5, 0.8, 0.9}, new double[] {1, 0.5, 0.01, 0.001, 0.0001});
        ScoreDistribution genuine =
                new ScoreDistribution(1_000, new double[] {0.7, 0.85, 0.95}, new double[] {1, 0.9, 0.5});
        return new Calibration(Comparison.TRACKLET_EXEMPLAR, "chosen", "00", 100, genuine, impostor);
    }

    private void together(String camera, float[] one, float[] two) {
        Told first = new Told(camera, "n1").from(0).until(2).body(one, 9);
        Told second = new Told(camera, "n2").from(0).until(2.1).body(two, 9);
        apply(first.confirmed());
        apply(second.confirmed());
        apply(first.until(4).closed());
        apply(second.until(4.1).closed());
    }

    private void stay(String camera, String tracklet, double from, float[] look) {
        Told told = new Told(camera, tracklet).from(from).until(from + 2).body(look, 9);
        apply(told.confirmed());
        apply(told.closed());
    }

    private void apply(TrackerFrame frame) {
        take(linker.apply(frame));
    }

    private void take(LinkStep step) {
        events.addAll(step.events());
        for (Sighting sighting : step.sightings()) {
            if (sighting.getWithdrawn()) {
                identities.remove(sighting.getSightingId(), sighting.getIdentityId());
            } else {
                identities.put(sighting.getSightingId(), sighting.getIdentityId());
            }
        }
    }

    private IdentityEvent only(Type type) {
        List<IdentityEvent> found =
                events.stream().filter(e -> e.getType() == type).toList();
        assertThat(found).hasSize(1);
        return found.get(0);
    }
}
