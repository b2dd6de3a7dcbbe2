package dev.sightline.matcher.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.contracts.calibration.Calibration;
import dev.sightline.contracts.calibration.Comparison;
import dev.sightline.contracts.calibration.ScoreDistribution;
import dev.sightline.contracts.v1.Feedback;
import dev.sightline.contracts.v1.IdentityEvent;
import dev.sightline.contracts.v1.IdentityEvent.Type;
import dev.sightline.contracts.v1.PairLabel;
import dev.sightline.matcher.link.Scene.Told;
import dev.sightline.matcher.link.policy.LinkPolicy;
import dev.sightline.matcher.link.score.Rates;
import dev.sightline.matcher.link.score.Scales;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Identities that no single stay brings together. Cosines below .9 do not link here, those about .88 speak for one person. */
class LinkJoiningTest {
    private static final float[] ANNA = Scene.person(0);

    private final LinkedSite site = new LinkedSite(strict(), new Scales(Map.of(Scene.BODY, List.of(calibration()))));

    @Test
    void shouldJoinIdentitiesWhoseStaysTogetherShowOnePerson() {
        annaTwice();
        assertThat(site.identities).containsEntry("e1", "s/p1").containsEntry("w1", "s/p2");
        assertThat(site.identities).containsEntry("y1", "s/p2");

        site.stay("far", "f1", 400, Scene.person(9));

        assertThat(site.identities)
                .containsEntry("n1", "s/p1")
                .containsEntry("e1", "s/p1")
                .containsEntry("w1", "s/p1")
                .containsEntry("y1", "s/p1");
        IdentityEvent merged = site.only(Type.TYPE_MERGED);
        assertThat(merged.getIdentityId()).as("the older one stays").isEqualTo("s/p1");
        assertThat(merged.getOtherIdentityId()).isEqualTo("s/p2");
        assertThat(merged.getEvidence().getSummary())
                .startsWith("the 2 stays of s/p1 and the 2 of s/p2 show one person: evidence");
        assertThat(merged.getEvidence().getCandidates(0).getLooks()).isGreaterThan(4);
        assertThat(site.memory.identity("s/p2")).isEmpty();
    }

    @Test
    void shouldNotSplitWhatItJoined() {
        annaTwice();
        site.stay("far", "f1", 400, Scene.person(9));

        for (int i = 2; i < 9; i++) {
            site.stay("far", "f" + i, 200 * i + 200, Scene.person(9 + i));
        }

        assertThat(site.events.stream().filter(e -> e.getType() == Type.TYPE_MERGED))
                .hasSize(1);
        assertThat(site.events.stream().filter(e -> e.getType() == Type.TYPE_MOVED))
                .isEmpty();
    }

    @Test
    void shouldNotJoinWithOneOfTwoWhoMetAndAreBothAsAlike() {
        float[] twin = Scene.like(ANNA, 0.8, 5);
        float[] like = like(ANNA, twin);
        together("north", ANNA, twin);
        site.stay("west", "w1", 100, like);
        site.stay("yard", "y1", 130, Scene.like(like, 0.99, 2));

        site.stay("far", "f1", 400, Scene.person(9));

        assertThat(site.identities).containsEntry("w1", "s/p3").containsEntry("y1", "s/p3");
        assertThat(site.events.stream().filter(e -> e.getType() == Type.TYPE_MERGED))
                .isEmpty();
    }

    @Test
    void shouldLeaveWhomPeopleSpokeOf() {
        annaTwice();
        site.take(site.linker()
                .correct(Feedback.newBuilder()
                        .setFeedbackId("f")
                        .setSiteId("s")
                        .setBy("ada")
                        .setPair(PairLabel.newBuilder().setTrackletId("w1").setOtherTrackletId("n1"))
                        .build()));

        site.stay("far", "f1", 400, Scene.person(9));

        assertThat(site.identities).containsEntry("n1", "s/p1").containsEntry("w1", "s/p2");
        assertThat(site.events.stream().filter(e -> e.getType() == Type.TYPE_MERGED))
                .isEmpty();
    }

    private void annaTwice() {
        float[] darker = Scene.like(ANNA, 0.89, 1);
        site.stay("north", "n1", 0, ANNA);
        site.stay("east", "e1", 30, Scene.like(ANNA, 0.99, 3));
        site.stay("west", "w1", 100, darker);
        site.stay("yard", "y1", 130, Scene.like(darker, 0.99, 2));
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
        site.apply(first.confirmed());
        site.apply(second.confirmed());
        site.apply(first.until(4).closed());
        site.apply(second.until(4.1).closed());
    }
}
