package dev.sightline.app.adapt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.trainer.gate.Check;
import dev.sightline.trainer.gate.GateReport;
import dev.sightline.trainer.gate.SiteGate;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

class WayBackTest {
    /** Parts of the learned weights for each of the serving model's; the learned model itself is without end. */
    private static final int LEARNED = Integer.MAX_VALUE;

    private final List<Integer> made = new ArrayList<>();
    private final AdaptReport report = new AdaptReport("yard", "m@1");

    @Test
    void shouldTakeTheLearnedModelWhereItForgetsNothing() throws IOException, InterruptedException {
        assertThat(chosen(Set.of())).isEqualTo(LEARNED);
        assertThat(made).isEmpty();
    }

    @Test
    void shouldGoBackNoFartherThanTheBoundAsks() throws IOException, InterruptedException {
        assertThat(chosen(Set.of(LEARNED, 4))).isEqualTo(2);
        assertThat(made).containsExactly(4, 2);
        assertThat(report.text())
                .contains("rank-1, old site mall -0.0300), so 0.80 of the way")
                .contains("so 0.67 of the way");
    }

    @Test
    void shouldLeaveHalfOfTheWayToTheGateWhereThatForgetsToo() throws IOException, InterruptedException {
        assertThat(chosen(Set.of(LEARNED, 4, 2, 1))).isEqualTo(1);
    }

    @Test
    void shouldNotSaveAModelThatIsNoBetterAtItsSite() throws IOException, InterruptedException {
        int chosen = chosen(m ->
                List.of(old(Check.Outcome.FAILS), new Check("mAP, yard", Check.Outcome.UNCLEAR, "chance", Map.of())));

        assertThat(chosen).isEqualTo(LEARNED);
        assertThat(made).isEmpty();
    }

    @Test
    void shouldGoBackAtASiteTooSmallToBeJudgedToo() throws IOException, InterruptedException {
        int chosen = chosen(m -> List.of(
                new Check(SiteGate.PEOPLE, Check.Outcome.UNCLEAR, "2 people", Map.of()),
                old(m == LEARNED ? Check.Outcome.FAILS : Check.Outcome.HOLDS)));

        assertThat(chosen).isEqualTo(4);
    }

    private int chosen(Set<Integer> forgetting) throws IOException, InterruptedException {
        return chosen(m -> List.of(old(forgetting.contains(m) ? Check.Outcome.FAILS : Check.Outcome.HOLDS)));
    }

    private int chosen(IntFunction<List<Check>> checks) throws IOException, InterruptedException {
        WayBack.Judged<Integer> chosen = WayBack.choose(LEARNED, line(checks), report);
        assertThat(chosen.verdict().checks()).isEqualTo(checks.apply(chosen.model()));
        return chosen.model();
    }

    private static Check old(Check.Outcome outcome) {
        return new Check(SiteGate.OLD_SITE + "mall", outcome, "", Map.of("gain", -.03));
    }

    private WayBack.Line<Integer> line(IntFunction<List<Check>> checks) {
        return new WayBack.Line<>() {
            @Override
            public GateReport judge(Integer model) {
                return new GateReport("m@1", "n@1", "0".repeat(64), new GateReport.Size(1, 1, 1), checks.apply(model));
            }

            @Override
            public Integer between(int parts) {
                made.add(parts);
                return parts;
            }
        };
    }
}
