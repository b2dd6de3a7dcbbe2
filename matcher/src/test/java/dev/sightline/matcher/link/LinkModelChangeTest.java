package dev.sightline.matcher.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.contracts.calibration.Calibration;
import dev.sightline.contracts.calibration.Comparison;
import dev.sightline.contracts.calibration.ScoreDistribution;
import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.contracts.v1.Feedback;
import dev.sightline.contracts.v1.IdentityEvent;
import dev.sightline.contracts.v1.IdentityEvent.Type;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.contracts.v1.PairLabel;
import dev.sightline.contracts.v1.RedescribedExemplar;
import dev.sightline.contracts.v1.Redescription;
import dev.sightline.contracts.v1.Sighting;
import dev.sightline.matcher.link.Scene.Told;
import dev.sightline.matcher.link.memory.Redescribed;
import dev.sightline.matcher.link.memory.SiteMemory;
import dev.sightline.matcher.link.memory.WaitingDescriptions;
import dev.sightline.matcher.link.models.RedescriptionOutcome;
import dev.sightline.matcher.link.models.SwitchReport;
import dev.sightline.matcher.link.policy.LinkPolicy;
import dev.sightline.matcher.link.score.Scales;
import dev.sightline.matcher.link.step.LinkStep;
import dev.sightline.matcher.v1.SiteInput;
import dev.sightline.matcher.v1.TrackerFrame;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Another descriptor model takes over at a site. */
class LinkModelChangeTest {
    private static final String OLD = Scene.BODY;
    private static final String NEW = "body@2";
    private static final float[] ANNA = Scene.person(0);
    private static final float[] BERT = Scene.person(1);
    private static final float[] CLEO = Scene.person(2);

    private final Scales scales = new Scales(calibrations());
    private final SiteMemory memory = new SiteMemory("s");
    private Linker linker = linker(memory);
    private final List<IdentityEvent> events = new ArrayList<>();
    private final List<Sighting> sightings = new ArrayList<>();
    private final List<SwitchReport> switches = new ArrayList<>();

    @Test
    void shouldKnowEverybodyAgainAfterTheSwitch() {
        old("north", "n1", 0, ANNA);
        old("north", "n2", 30, BERT);
        assertThat(describe("n2", 32, BERT)).isEqualTo(new RedescriptionOutcome(1, 0, 0, 0));
        // Anna stays in view while the next model describes beside, and across the switch.
        Told anna = new Told("south", "s1").from(60).until(61).by(OLD, NEW);
        apply(anna.body(ANNA, 9).next(NEW, Scene.other(ANNA), 4).confirmed());
        apply(anna.until(62)
                .body(ANNA, 12)
                .next(NEW, Scene.other(ANNA), 7)
                .by(OLD, NEW)
                .refreshed());
        assertThat(last().getIdentityId()).isEqualTo("s/p1");
        apply(anna.until(64)
                .looks(Modality.MODALITY_PERSON, NEW, Scene.other(ANNA), 9)
                .by(NEW, "")
                .closed());

        young("west", "w1", 90, BERT);
        young("west", "w2", 120, ANNA);

        assertThat(switches)
                .singleElement()
                .isEqualTo(new SwitchReport(
                        Modality.MODALITY_PERSON, OLD, NEW, 2, new SwitchReport.Exemplars(2, 1, 0, 0)));
        assertThat(identityOf("s1")).isEqualTo("s/p1");
        assertThat(identityOf("w1")).isEqualTo("s/p2");
        assertThat(identityOf("w2")).isEqualTo("s/p1");
        assertThat(memory.identityCount()).isEqualTo(2);
    }

    @Test
    void shouldCreateAnIdentityForWhomTheNextModelNeverDescribed() {
        old("north", "n1", 0, ANNA);
        old("north", "n2", 30, BERT);
        describe("n1", 2, ANNA);

        young("west", "w1", 90, BERT);
        young("west", "w2", 120, ANNA);

        assertThat(switches.get(0).exemplars()).isEqualTo(new SwitchReport.Exemplars(1, 1, 1, 0));
        assertThat(identityOf("w1")).as("cannot be recognised").isEqualTo("s/p3");
        assertThat(identityOf("w2")).isEqualTo("s/p1");
        assertThat(memory.identity("s/p2")).as("keeps its id").isPresent();
    }

    @Test
    void shouldDecideByTheCalibrationOfTheModelThatServes() {
        old("north", "n1", 0, ANNA);
        old("north", "n2", 30, BERT);
        old("south", "s0", 60, Scene.like(ANNA, 0.6, 3));
        assertThat(last().getType()).as("cosine .6 links by the old one").isEqualTo(Type.TYPE_LINKED);
        describe("n1", 2, ANNA);
        describe("n2", 32, BERT);

        young("west", "w1", 90, Scene.like(ANNA, 0.6, 4));
        assertThat(identityOf("w1")).as("the new one asks for .7").isEqualTo("s/p3");
        young("east", "e1", 120, Scene.like(ANNA, 0.8, 5));

        var best = last().getEvidence().getComparisons(0);
        assertThat(last().getType()).isEqualTo(Type.TYPE_LINKED);
        assertThat(best.getModelId()).isEqualTo(NEW);
        assertThat(best.getIdentityId()).isEqualTo("s/p1");
        assertThat(best.getThreshold()).isCloseTo(0.6, org.assertj.core.api.Assertions.within(1e-9));
        assertThat(best.getHasRunnerUp()).isTrue();
        assertThat(best.getRunnerUpIdentityId()).isEqualTo("s/p3");
        assertThat(last().getEvidence().getComparisonsList())
                .allMatch(c -> c.getModelId().equals(NEW));
    }

    @Test
    void shouldGoBackTheSameWay() {
        old("north", "n1", 0, ANNA);
        old("north", "n2", 30, BERT);
        describe("n1", 2, ANNA);
        describe("n2", 32, BERT);
        young("west", "w1", 60, ANNA);
        young("west", "w2", 90, BERT);
        for (Map.Entry<String, float[]> who : Map.of("w1", ANNA, "w2", BERT).entrySet()) {
            int end = who.getKey().equals("w1") ? 62 : 92;
            linker.describe(redescription(OLD, who.getKey(), end, who.getValue()));
        }
        linker.describe(redescription(OLD, "n1", 2, ANNA));

        old("east", "e1", 120, ANNA);
        old("east", "e2", 150, BERT);

        assertThat(switches).extracting(SwitchReport::to).containsExactly(NEW, OLD);
        assertThat(identityOf("e1")).isEqualTo("s/p1");
        assertThat(identityOf("e2")).isEqualTo("s/p2");
        assertThat(memory.identityCount()).isEqualTo(2);
    }

    /** The new model sees no difference at all between the two. */
    @Test
    void shouldNotLinkAgainWhatWasCorrectedNeitherAfterTheSwitchNorInAReplay() {
        old("north", "n1", 0, ANNA);
        old("south", "s1", 60, Scene.like(ANNA, 0.9, 1));
        assertThat(identityOf("s1")).as("a wrong link").isEqualTo("s/p1");
        take(linker.correct(apart("s1", "n1")));
        assertThat(identityOf("s1")).isEqualTo("s/p2");
        describe("n1", 2, ANNA);
        describe("s1", 62, ANNA);

        young("west", "w1", 90, ANNA);

        assertThat(switches).hasSize(1);
        assertThat(List.of(identityOf("n1"), identityOf("s1"))).containsExactly("s/p1", "s/p2");
        assertThat(events).extracting(IdentityEvent::getType).doesNotContain(Type.TYPE_MERGED);

        linker = linker(new SiteMemory("s"));
        take(linker.correct(apart("s1", "n1")));
        young("north", "n1", 0, ANNA);
        young("south", "s1", 60, ANNA);

        assertThat(List.of(identityOf("n1"), identityOf("s1"))).containsExactly("s/p1", "s/p2");
    }

    @Test
    void shouldReadLateFramesByTheNewModelAndNotSwitchBack() {
        old("north", "n1", 0, ANNA);
        describe("n1", 2, ANNA);
        young("west", "w1", 90, BERT);
        linker.describe(redescription(OLD, "w1", 92, BERT));

        Told late = new Told("south", "s1").from(80).until(82).by(OLD, "");
        apply(late.body(ANNA, 9).next(NEW, Scene.other(ANNA), 9).confirmed());
        apply(late.closed());

        assertThat(switches).hasSize(1);
        assertThat(identityOf("s1")).isEqualTo("s/p1");
        assertThat(last().getEvidence().getComparisons(0).getModelId()).isEqualTo(NEW);
        assertThat(sightings
                        .get(sightings.size() - 1)
                        .getExemplars(0)
                        .getVector()
                        .getModelId())
                .as("reported as the camera reported it")
                .isEqualTo(OLD);
    }

    @Test
    void shouldTakeAFrameOfAnEmbedderThatLagsForOneOfTheNewModel() {
        old("north", "n1", 0, ANNA);
        describe("n1", 2, ANNA);
        young("west", "w1", 90, BERT);

        Told lagging = new Told("south", "s1").from(100).until(102).by(OLD, NEW);
        apply(lagging.body(ANNA, 9).next(NEW, Scene.other(ANNA), 9).confirmed());
        apply(lagging.closed());
        young("west", "w2", 120, BERT);

        assertThat(switches).hasSize(1);
        assertThat(identityOf("s1")).isEqualTo("s/p1");
        assertThat(identityOf("w2")).isEqualTo(identityOf("w1"));
    }

    @Test
    void shouldCountTheNewModelsCropsForWhomIsNotDecidedYet() {
        old("north", "n1", 0, ANNA);
        Told bert = new Told("south", "s1").from(60).until(61).by(OLD, NEW);
        apply(bert.body(BERT, 5).next(NEW, Scene.other(BERT), 3).confirmed());
        assertThat(last().getType()).isEqualTo(Type.TYPE_TENTATIVE);

        apply(bert.until(62)
                .looks(Modality.MODALITY_PERSON, NEW, Scene.other(BERT), 4)
                .by(NEW, "")
                .refreshed());

        assertThat(last().getType())
                .as("fewer than by the old model, but new ones")
                .isEqualTo(Type.TYPE_CREATED);
    }

    @Test
    void shouldKeepTheGalleryWhenAModelComesUnannounced() {
        old("north", "n1", 0, ANNA);

        young("west", "w1", 30, ANNA);
        old("east", "e1", 60, ANNA);

        assertThat(switches).isEmpty();
        assertThat(identityOf("w1")).as("nothing to compare with").isEqualTo("s/p2");
        assertThat(identityOf("e1")).isEqualTo("s/p1");
    }

    @Test
    void shouldTakeDescriptionsInWheneverTheyCome() {
        assertThat(describe("n1", 2, ANNA)).as("before its frame").isEqualTo(new RedescriptionOutcome(0, 1, 0, 0));
        assertThat(describe("n1", 2, ANNA)).isEqualTo(new RedescriptionOutcome(0, 0, 1, 0));
        describe("nobody", 7, CLEO);
        old("north", "n1", 0, ANNA);
        old("north", "n2", 30, BERT);
        assertThat(describe("n2", 32, BERT)).isEqualTo(new RedescriptionOutcome(1, 0, 0, 0));
        assertThat(describe("n2", 32, BERT)).as("again").isEqualTo(new RedescriptionOutcome(0, 0, 1, 0));

        young("west", "w1", 60, ANNA);
        assertThat(describe("n2", 32, BERT)).as("too late").isEqualTo(new RedescriptionOutcome(0, 0, 0, 1));

        assertThat(switches.get(0).exemplars()).isEqualTo(new SwitchReport.Exemplars(2, 0, 0, 2));
        assertThat(identityOf("w1")).isEqualTo("s/p1");
        assertThat(memory.waiting().size()).isZero();
    }

    @Test
    void shouldNotLoseADescriptionToANewerTellingOfTheSameCrop() {
        Told anna = new Told("north", "n1").from(0).until(2).body(ANNA, 9).by(OLD, "");
        apply(anna.confirmed());
        apply(anna.refreshed());
        assertThat(memory.identityCount()).isEqualTo(1);
        describe("n1", 2, ANNA);
        // Its tracker does not know what the job described.
        apply(anna.refreshed());
        apply(anna.closed());

        young("west", "w1", 60, ANNA);

        assertThat(identityOf("w1")).isEqualTo("s/p1");
    }

    @Test
    void shouldBeKnownByItsOpenTrackletWhenNothingElseIsDescribed() {
        old("north", "n1", 0, ANNA);
        // Linked, but too far to teach the identity.
        float[] aside = Scene.like(ANNA, 0.505, 0);
        Told open = new Told("south", "s1").from(30).until(36).body(aside, 9).by(OLD, "");
        apply(open.confirmed());
        apply(open.until(42)
                .body(aside, 12)
                .by(OLD, NEW)
                .next(NEW, Scene.other(aside), 3)
                .refreshed());
        assertThat(identityOf("s1")).isEqualTo("s/p1");

        apply(open.until(50)
                .looks(Modality.MODALITY_PERSON, NEW, Scene.other(aside), 9)
                .by(NEW, "")
                .refreshed());
        assertThat(switches.get(0).exemplars().bare()).isEqualTo(1);
        apply(open.until(52).closed());
        young("west", "w1", 90, aside);

        assertThat(identityOf("w1")).isEqualTo("s/p1");
    }

    @Test
    void shouldLinkNobodyByAModelWithoutCalibration() {
        linker = new Linker(LinkPolicy.defaults(), new Scales(Scene.calibrations()), memory);
        old("north", "n1", 0, ANNA);
        describe("n1", 2, ANNA);

        young("west", "w1", 60, ANNA);

        assertThat(identityOf("w1")).isEqualTo("s/p2");
        assertThat(last().getEvidence().getSummary()).contains("no calibration: " + NEW);
    }

    @Test
    void shouldAskAgainForTheCalibrationOfAnAssignedModel() {
        Map<String, List<Calibration>> exemplarSet = new HashMap<>();
        Scales asked = new Scales((String model) -> exemplarSet.getOrDefault(model, List.of()));
        asked.prepare(NEW);
        assertThat(asked.of(NEW)).isEmpty();

        exemplarSet.put(NEW, List.of(calibration()));
        assertThat(asked.of(NEW)).as("kept until it is assigned again").isEmpty();
        asked.prepare(NEW);
        assertThat(asked.of(NEW)).isPresent();
        exemplarSet.clear();
        asked.prepare(NEW);
        assertThat(asked.of(NEW)).as("what is known stays").isPresent();
    }

    @Test
    void shouldForgetTheOldestOfTooManyWaitingDescriptions() {
        WaitingDescriptions waiting = new WaitingDescriptions(2);
        for (int i = 1; i <= 3; i++) {
            waiting.add(Redescribed.of(redescription(NEW, "t" + i, i, ANNA).getExemplars(0)));
        }
        Map<Long, Redescribed> drained = new TreeMap<>();
        waiting.drain((ordinal, described) -> {
            if (described != null) {
                drained.put(ordinal, described);
            }
        });

        assertThat(waiting.size()).isEqualTo(2);
        assertThat(drained.keySet()).containsExactly(2L, 3L);
        assertThat(waiting.forget(Modality.MODALITY_PERSON, NEW)).isEqualTo(2);
    }

    @Test
    void shouldGoOnFromAnyRestoredStateAndNeverCompareAcrossModels() {
        for (long seed = 1; seed <= 20; seed++) {
            List<SiteInput> inputs = changing(new Random(seed));
            SiteMemory whole = new SiteMemory("s");
            Linker undisturbed = linker(whole);
            Map<String, byte[]> store = new TreeMap<>();
            for (SiteInput input : inputs) {
                SiteMemory restored = new SiteMemory("s");
                store.forEach(restored::restore);
                Linker restarted = linker(restored);
                if (input.hasRedescription()) {
                    assertThat(restarted.describe(input.getRedescription()))
                            .isEqualTo(undisturbed.describe(input.getRedescription()));
                } else {
                    assertThat(restarted.apply(input.getFrame()))
                            .as("seed %d", seed)
                            .isEqualTo(undisturbed.apply(input.getFrame()));
                }
                restored.drain((key, bytes) -> {
                    if (bytes == null) {
                        store.remove(key);
                    } else {
                        store.put(key, bytes);
                    }
                });
            }
            Map<String, byte[]> all = new TreeMap<>();
            whole.drain((key, bytes) -> {
                if (bytes != null) {
                    all.put(key, bytes);
                }
            });
            assertThat(store.keySet()).as("seed %d", seed).isEqualTo(all.keySet());
            all.forEach((key, bytes) -> assertThat(store.get(key)).isEqualTo(bytes));
        }
    }

    /** Comings and goings over promotions and rollbacks at random times, with gaps, late frames and late descriptions. */
    private static List<SiteInput> changing(Random random) {
        List<SiteInput> inputs = new ArrayList<>();
        String serving = OLD;
        String next = "";
        for (int i = 0; i < 80; i++) {
            if (random.nextInt(8) == 0) {
                if (next.isEmpty() && random.nextInt(5) > 0) {
                    next = serving.equals(OLD) ? NEW : OLD;
                } else {
                    serving = next.isEmpty() ? "stray@" + random.nextInt(2) : next;
                    next = "";
                }
            }
            double from = random.nextInt(10) == 0 ? Math.max(0, i - 30) : i;
            float[] look =
                    Scene.like(Scene.person(random.nextInt(8)), 0.6 + random.nextDouble() * 0.4, random.nextInt(8));
            Told told = new Told("c" + i % 3, "t" + i).from(from);
            for (int step = 1; step <= 3; step++) {
                told.until(from + step).looks(Modality.MODALITY_PERSON, serving, in(serving, look), 4 * step);
                told.by(serving, next);
                if (!next.isEmpty() && random.nextInt(4) > 0) {
                    told.next(next, in(next, look), 2 * step);
                }
                TrackerFrame frame = step == 1 ? told.confirmed() : step == 2 ? told.refreshed() : told.closed();
                inputs.add(SiteInput.newBuilder().setFrame(frame).build());
            }
            if (!next.isEmpty() && random.nextBoolean()) {
                int whose = random.nextInt(i + 1);
                inputs.add(SiteInput.newBuilder()
                        .setRedescription(redescription(next, "t" + whose, whose + 3, look))
                        .build());
            }
        }
        return inputs;
    }

    private Linker linker(SiteMemory of) {
        return new Linker(LinkPolicy.defaults(), scales, of);
    }

    private static float[] in(String model, float[] look) {
        return model.equals(NEW) ? Scene.other(look) : look;
    }

    private void old(String camera, String tracklet, double from, float[] look) {
        stay(new Told(camera, tracklet).from(from).until(from + 2).body(look, 9).by(OLD, ""));
    }

    private void young(String camera, String tracklet, double from, float[] look) {
        stay(new Told(camera, tracklet)
                .from(from)
                .until(from + 2)
                .looks(Modality.MODALITY_PERSON, NEW, Scene.other(look), 9)
                .by(NEW, ""));
    }

    private void stay(Told told) {
        apply(told.confirmed());
        apply(told.closed());
    }

    private static Feedback apart(String left, String right) {
        return Feedback.newBuilder()
                .setFeedbackId("f1")
                .setSiteId("s")
                .setBy("ada")
                .setTimeUs(1)
                .setPair(PairLabel.newBuilder()
                        .setTrackletId(left)
                        .setOtherTrackletId(right)
                        .setSame(false)
                        .setSource(PairLabel.Source.SOURCE_OPERATOR))
                .build();
    }

    private void apply(TrackerFrame frame) {
        take(linker.apply(frame));
    }

    private void take(LinkStep step) {
        events.addAll(step.events());
        sightings.addAll(step.sightings());
        switches.addAll(step.switches());
    }

    private RedescriptionOutcome describe(String tracklet, double end, float[] look) {
        return linker.describe(redescription(NEW, tracklet, end, look));
    }

    private static Redescription redescription(String model, String tracklet, double end, float[] look) {
        return Redescription.newBuilder()
                .setSiteId("s")
                .addExemplars(RedescribedExemplar.newBuilder()
                        .setTrackletId(tracklet)
                        .setSequence(Math.round(end * 10))
                        .setModality(Modality.MODALITY_PERSON)
                        .setVector(UnitVector.normalize(model, in(model, look), 0.8f)
                                .toMessage()))
                .build();
    }

    private IdentityEvent last() {
        return events.get(events.size() - 1);
    }

    private String identityOf(String tracklet) {
        return sightings.stream()
                .filter(s -> s.getSightingId().equals(tracklet))
                .reduce((a, b) -> b)
                .orElseThrow()
                .getIdentityId();
    }

    private static Map<String, List<Calibration>> calibrations() {
        Map<String, List<Calibration>> both = new HashMap<>(Scene.calibrations());
        both.put(NEW, List.of(calibration()));
        return both;
    }

    /** Stricter than the old model's: one stranger in a hundred from cosine .7. */
    private static Calibration calibration() {
        ScoreDistribution impostor = new ScoreDistribution(
                10_000, new double[] {-1, 0, 0.7, 0.72, 0.75}, new double[] {1, 0.5, 0.01, 0.001, 0.0001});
        ScoreDistribution genuine =
                new ScoreDistribution(1_000, new double[] {0.5, 0.65, 0.9}, new double[] {1, 0.99, 0.5});
        return new Calibration(Comparison.TRACKLET_EXEMPLAR, "chosen", "00", 100, genuine, impostor);
    }
}
