package dev.sightline.trainer.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sightline.trainer.evaluate.retrieval.RetrievalEvaluation;
import dev.sightline.trainer.gate.Check.Outcome;
import dev.sightline.trainer.gate.GateInput.Contender;
import dev.sightline.trainer.gate.GateInput.Latency;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ChampionGateTest {
    private static final Latency SAME_SPEED = new Latency(10, 10, 1);

    private final Gate gate = new Gate(GatePolicy.defaults());

    @Test
    void shouldLetABetterModelIn() {
        GateReport report = judge(Crowd.seenBy("old@1", 100, .6, 1), Crowd.seenBy("new@2", 100, .3, 2));

        assertThat(report.verdict()).isEqualTo(new Verdict.Passed());
        assertThat(figure(check(report, "rank-1"), "gainLow")).isPositive();
        assertThat(report.text())
                .contains("new@2 against old@1: 100 people, 600 queries")
                .endsWith("PASSED\n");
        assertThat(report.summary()).isEqualTo("passed against old@1 on 100 people, 600 queries");
    }

    @Test
    void shouldRefuseAWorseModel() {
        GateReport report = judge(Crowd.seenBy("old@1", 100, .3, 1), Crowd.seenBy("new@2", 100, .6, 2));

        assertThat(report.verdict()).isInstanceOf(Verdict.Refused.class);
        assertThat(report.verdict().reasons())
                .anySatisfy(r -> assertThat(r).startsWith("rank-1 goes from"))
                .anySatisfy(r -> assertThat(r).startsWith("mAP goes from"))
                .anySatisfy(r -> assertThat(r).startsWith("FNIR at FPIR 0.1 goes from"))
                .anySatisfy(r -> assertThat(r).startsWith("rank-1 a -> b goes from"));
        assertThat(figure(check(report, "rank-1"), "queriesLost"))
                .isGreaterThan(figure(check(report, "rank-1"), "queriesGained"));
        assertThat(report.text()).contains("REFUSED", "The champion stays.");
    }

    /** Not worse is enough: the interval of no change at all lies within the bound. */
    @Test
    void shouldLetTheSameModelInWhenThereAreEnoughPeople() {
        GateReport report = judge(Crowd.seenBy("old@1", 60, .5, 1), Crowd.seenBy("new@2", 60, .5, 1));

        assertThat(report.verdict()).isEqualTo(new Verdict.Passed());
    }

    /** On few people an interval shows nothing: even a model that changes nothing keeps the champion. */
    @Test
    void shouldNotDecideOnFewPeople() {
        GateReport report = judge(Crowd.seenBy("old@1", 20, .5, 1), Crowd.seenBy("new@2", 20, .5, 1));

        assertThat(report.verdict())
                .isEqualTo(new Verdict.Inconclusive(List.of("20 people ask; fewer than 50 decide nothing")));
        assertThat(report.text()).contains("INCONCLUSIVE", "The champion stays.");
    }

    /** Two models as good as each other that err on different crops: sixty people cannot show a bound of .01. */
    @Test
    void shouldNotDecideWhatThePeopleCannotShow() {
        GateReport report = judge(Crowd.seenBy("old@1", 60, .5, 1), Crowd.seenBy("new@2", 60, .5, 3));

        assertThat(report.verdict()).isInstanceOf(Verdict.Inconclusive.class);
        assertThat(report.verdict().reasons().get(0)).contains("too few people to tell");
    }

    @Test
    void shouldRefuseARegressionInOneCamera() {
        GateReport report = judge(Crowd.seenBy("old@1", 100, .5, .3, 1), Crowd.seenBy("new@2", 100, .3, .8, 2));
        assertThat(check(report, "rank-1 a -> b").outcome()).isEqualTo(Outcome.HOLDS);
        assertThat(check(report, "rank-1 a -> c").outcome()).isEqualTo(Outcome.FAILS);
        assertThat(report.verdict()).isInstanceOf(Verdict.Refused.class);
    }

    @Test
    void shouldHoldExportAndSpeedToTheirLimits() {
        Contender old = Crowd.seenBy("old@1", 60, .5, 1);
        Contender same = Crowd.seenBy("new@2", 60, .5, 1);

        assertThat(reasons(old, same, OptionalDouble.of(2e-4), Optional.of(SAME_SPEED)))
                .containsExactly("the exported network differs from the trained one by 2.0E-4, limit 1.0E-4");
        assertThat(reasons(old, same, OptionalDouble.of(Double.NaN), Optional.of(SAME_SPEED)))
                .hasSize(1);
        assertThat(reasons(old, same, OptionalDouble.of(1e-5), Optional.of(new Latency(20, 30, 1.5))))
                .containsExactly("a crop takes 30.00 ms, 1.50 times the champion; limits 25.00 ms or 1.20 times");
        assertThat(reasons(old, same, OptionalDouble.of(1e-5), Optional.of(new Latency(1, 20, 20))))
                .as("slower, but quick enough for any")
                .isEmpty();
        assertThat(reasons(old, same, OptionalDouble.empty(), Optional.empty()))
                .containsExactly("export parity was not measured", "latency was not measured");
    }

    @Test
    void shouldCountEveryFigureAsTheEvaluationDoes() {
        Contender old = Crowd.seenBy("old@1", 60, .5, 1);
        Contender other = Crowd.seenBy("new@2", 60, .5, 3);

        Check rank1 = check(judge(old, other), "rank-1");
        Check map = check(judge(old, other), "mAP");

        assertThat(figure(rank1, "champion"))
                .isCloseTo(RetrievalEvaluation.crossCamera(old.crops()).cmc(1), within(1e-12));
        assertThat(figure(map, "challenger"))
                .isCloseTo(RetrievalEvaluation.crossCamera(other.crops()).map(), within(1e-12));
        double lost = figure(rank1, "queriesLost");
        double gained = figure(rank1, "queriesGained");
        assertThat(figure(rank1, "gain")).isCloseTo((gained - lost) / 360.0, within(1e-12));
        assertThat(figure(rank1, "gain")).isBetween(figure(rank1, "gainLow"), figure(rank1, "gainHigh"));
        assertThat(judge(old, other)).isEqualTo(judge(old, other));
    }

    @Test
    void shouldReportAsJson() throws IOException {
        JsonNode json = new ObjectMapper()
                .readTree(judge(Crowd.seenBy("old@1", 60, .5, 1), Crowd.seenBy("new@2", 60, .9, 2))
                        .json());

        assertThat(json.get("verdict").asText()).isEqualTo("refused");
        assertThat(json.get("reasons")).isNotEmpty();
        assertThat(json.get("champion").asText()).isEqualTo("old@1");
        assertThat(json.get("datasetSha256").asText()).hasSize(64);
        assertThat(json.get("checks"))
                .hasSize(8)
                .allSatisfy(c -> assertThat(c.get("name").asText()).isNotEmpty());
    }

    @Test
    void shouldRefuseToCompareDifferentCrops() {
        Contender old = Crowd.seenBy("old@1", 60, .5, 1);
        Contender fewer = Crowd.seenBy("new@2", 59, .5, 1);

        assertThatThrownBy(() -> judge(old, fewer))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("360 crops")
                .hasMessageContaining("same order");
    }

    @Test
    void shouldRefuseNonsensePolicies() {
        assertThatThrownBy(() -> new GatePolicy.Bounds(-.1, 0, 0, .1, 0)).hasMessageContaining("fall of rank-1 -0.1");
        assertThatThrownBy(() -> new GatePolicy.Bounds(0, 0, 0, 0, 0)).hasMessageContaining("FPIR 0.0");
        assertThatThrownBy(() -> new GatePolicy.Certainty(.4, 1_000, 1, 50, 20)).hasMessageContaining("confidence 0.4");
        assertThatThrownBy(() -> new GatePolicy.Certainty(.95, 10, 1, 50, 20)).hasMessageContaining("10 resamples");
        assertThatThrownBy(() -> new GatePolicy.Limits(0, 1, 1)).hasMessageContaining("parity 0.0");
    }

    private GateReport judge(Contender champion, Contender challenger) {
        return gate.judge(new GateInput(champion, challenger, OptionalDouble.of(1e-6), Optional.of(SAME_SPEED)));
    }

    private List<String> reasons(
            Contender champion, Contender challenger, OptionalDouble parity, Optional<Latency> latency) {
        return gate.judge(new GateInput(champion, challenger, parity, latency))
                .verdict()
                .reasons();
    }

    private static Check check(GateReport report, String name) {
        return report.checks().stream()
                .filter(c -> c.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static double figure(Check check, String name) {
        return check.figures().get(name) instanceof Number number ? number.doubleValue() : Double.NaN;
    }
}
