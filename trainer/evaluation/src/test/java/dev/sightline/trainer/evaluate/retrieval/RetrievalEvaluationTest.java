package dev.sightline.trainer.evaluate.retrieval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sightline.testkit.ReferenceCase;
import dev.sightline.trainer.evaluate.Rendering;
import dev.sightline.trainer.labeled.LabeledDescriptor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

class RetrievalEvaluationTest {

    @Test
    void shouldRankByHand() {
        List<Label> gallery = List.of(
                new Label("2", "b"),
                new Label("1", "b"),
                new Label("1", "a"),
                new Label(Label.JUNK, "b"),
                new Label("1", "c"));
        IntFunction<double[]> distances = q -> new double[] {.2, .1, .0, .0, .9};

        RetrievalScore score = RetrievalEvaluation.market(List.of(new Label("1", "a")), gallery, distances);

        // Kept, nearest first: right, wrong, right.
        assertThat(score.queries())
                .containsExactly(new RankedQuery(
                        new Label("1", "a"),
                        0,
                        1,
                        (1 + 2 / 3.0) / 2,
                        (1 + (.5 + 2 / 3.0) / 2) / 2,
                        2 / 3.0,
                        2,
                        3,
                        List.of(1, 3),
                        new RankedQuery.Ties(1, 1, (1 + 2 / 3.0) / 2, (1 + 2 / 3.0) / 2)));
        assertThat(score.cmc(1)).isEqualTo(1);
        assertThat(score.protocol()).isEqualTo("Market-1501");
    }

    @Test
    void shouldMeasureTheFirstRowsByHand() {
        List<Label> gallery = people("1", "2", "1", "2", "1", "1");

        // Ranks of the right rows: 1, 3, 5, 6 of 6, so R is 4.
        RetrievalScore score =
                RetrievalEvaluation.market(List.of(new Label("1", "a")), gallery, q -> new double[] {1, 2, 3, 4, 5, 6});

        assertThat(score.rPrecision()).isEqualTo(2 / 4.0);
        assertThat(score.mapAtR()).isCloseTo((1 + 2 / 3.0) / 4, within(1e-12));
        assertThat(score.mapAt(1)).isEqualTo(1);
        assertThat(score.mapAt(2)).isEqualTo(1 / 2.0);
        assertThat(score.mapAt(10)).isCloseTo(score.map(), within(1e-12));
        assertThat(score.measures()).containsKeys("R-precision", "MAP@R", "mAP@10");
    }

    @Test
    void shouldSayWhatTiesAreWorth() {
        // One right row ahead of all, then three rows at one distance, of which two are right.
        RetrievalScore some = RetrievalEvaluation.market(
                List.of(new Label("1", "a")), people("1", "1", "2", "1", "2"), q -> new double[] {1, 2, 2, 2, 3});
        RankedQuery.Ties ties = some.queries().get(0).ties();
        assertThat(ties.bestHit()).isEqualTo(1);
        assertThat(ties.worstHit()).isEqualTo(1);
        assertThat(ties.bestPrecision()).isEqualTo(1);
        assertThat(ties.worstPrecision()).isCloseTo((1 + 2 / 3.0 + 3 / 4.0) / 3, within(1e-12));

        // Everybody alike: rank-1 is the order of the list.
        RetrievalScore all = RetrievalEvaluation.market(
                List.of(new Label("1", "a")), people("1", "2", "2"), q -> new double[] {0, 0, 0});
        assertThat(all.cmc(1)).isEqualTo(1);
        assertThat(all.measures()).containsEntry("rank-1, ties low-high", List.of(0.0, 1.0));
    }

    private static List<Label> people(String... identities) {
        return java.util.Arrays.stream(identities).map(i -> new Label(i, "b")).toList();
    }

    @Test
    void shouldSkipAQueryWhosePersonIsNotThere() {
        List<Label> gallery = List.of(new Label("1", "b"), new Label(Label.DISTRACTOR, "b"));

        RetrievalScore score = RetrievalEvaluation.market(
                List.of(new Label("1", "a"), new Label("3", "a"), new Label(Label.DISTRACTOR, "a")), gallery, q ->
                        new double[] {1, 2});

        assertThat(score.queries()).hasSize(1);
        assertThat(score.skipped()).isEqualTo(2);
        assertThatThrownBy(() ->
                        RetrievalEvaluation.market(List.of(new Label("1", "b")), gallery, q -> new double[] {1, 2}))
                .hasMessageContaining("two cameras");
    }

    @Test
    void shouldTakePeopleNumberedNoughtOrLessForPeople() {
        List<Label> gallery = List.of(new Label("0", "b"), new Label("-1", "b"), new Label("1", "b"));

        RetrievalScore score = RetrievalEvaluation.market(
                List.of(new Label("0", "a"), new Label("-1", "a")),
                gallery,
                q -> q == 0 ? new double[] {1, 2, 3} : new double[] {2, 1, 3});

        assertThat(score.queries())
                .hasSize(2)
                .allSatisfy(q -> assertThat(q.rows()).isEqualTo(3));
        assertThat(score.cmc(1)).isEqualTo(1);
    }

    @Test
    void shouldKeepOneRowPerPersonInSingleShot() {
        List<Label> gallery = new ArrayList<>();
        for (int person = 1; person <= 5; person++) {
            for (int k = 0; k < 4; k++) {
                gallery.add(new Label("" + person, "b"));
            }
        }
        double[] distances = new double[20];
        for (int i = 0; i < 20; i++) {
            distances[i] = i;
        }

        RetrievalScore score =
                RetrievalEvaluation.singleShot(List.of(new Label("3", "a")), gallery, q -> distances, 10, 7);

        assertThat(score.queries()).hasSize(10).allSatisfy(q -> {
            assertThat(q.rows()).isEqualTo(5);
            assertThat(q.right()).isEqualTo(1);
            assertThat(q.firstHit()).isEqualTo(3);
        });
        assertThat(score)
                .isEqualTo(
                        RetrievalEvaluation.singleShot(List.of(new Label("3", "a")), gallery, q -> distances, 10, 7));
        assertThat(Rendering.text(score)).contains("single-shot, 10 repeats, seed 7");
    }

    @Test
    void shouldFindCropsOfTheOtherCamera() {
        List<LabeledDescriptor> crops = List.of(
                crop("1", "anna", "a", 1, 0),
                crop("2", "anna", "b", .9, .1),
                crop("3", "ben", "a", 0, 1),
                crop("4", "ben", "b", .8, .3));

        RetrievalScore score = RetrievalEvaluation.crossCamera(crops);

        // ben in a finds ben in b first; anna a finds anna b; anna b finds ben b, then anna a; ben b: anna b, anna a,
        // ben a.
        assertThat(score.queries().stream().map(RankedQuery::firstHit)).containsExactly(1, 1, 1, 3);
        assertThat(score.cmc(1)).isEqualTo(.75);
    }

    @Test
    void shouldEqualTheReferenceCase() throws IOException {
        ReferenceCase reference = ReferenceCase.require("market1501_small");
        double[][] query = reference.matrix("query");
        double[][] gallery = reference.matrix("gallery");
        List<Label> asked = labels(reference, "q");
        List<Label> rows = labels(reference, "g");

        check(reference, "euclidean", RetrievalEvaluation.market(asked, rows, q -> row(query[q], gallery, false)));
        check(reference, "cosine", RetrievalEvaluation.market(asked, rows, q -> row(query[q], gallery, true)));
    }

    private static void check(ReferenceCase reference, String metric, RetrievalScore score) {
        JsonNode expected = reference.expected();
        double[] cmc = ReferenceCase.numbers(expected.get(metric + "_cmc"));
        for (int rank = 1; rank <= cmc.length; rank++) {
            assertThat(score.cmc(rank)).isCloseTo(cmc[rank - 1], within(1e-9));
        }
        assertThat(score.map()).isCloseTo(expected.get(metric + "_mAP").asDouble(), within(1e-9));
        assertThat(score.mapTrapezoid())
                .isCloseTo(expected.get(metric + "_mAP_trapezoid").asDouble(), within(1e-9));
        assertThat(score.minp()).isCloseTo(expected.get(metric + "_mINP").asDouble(), within(1e-9));
        assertThat(score.queries())
                .hasSize(expected.get(metric + "_n_queries_used").asInt());
        assertThat(Math.abs(score.map()
                        - expected.get(metric + "_WRONG_no_junk_removal_mAP").asDouble()))
                .isGreaterThan(1e-3);
        int q = 0;
        for (JsonNode one : expected.get(metric + "_per_query")) {
            if (!one.isNull()) {
                RankedQuery found = score.queries().get(q++);
                assertThat(found.firstHit()).isEqualTo(one.get("rank1").asInt());
                assertThat(found.averagePrecision()).isCloseTo(one.get("AP").asDouble(), within(1e-9));
                assertThat(found.inversePenalty()).isCloseTo(one.get("INP").asDouble(), within(1e-9));
                assertThat(found.right()).isEqualTo(one.get("n_pos").asInt());
                assertThat(found.rows()).isEqualTo(one.get("n_valid").asInt());
            }
        }
    }

    private static List<Label> labels(ReferenceCase reference, String side) {
        List<String> people = reference.texts(side + "_pid");
        List<String> cameras = reference.texts(side + "_cam");
        List<Label> labels = new ArrayList<>();
        for (int i = 0; i < people.size(); i++) {
            String person = Map.of("-1", Label.JUNK, "0", Label.DISTRACTOR).getOrDefault(people.get(i), people.get(i));
            labels.add(new Label(person, cameras.get(i)));
        }
        return labels;
    }

    private static double[] row(double[] query, double[][] gallery, boolean cosine) {
        double[] distances = new double[gallery.length];
        for (int g = 0; g < gallery.length; g++) {
            double dot = 0;
            double a = 0;
            double b = 0;
            double squares = 0;
            for (int i = 0; i < query.length; i++) {
                dot += query[i] * gallery[g][i];
                a += query[i] * query[i];
                b += gallery[g][i] * gallery[g][i];
                squares += (query[i] - gallery[g][i]) * (query[i] - gallery[g][i]);
            }
            distances[g] = cosine ? 1 - dot / Math.sqrt(a * b) : squares;
        }
        return distances;
    }

    private static LabeledDescriptor crop(String source, String identity, String camera, double... raw) {
        return new LabeledDescriptor(source, identity, camera, "", ReferenceCase.vector(raw));
    }
}
