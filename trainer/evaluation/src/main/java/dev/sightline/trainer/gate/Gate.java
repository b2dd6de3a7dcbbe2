package dev.sightline.trainer.gate;

import dev.sightline.trainer.calibrate.DatasetHash;
import dev.sightline.trainer.evaluate.retrieval.CameraPair;
import dev.sightline.trainer.evaluate.retrieval.RankedQuery;
import dev.sightline.trainer.evaluate.retrieval.Retrieval;
import dev.sightline.trainer.evaluate.retrieval.RetrievalScore;
import dev.sightline.trainer.evaluate.verification.OpenSet;
import dev.sightline.trainer.evaluate.verification.OpenSetProtocol;
import dev.sightline.trainer.gate.Check.Outcome;
import dev.sightline.trainer.gate.GateInput.Latency;
import dev.sightline.trainer.labeled.LabeledDescriptor;
import dev.sightline.trainer.labeled.Numbering;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/**
 * Compares a challenger with the champion. It passes only when each of these holds:
 *
 * <ul>
 *   <li>enough people ask;
 *   <li>rank-1, mAP and FNIR at a target FPIR are shown not to be worse by more than their bound: the lower end of the
 *       gain's interval, from drawing whole people, the same for both models, lies above it;
 *   <li>rank-1 of no camera pair falls by more than its bound; the confidence is shared among the pairs (Bonferroni);
 *   <li>the export equals what was trained, and a crop takes no longer than the limit.
 * </ul>
 *
 * Shown to be worse, it is refused; rank-1 also when it falls by more than the bound and McNemar's test calls the loss
 * real. Otherwise nothing is shown either way: inconclusive. Two equal models therefore pass where people are many
 * enough to show it, and are inconclusive where they are few.
 *
 * <p>Retrieval is over cameras (Market-1501; with one camera, over stays), open set as {@link OpenSetProtocol} splits
 * the people. Pure and deterministic; safe from any thread.
 */
public final class Gate {
    private final GatePolicy policy;

    public Gate(GatePolicy policy) {
        this.policy = policy;
    }

    /**
     * Judges.
     *
     * @throws IllegalArgumentException when the crops show nobody in two cameras, or nobody or everybody would be
     *     enrolled
     */
    public GateReport judge(GateInput challenge) {
        List<LabeledDescriptor> before = challenge.champion().crops();
        List<LabeledDescriptor> after = challenge.challenger().crops();
        Retrieval champion = Retrieval.of(before, before);
        Retrieval challenger = Retrieval.of(after, after);
        Paired all = new Paired(champion.market(), challenger.market());
        List<Check> checks = new ArrayList<>();
        checks.add(people(all));
        checks.add(rank1(all));
        checks.add(Check.notWorse(
                "mAP",
                all.change(RankedQuery::averagePrecision, policy.certainty().confidence()),
                policy.bounds().map()));
        checks.add(fnir(before, after));
        checks.addAll(pairs(champion.byCameras(), challenger.byCameras()));
        checks.add(parity(challenge.exportParity()));
        checks.add(challenge.latency().map(this::latency).orElseGet(() -> unmeasured("latency")));
        return new GateReport(
                challenge.champion().model(),
                challenge.challenger().model(),
                DatasetHash.of(after),
                new GateReport.Size(all.people(), all.champion.queries().size(), after.size()),
                checks);
    }

    /** Two scores of the same queries. */
    private final class Paired {
        private final RetrievalScore champion;
        private final RetrievalScore challenger;

        Paired(RetrievalScore champion, RetrievalScore challenger) {
            this.champion = champion;
            this.challenger = challenger;
        }

        int people() {
            return champion.people();
        }

        Change change(ToDoubleFunction<RankedQuery> figure, double confidence) {
            Numbering numbers = new Numbering();
            int[] person = champion.queries().stream()
                    .mapToInt(q -> numbers.of(q.query().identity()))
                    .toArray();
            return Change.ofQueries(
                    champion.queries().stream().mapToDouble(figure).toArray(),
                    challenger.queries().stream().mapToDouble(figure).toArray(),
                    person,
                    policy.certainty(),
                    confidence);
        }

        McNemar discordant() {
            int lost = 0;
            int gained = 0;
            for (int q = 0; q < champion.queries().size(); q++) {
                double change = challenger.queries().get(q).rank1()
                        - champion.queries().get(q).rank1();
                lost += change < 0 ? 1 : 0;
                gained += change > 0 ? 1 : 0;
            }
            return new McNemar(lost, gained);
        }
    }

    private Check people(Paired all) {
        int least = policy.certainty().leastPeople();
        boolean enough = all.people() >= least;
        return new Check(
                "people",
                enough ? Outcome.HOLDS : Outcome.UNCLEAR,
                enough ? "" : all.people() + " people ask; fewer than " + least + " decide nothing",
                figures("people", all.people(), "least", least));
    }

    private Check rank1(Paired all) {
        double bound = policy.bounds().rank1();
        Change change = all.change(RankedQuery::rank1, policy.certainty().confidence());
        McNemar discordant = all.discordant();
        Check check = Check.notWorse("rank-1", change, bound);
        boolean real = discordant.pOfLoss() < 1 - policy.certainty().confidence();
        if (check.outcome() == Outcome.UNCLEAR && change.gain() < -bound && real) {
            check = new Check("rank-1", Outcome.FAILS, Check.fall("rank-1", change, bound), check.figures());
        }
        return check.with("queriesLost", discordant.lost())
                .with("queriesGained", discordant.gained())
                .with("mcnemarP", discordant.p());
    }

    private Check fnir(List<LabeledDescriptor> before, List<LabeledDescriptor> after) {
        OpenSetProtocol protocol = new OpenSetProtocol(
                OpenSetProtocol.defaults().enrolled(), policy.certainty().seed());
        OpenSet champion = protocol.run(before);
        OpenSet challenger = protocol.run(after);
        double fpir = policy.bounds().fpir();
        String name = "FNIR at FPIR " + fpir;
        if (!champion.shows(fpir)) {
            return new Check(
                    name,
                    Outcome.UNCLEAR,
                    name + " cannot be read off " + champion.strangerProbes() + " non-mated probes",
                    Map.of("nonMatedProbes", champion.strangerProbes()));
        }
        Change change = Change.ofFnir(champion, challenger, fpir, policy.certainty());
        return Check.notWorse(name, change, policy.bounds().fnir())
                .with("peopleInGallery", champion.people())
                .with("matedProbes", champion.matedProbes())
                .with("nonMatedProbes", champion.strangerProbes());
    }

    private List<Check> pairs(Map<CameraPair, RetrievalScore> champion, Map<CameraPair, RetrievalScore> challenger) {
        int least = policy.certainty().leastPairPeople();
        long judged =
                champion.values().stream().filter(s -> s.people() >= least).count();
        double confidence = 1 - (1 - policy.certainty().confidence()) / Math.max(1, judged);
        double bound = policy.bounds().pairRank1();
        List<Check> checks = new ArrayList<>();
        champion.forEach((pair, score) -> {
            RetrievalScore other = challenger.get(pair);
            if (other == null) {
                throw new IllegalStateException("both models have the same crops, so the same camera pairs");
            }
            Paired both = new Paired(score, other);
            String name = "rank-1 " + pair;
            Change change = both.change(RankedQuery::rank1, confidence);
            Check check = both.people() >= least
                    ? Check.noRegression(name, change, bound)
                    : new Check(name, Outcome.LISTED, "", Check.figures(change, bound));
            checks.add(check.with("people", both.people())
                    .with("queries", score.queries().size()));
        });
        return checks;
    }

    private Check parity(OptionalDouble measured) {
        if (measured.isEmpty()) {
            return unmeasured("export parity");
        }
        double limit = policy.limits().parity();
        double difference = measured.getAsDouble();
        boolean holds = difference >= 0 && difference <= limit;
        return new Check(
                "export parity",
                holds ? Outcome.HOLDS : Outcome.FAILS,
                holds ? "" : "the exported network differs from the trained one by " + difference + ", limit " + limit,
                figures("greatestDifference", difference, "limit", limit));
    }

    private Check latency(Latency measured) {
        GatePolicy.Limits limits = policy.limits();
        boolean holds =
                measured.challengerMillis() <= limits.latencyMillis() || measured.ratio() <= limits.latencyRatio();
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("championMillis", measured.championMillis());
        figures.put("challengerMillis", measured.challengerMillis());
        figures.put("ratio", measured.ratio());
        figures.put("limitMillis", limits.latencyMillis());
        figures.put("limitRatio", limits.latencyRatio());
        return new Check(
                "latency",
                holds ? Outcome.HOLDS : Outcome.FAILS,
                holds
                        ? ""
                        : Check.say(
                                "a crop takes %.2f ms, %.2f times the champion; limits %.2f ms or %.2f times",
                                measured.challengerMillis(),
                                measured.ratio(),
                                limits.latencyMillis(),
                                limits.latencyRatio()),
                figures);
    }

    /** A map that keeps its order, as two names and two values. */
    private static Map<String, Object> figures(String first, Object one, String second, Object two) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put(first, one);
        figures.put(second, two);
        return figures;
    }

    private static Check unmeasured(String what) {
        return new Check(what, Outcome.UNCLEAR, what + " was not measured", Map.of());
    }
}
