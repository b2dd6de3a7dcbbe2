package dev.sightline.matcher.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.contracts.calibration.Calibration;
import dev.sightline.contracts.v1.IdentityEvent;
import dev.sightline.contracts.v1.IdentityEvent.Type;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.matcher.link.Scene.Told;
import dev.sightline.matcher.link.models.RedescriptionOutcome;
import dev.sightline.matcher.link.models.SwitchReport;
import dev.sightline.matcher.link.score.Scales;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Another descriptor model takes over at a site. */
class LinkModelChangeTest {
    private static final float[] ANNA = Scene.person(0);
    private static final float[] BERT = Scene.person(1);

    private final ModelChange change = new ModelChange();

    @Test
    void shouldKnowEverybodyAgainAfterTheSwitch() {
        change.old("north", "n1", 0, ANNA);
        change.old("north", "n2", 30, BERT);
        assertThat(change.describe("n2", 32, BERT)).isEqualTo(new RedescriptionOutcome(1, 0, 0, 0));
        // Anna stays in view while the next model describes beside, and across the switch.
        Told anna = new Told("south", "s1").from(60).until(61).by(ModelChange.OLD, ModelChange.NEW);
        change.site.apply(
                anna.body(ANNA, 9).next(ModelChange.NEW, Scene.other(ANNA), 4).confirmed());
        change.site.apply(anna.until(62)
                .body(ANNA, 12)
                .next(ModelChange.NEW, Scene.other(ANNA), 7)
                .by(ModelChange.OLD, ModelChange.NEW)
                .refreshed());
        assertThat(change.site.last().getIdentityId()).isEqualTo("s/p1");
        change.site.apply(anna.until(64)
                .looks(Modality.MODALITY_PERSON, ModelChange.NEW, Scene.other(ANNA), 9)
                .by(ModelChange.NEW, "")
                .closed());

        change.young("west", "w1", 90, BERT);
        change.young("west", "w2", 120, ANNA);

        assertThat(change.site.switches)
                .singleElement()
                .isEqualTo(new SwitchReport(
                        Modality.MODALITY_PERSON,
                        ModelChange.OLD,
                        ModelChange.NEW,
                        2,
                        new SwitchReport.Exemplars(2, 1, 0, 0)));
        assertThat(change.site.identities.get("s1")).isEqualTo("s/p1");
        assertThat(change.site.identities.get("w1")).isEqualTo("s/p2");
        assertThat(change.site.identities.get("w2")).isEqualTo("s/p1");
        assertThat(change.site.memory.identityCount()).isEqualTo(2);
    }

    @Test
    void shouldCreateAnIdentityForWhomTheNextModelNeverDescribed() {
        change.old("north", "n1", 0, ANNA);
        change.old("north", "n2", 30, BERT);
        change.describe("n1", 2, ANNA);

        change.young("west", "w1", 90, BERT);
        change.young("west", "w2", 120, ANNA);

        assertThat(change.site.switches.get(0).exemplars()).isEqualTo(new SwitchReport.Exemplars(1, 1, 1, 0));
        assertThat(change.site.identities.get("w1")).as("cannot be recognised").isEqualTo("s/p3");
        assertThat(change.site.identities.get("w2")).isEqualTo("s/p1");
        assertThat(change.site.memory.identity("s/p2")).as("keeps its id").isPresent();
    }

    @Test
    void shouldDecideByTheCalibrationOfTheModelThatServes() {
        change.old("north", "n1", 0, ANNA);
        change.old("north", "n2", 30, BERT);
        change.old("south", "s0", 60, Scene.like(ANNA, 0.6, 3));
        assertThat(change.site.last().getType())
                .as("cosine .6 links by the old one")
                .isEqualTo(Type.TYPE_LINKED);
        change.describe("n1", 2, ANNA);
        change.describe("n2", 32, BERT);

        change.young("west", "w1", 90, Scene.like(ANNA, 0.6, 4));
        assertThat(change.site.identities.get("w1"))
                .as("the new one asks for .7")
                .isEqualTo("s/p3");
        change.young("east", "e1", 120, Scene.like(ANNA, 0.8, 5));

        var best = change.site.last().getEvidence().getComparisons(0);
        assertThat(change.site.last().getType()).isEqualTo(Type.TYPE_LINKED);
        assertThat(best.getModelId()).isEqualTo(ModelChange.NEW);
        assertThat(best.getIdentityId()).isEqualTo("s/p1");
        assertThat(best.getThreshold()).isCloseTo(0.6, org.assertj.core.api.Assertions.within(1e-9));
        assertThat(best.getHasRunnerUp()).isTrue();
        assertThat(best.getRunnerUpIdentityId()).isEqualTo("s/p3");
        assertThat(change.site.last().getEvidence().getComparisonsList())
                .allMatch(c -> c.getModelId().equals(ModelChange.NEW));
    }

    @Test
    void shouldGoBackTheSameWay() {
        change.old("north", "n1", 0, ANNA);
        change.old("north", "n2", 30, BERT);
        change.describe("n1", 2, ANNA);
        change.describe("n2", 32, BERT);
        change.young("west", "w1", 60, ANNA);
        change.young("west", "w2", 90, BERT);
        for (Map.Entry<String, float[]> who : Map.of("w1", ANNA, "w2", BERT).entrySet()) {
            int end = who.getKey().equals("w1") ? 62 : 92;
            change.site
                    .linker()
                    .describe(ModelChange.redescription(ModelChange.OLD, who.getKey(), end, who.getValue()));
        }
        change.site.linker().describe(ModelChange.redescription(ModelChange.OLD, "n1", 2, ANNA));

        change.old("east", "e1", 120, ANNA);
        change.old("east", "e2", 150, BERT);

        assertThat(change.site.switches).extracting(SwitchReport::to).containsExactly(ModelChange.NEW, ModelChange.OLD);
        assertThat(change.site.identities.get("e1")).isEqualTo("s/p1");
        assertThat(change.site.identities.get("e2")).isEqualTo("s/p2");
        assertThat(change.site.memory.identityCount()).isEqualTo(2);
    }

    /** The new model sees no difference at all between the two. */
    @Test
    void shouldNotLinkAgainWhatWasCorrectedNeitherAfterTheSwitchNorInAReplay() {
        change.old("north", "n1", 0, ANNA);
        change.old("south", "s1", 60, Scene.like(ANNA, 0.9, 1));
        assertThat(change.site.identities.get("s1")).as("a wrong link").isEqualTo("s/p1");
        change.site.say("s1", "n1", false);
        assertThat(change.site.identities.get("s1")).isEqualTo("s/p2");
        change.describe("n1", 2, ANNA);
        change.describe("s1", 62, ANNA);

        change.young("west", "w1", 90, ANNA);

        assertThat(change.site.switches).hasSize(1);
        assertThat(List.of(change.site.identities.get("n1"), change.site.identities.get("s1")))
                .containsExactly("s/p1", "s/p2");
        assertThat(change.site.events).extracting(IdentityEvent::getType).doesNotContain(Type.TYPE_MERGED);

        ModelChange replay = new ModelChange();
        replay.site.say("s1", "n1", false);
        replay.young("north", "n1", 0, ANNA);
        replay.young("south", "s1", 60, ANNA);

        assertThat(List.of(replay.site.identities.get("n1"), replay.site.identities.get("s1")))
                .containsExactly("s/p1", "s/p2");
    }

    @Test
    void shouldReadLateFramesByTheNewModelAndNotSwitchBack() {
        change.old("north", "n1", 0, ANNA);
        change.describe("n1", 2, ANNA);
        change.young("west", "w1", 90, BERT);
        change.site.linker().describe(ModelChange.redescription(ModelChange.OLD, "w1", 92, BERT));

        Told late = new Told("south", "s1").from(80).until(82).by(ModelChange.OLD, "");
        change.site.apply(
                late.body(ANNA, 9).next(ModelChange.NEW, Scene.other(ANNA), 9).confirmed());
        change.site.apply(late.closed());

        assertThat(change.site.switches).hasSize(1);
        assertThat(change.site.identities.get("s1")).isEqualTo("s/p1");
        assertThat(change.site.last().getEvidence().getComparisons(0).getModelId())
                .isEqualTo(ModelChange.NEW);
        assertThat(change.site
                        .sightings
                        .get(change.site.sightings.size() - 1)
                        .getExemplars(0)
                        .getVector()
                        .getModelId())
                .as("reported as the camera reported it")
                .isEqualTo(ModelChange.OLD);
    }

    @Test
    void shouldTakeAFrameOfAnEmbedderThatLagsForOneOfTheNewModel() {
        change.old("north", "n1", 0, ANNA);
        change.describe("n1", 2, ANNA);
        change.young("west", "w1", 90, BERT);

        Told lagging = new Told("south", "s1").from(100).until(102).by(ModelChange.OLD, ModelChange.NEW);
        change.site.apply(lagging.body(ANNA, 9)
                .next(ModelChange.NEW, Scene.other(ANNA), 9)
                .confirmed());
        change.site.apply(lagging.closed());
        change.young("west", "w2", 120, BERT);

        assertThat(change.site.switches).hasSize(1);
        assertThat(change.site.identities.get("s1")).isEqualTo("s/p1");
        assertThat(change.site.identities.get("w2")).isEqualTo(change.site.identities.get("w1"));
    }

    @Test
    void shouldCountTheNewModelsCropsForWhomIsNotDecidedYet() {
        change.old("north", "n1", 0, ANNA);
        Told bert = new Told("south", "s1").from(60).until(61).by(ModelChange.OLD, ModelChange.NEW);
        change.site.apply(
                bert.body(BERT, 5).next(ModelChange.NEW, Scene.other(BERT), 3).confirmed());
        assertThat(change.site.last().getType()).isEqualTo(Type.TYPE_TENTATIVE);

        change.site.apply(bert.until(62)
                .looks(Modality.MODALITY_PERSON, ModelChange.NEW, Scene.other(BERT), 4)
                .by(ModelChange.NEW, "")
                .refreshed());

        assertThat(change.site.last().getType())
                .as("fewer than by the old model, but new ones")
                .isEqualTo(Type.TYPE_CREATED);
    }

    @Test
    void shouldKeepTheGalleryWhenAModelComesUnannounced() {
        change.old("north", "n1", 0, ANNA);

        change.young("west", "w1", 30, ANNA);
        change.old("east", "e1", 60, ANNA);

        assertThat(change.site.switches).isEmpty();
        assertThat(change.site.identities.get("w1"))
                .as("nothing to compare with")
                .isEqualTo("s/p2");
        assertThat(change.site.identities.get("e1")).isEqualTo("s/p1");
    }

    @Test
    void shouldLinkNobodyByAModelWithoutCalibration() {
        ModelChange blind = new ModelChange(Scene.calibrations());
        blind.old("north", "n1", 0, ANNA);
        blind.describe("n1", 2, ANNA);

        blind.young("west", "w1", 60, ANNA);

        assertThat(blind.site.identities.get("w1")).isEqualTo("s/p2");
        assertThat(blind.site.last().getEvidence().getSummary()).contains("no calibration: " + ModelChange.NEW);
    }

    @Test
    void shouldAskAgainForTheCalibrationOfAnAssignedModel() {
        Map<String, List<Calibration>> exemplarSet = new HashMap<>();
        Scales asked = new Scales((String model) -> exemplarSet.getOrDefault(model, List.of()));
        asked.prepare(ModelChange.NEW);
        assertThat(asked.of(ModelChange.NEW)).isEmpty();

        exemplarSet.put(ModelChange.NEW, List.of(ModelChange.calibration()));
        assertThat(asked.of(ModelChange.NEW))
                .as("kept until it is assigned again")
                .isEmpty();
        asked.prepare(ModelChange.NEW);
        assertThat(asked.of(ModelChange.NEW)).isPresent();
        exemplarSet.clear();
        asked.prepare(ModelChange.NEW);
        assertThat(asked.of(ModelChange.NEW)).as("what is known stays").isPresent();
    }
}
