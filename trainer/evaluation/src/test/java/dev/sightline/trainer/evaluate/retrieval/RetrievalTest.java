package dev.sightline.trainer.evaluate.retrieval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sightline.contracts.calibration.RateInterval;
import dev.sightline.testkit.ReferenceCase;
import dev.sightline.trainer.evaluate.IdentityBootstrap;
import dev.sightline.trainer.evaluate.Rendering;
import dev.sightline.trainer.labeled.LabeledDescriptor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RetrievalTest {

    @Test
    void shouldScoreEachCameraPairAlone() {
        List<LabeledDescriptor> crops = people(30, new String[] {"a", "b", "c"}, 3, .5, 1);

        Map<CameraPair, RetrievalScore> pairs = Retrieval.of(crops, crops).byCameras();

        assertThat(pairs).hasSize(6);
        pairs.forEach((pair, score) -> {
            RetrievalScore alone =
                    Retrieval.of(of(crops, pair.from()), of(crops, pair.to())).market();
            assertThat(score.cmc(1)).as(pair.toString()).isEqualTo(alone.cmc(1));
            assertThat(score.map()).isCloseTo(alone.map(), within(1e-12));
            assertThat(score.minp()).isCloseTo(alone.minp(), within(1e-12));
        });
    }

    @Test
    void shouldLeaveOutCameraPairsInWhichNobodyIsFoundAgain() {
        List<LabeledDescriptor> crops =
                List.of(crop("1", "anna", "a", 1, 0), crop("2", "anna", "b", 1, .1), crop("3", "ben", "c", 0, 1));

        assertThat(Retrieval.of(crops, crops).byCameras())
                .containsOnlyKeys(new CameraPair("a", "b"), new CameraPair("b", "a"));
    }

    @Test
    void shouldDropTheOwnTrackletWhereThereIsOneCamera() {
        List<LabeledDescriptor> crops = new ArrayList<>();
        crops.add(new LabeledDescriptor("1", "anna", "a", "t1", ReferenceCase.vector(new double[] {1, 0})));
        crops.add(new LabeledDescriptor("2", "anna", "a", "t1", ReferenceCase.vector(new double[] {1, .01})));
        crops.add(new LabeledDescriptor("3", "anna", "a", "t2", ReferenceCase.vector(new double[] {.2, 1})));
        crops.add(new LabeledDescriptor("4", "ben", "a", "", ReferenceCase.vector(new double[] {.5, .5})));
        crops.add(new LabeledDescriptor("5", "ben", "a", "", ReferenceCase.vector(new double[] {.5, .6})));

        Retrieval retrieval = Retrieval.of(crops, crops);
        RetrievalScore score = retrieval.market();

        // anna's two crops of t1 find ben before t2; ben's crops, without a tracklet, find each other.
        assertThat(score.queries().stream().map(RankedQuery::firstHit)).containsExactly(3, 3, 3, 1, 1);
        assertThat(score.protocol()).isEqualTo("Market-1501, one camera: own tracklet dropped");
        assertThat(retrieval.byCameras()).isEmpty();
    }

    @Test
    void shouldListTheHardestErrorsFirst() {
        List<LabeledDescriptor> crops = people(30, new String[] {"a", "b"}, 3, .7, 4);
        Retrieval retrieval = Retrieval.of(crops, crops);

        List<HardError> errors = retrieval.hardest(100);

        assertThat(errors).hasSizeGreaterThan(5).isSortedAccordingTo((x, y) -> Double.compare(y.margin(), x.margin()));
        for (HardError error : errors) {
            LabeledDescriptor query = crops.get(error.query());
            LabeledDescriptor wrong = crops.get(error.wrong());
            LabeledDescriptor right = crops.get(error.right());
            assertThat(wrong.identity()).isNotEqualTo(query.identity());
            assertThat(right.identity()).isEqualTo(query.identity());
            assertThat(right.camera()).isNotEqualTo(query.camera());
            assertThat(error.wrongDistance()).isEqualTo(query.vector().squaredDistance(wrong.vector()));
            assertThat(error.margin()).isPositive();
        }
        assertThat(errors.stream().map(e -> crops.get(e.query()).identity())).doesNotHaveDuplicates();
        long people = retrieval.market().queries().stream()
                .filter(q -> q.firstHit() > 1)
                .map(q -> q.query().identity())
                .distinct()
                .count();
        assertThat(errors).hasSize((int) people);
        assertThat(retrieval.hardest(3)).isEqualTo(errors.subList(0, 3));
    }

    @Test
    void shouldReRankOverlappingListsAsOneSetOfCrops() {
        List<LabeledDescriptor> crops = people(12, new String[] {"a", "b"}, 2, .5, 2);
        List<LabeledDescriptor> asked = of(crops, "a");
        List<LabeledDescriptor> rows = of(crops, "b");
        ReciprocalReranking reranking = new ReciprocalReranking(6, 3, .3);

        // Queries first, then the gallery, as in the paper; and the whole set on both sides, scored from a to b.
        RetrievalScore apart = Retrieval.reranked(asked, rows, reranking).market();
        Map<CameraPair, RetrievalScore> together =
                Retrieval.reranked(crops, crops, reranking).byCameras();

        assertThat(together)
                .hasEntrySatisfying(
                        new CameraPair("a", "b"),
                        score -> assertThat(score.map()).isCloseTo(apart.map(), within(1e-12)));
        assertThat(apart.protocol()).isEqualTo("Market-1501, re-ranked (6, 3, 0.3)");
        assertThat(apart.map()).isGreaterThan(Retrieval.of(asked, rows).market().map());
    }

    @Test
    void shouldRefuseToReRankMoreThanFitsIntoMemory() {
        assertThatThrownBy(() -> ReciprocalReranking.requireMemory(10_000_000))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("10000000 crops")
                .hasMessageContaining("JAVA_TOOL_OPTIONS");
    }

    @Test
    void shouldDrawPeopleForIntervals() {
        List<LabeledDescriptor> crops = people(40, new String[] {"a", "b"}, 4, .6, 3);
        RetrievalScore score = RetrievalEvaluation.crossCamera(crops);

        RetrievalReport report =
                RetrievalReport.of(score, Retrieval.of(crops, crops).byCameras(), new IdentityBootstrap(2_000, .95, 1));

        // Textbook standard error of a mean over people, each with eight queries.
        double[] perPerson = new double[40];
        score.queries().forEach(q -> perPerson[Integer.parseInt(q.query().identity())] += q.rank1() / 8);
        double mean = score.cmc(1);
        double variance = 0;
        for (double p : perPerson) {
            variance += (p - mean) * (p - mean) / 39;
        }
        double error = 1.96 * Math.sqrt(variance / 40);
        RateInterval rank1 = report.rank1();
        assertThat(rank1.low()).isCloseTo(mean - error, within(.015));
        assertThat(rank1.high()).isCloseTo(mean + error, within(.015));
        assertThat(report.score().people()).isEqualTo(40);
        assertThat(Rendering.text(report))
                .containsPattern("rank-1 95% over people +0\\.\\d{4} 0\\.\\d{4}")
                .containsPattern("per camera pair\\R +queries +people +rank-1")
                .containsPattern(" a -> b +160 +40 +0\\.");
        assertThat(Rendering.json(report)).contains("\"a -> b\" : {");
    }

    private static List<LabeledDescriptor> of(List<LabeledDescriptor> crops, String camera) {
        return crops.stream().filter(c -> c.camera().equals(camera)).toList();
    }

    private static List<LabeledDescriptor> people(int people, String[] cameras, int each, double noise, long seed) {
        Random random = new Random(seed);
        List<LabeledDescriptor> crops = new ArrayList<>();
        for (int p = 1; p <= people; p++) {
            double[] point = random.doubles(8, -1, 1).toArray();
            for (String camera : cameras) {
                for (int k = 0; k < each; k++) {
                    double[] seen = point.clone();
                    for (int i = 0; i < seen.length; i++) {
                        seen[i] += noise * random.nextGaussian();
                    }
                    crops.add(crop(p + camera + k, "0" + (p - 1), camera, seen));
                }
            }
        }
        return crops;
    }

    private static LabeledDescriptor crop(String source, String identity, String camera, double... raw) {
        return new LabeledDescriptor(source, identity, camera, "", ReferenceCase.vector(raw));
    }
}
