package dev.sightline.matcher.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.contracts.calibration.Comparison;
import dev.sightline.contracts.v1.IdentityEvent;
import dev.sightline.contracts.v1.IdentityEvent.Type;
import dev.sightline.contracts.v1.Sighting;
import dev.sightline.matcher.link.Scene.Told;
import dev.sightline.matcher.link.policy.LinkPolicy;
import dev.sightline.matcher.link.score.Scales;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who a tracklet is found to be, and how it is told. */
class LinkerTest {
    private static final float[] ANNA = Scene.person(0);
    private static final float[] BERT = Scene.person(1);

    private final LinkedSite site = new LinkedSite();

    @Test
    void shouldCreateAnIdentityOnlyWhenConfirmedTwice() {
        Told anna = new Told("north", "n1").from(0).until(1).body(ANNA, 3);

        site.apply(anna.confirmed());
        assertThat(site.events).extracting(IdentityEvent::getType).containsExactly(Type.TYPE_TENTATIVE);
        site.apply(anna.until(2).body(ANNA, 3).refreshed());
        assertThat(site.events).as("no new crops").hasSize(1);

        site.apply(anna.until(3).body(ANNA, 8).refreshed());

        assertThat(site.last().getType()).isEqualTo(Type.TYPE_CREATED);
        assertThat(site.last().getIdentityId()).isEqualTo("s/p1");
        assertThat(site.sightings)
                .singleElement()
                .extracting(Sighting::getIdentityId)
                .isEqualTo("s/p1");
    }

    @Test
    void shouldLeaveATrackletUnassignedThatClosesWithTooLittle() {
        Told shadow = new Told("north", "n1").from(0).until(0.3).body(ANNA, 2);
        site.apply(shadow.confirmed());
        site.apply(shadow.closed());

        assertThat(site.last().getType()).isEqualTo(Type.TYPE_TENTATIVE);
        assertThat(site.last().getEvidence().getSummary())
                .contains("too little")
                .contains("2 good crops");
        assertThat(site.memory.identityCount()).isZero();
        assertThat(site.memory.tracklets().openCount()).isZero();
        assertThat(site.sightings).isEmpty();
    }

    @Test
    void shouldLinkAcrossCamerasWithEvidence() {
        site.stay("north", "n1", 0, ANNA);
        site.stay("north", "n2", 30, BERT);

        site.stay("south", "s1", 60, Scene.like(ANNA, 0.7, 0));

        IdentityEvent linked = site.only(Type.TYPE_LINKED);
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
        site.stay("north", "n1", 0, ANNA);

        site.stay("south", "s1", 60, Scene.like(ANNA, 0.45, 0));

        assertThat(site.created()).containsExactly("s/p1", "s/p2");
        assertThat(site.first(Type.TYPE_TENTATIVE, "s1").getEvidence().getSummary())
                .isNotEmpty();
    }

    @Test
    void shouldWaitWhileCloseToSomebodyAndLinkWithMoreCrops() {
        site.stay("north", "n1", 0, ANNA);
        Told back = new Told("south", "s1").from(60).until(61).body(Scene.like(ANNA, 0.45, 0), 3);

        site.apply(back.confirmed());
        site.apply(back.until(62).body(Scene.like(ANNA, 0.45, 0), 6).refreshed());
        assertThat(site.last().getType()).isEqualTo(Type.TYPE_TENTATIVE);
        assertThat(site.last().getIdentityId()).as("the candidate").isEqualTo("s/p1");
        site.apply(back.until(63).body(Scene.like(ANNA, 0.8, 0), 9).refreshed());

        assertThat(site.last().getType()).isEqualTo(Type.TYPE_LINKED);
        assertThat(site.last().getIdentityId()).isEqualTo("s/p1");
    }

    @Test
    void shouldNotChooseBetweenTwoWhoAreEquallyNear() {
        // Both were in the picture at once, so they are two people.
        Told anna = new Told("north", "n1").from(0).until(5).body(ANNA, 3);
        Told bert = new Told("north", "n2").from(0).until(5).body(BERT, 3);
        site.apply(anna.confirmed());
        site.apply(bert.confirmed());
        site.apply(anna.until(6).body(ANNA, 9).closed());
        site.apply(bert.until(6).body(BERT, 9).closed());
        float[] both = new float[ANNA.length];
        both[0] = 1;
        both[1] = 1;

        site.stay("south", "s1", 60, both);

        assertThat(site.last().getType()).isEqualTo(Type.TYPE_CREATED);
        assertThat(site.last().getEvidence().getSummary()).contains("two identities are alike");
    }

    @Test
    void shouldExcludeWhoStandsInTheSamePicture() {
        Told anna = new Told("north", "n1").from(0).until(1).body(ANNA, 3);
        site.apply(anna.confirmed());
        site.apply(anna.until(2).body(ANNA, 6).refreshed());
        Told twin = new Told("north", "n2").from(0.5).until(2.5).body(ANNA, 3);

        site.apply(twin.confirmed());
        site.apply(twin.until(4).body(ANNA, 9).closed());

        assertThat(site.last().getType()).isEqualTo(Type.TYPE_CREATED);
        assertThat(site.last().getEvidence().getExclusionsList())
                .singleElement()
                .satisfies(exclusion -> {
                    assertThat(exclusion.getIdentityId()).isEqualTo("s/p1");
                    assertThat(exclusion.getReason()).contains("north at the same time, as n1");
                });
    }

    @Test
    void shouldAskForMoreWithinOneCamera() {
        site.stay("north", "n1", 0, ANNA);
        site.stay("north", "n2", 30, Scene.like(ANNA, 0.56, 0));
        assertThat(site.created()).as("across cameras this would link").hasSize(2);

        site.stay("north", "n3", 60, Scene.like(ANNA, 0.9, 1));

        assertThat(site.last().getType()).isEqualTo(Type.TYPE_LINKED);
        assertThat(site.last().getIdentityId()).isEqualTo("s/p1");
    }

    @Test
    void shouldLetTheFaceDecideAgainstTheBody() {
        float[] face = Scene.person(5);
        site.stay(new Told("north", "n1").from(0).until(2).body(ANNA, 9).face(face, 9));
        site.stay(new Told("north", "n2").from(30).until(32).body(BERT, 9).face(Scene.person(6), 9));

        site.stay(new Told("south", "s1").from(60).until(62).body(BERT, 9).face(Scene.like(face, 0.8, 0), 9));

        assertThat(site.last().getType()).isEqualTo(Type.TYPE_LINKED);
        assertThat(site.last().getIdentityId()).as("other clothes, same face").isEqualTo("s/p1");
    }

    @Test
    void shouldNotLinkABodyWhoseFaceIsAnother() {
        site.stay(new Told("north", "n1").from(0).until(2).body(ANNA, 9).face(Scene.person(5), 9));

        site.stay(new Told("south", "s1").from(60).until(62).body(ANNA, 9).face(Scene.person(6), 9));

        assertThat(site.last().getType()).isEqualTo(Type.TYPE_CREATED);
        assertThat(site.last().getEvidence().getExclusions(0).getReason()).isEqualTo("the faces are of two people");
    }

    @Test
    void shouldKnowAFaceThatALinkedBodyBrought() {
        site.stay("north", "n1", 0, ANNA);
        float[] face = Scene.person(5);
        site.stay(new Told("south", "s1")
                .from(60)
                .until(62)
                .body(Scene.like(ANNA, 0.95, 0), 9)
                .face(face, 9));

        site.stay(new Told("west", "w1").from(120).until(122).body(BERT, 9).face(Scene.like(face, 0.8, 1), 9));

        assertThat(site.last().getIdentityId()).isEqualTo("s/p1");
        assertThat(site.created()).hasSize(1);
    }

    @Test
    void shouldNotLearnFromALinkThatIsOnlyJustGoodEnough() {
        site.stay("north", "n1", 0, ANNA);
        float[] drifted = Scene.like(ANNA, 0.505, 0);
        site.stay("south", "s1", 60, drifted);
        assertThat(site.last().getType()).isEqualTo(Type.TYPE_LINKED);

        site.stay("west", "w1", 120, Scene.like(drifted, 0.95, 1));

        assertThat(site.last().getType()).as("near the drifted look only").isEqualTo(Type.TYPE_CREATED);
    }

    @Test
    void shouldLinkNobodyWithoutACalibration() {
        Linker blind = new Linker(LinkPolicy.defaults(), new Scales(Map.of()), site.memory);
        for (int i = 0; i < 2; i++) {
            Told told =
                    new Told("c" + i, "t" + i).from(60 * i).until(60 * i + 2).body(ANNA, 3);
            site.take(blind.apply(told.confirmed()));
            site.take(blind.apply(told.until(60 * i + 4).body(ANNA, 9).closed()));
        }

        assertThat(site.created()).containsExactly("s/p1", "s/p2");
        assertThat(site.last().getEvidence().getSummary()).contains("no calibration: " + Scene.BODY);
        assertThat(site.last().getEvidence().getComparisonsList()).isEmpty();
    }

    @Test
    void shouldSayWhenItComparesSingleCrops() {
        Linker crops = new Linker(
                LinkPolicy.defaults(),
                new Scales(Map.of(Scene.BODY, List.of(Scene.calibration(Comparison.CROP_CROP)))),
                site.memory);
        for (int i = 0; i < 2; i++) {
            Told told =
                    new Told("c" + i, "t" + i).from(60 * i).until(60 * i + 2).body(ANNA, 3);
            site.take(crops.apply(told.confirmed()));
            site.take(crops.apply(told.until(60 * i + 4).body(ANNA, 9).closed()));
        }

        assertThat(site.last().getType()).isEqualTo(Type.TYPE_LINKED);
        assertThat(site.last().getEvidence().getSummary()).contains("compared by single crops");
        assertThat(site.last().getEvidence().getComparisons(0).getCalibration()).isEqualTo("crop-crop");
    }
}
