package dev.sightline.app.evaluate;

import dev.sightline.trainer.gate.GatePolicy;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The gate's bounds; what is not said is the policy's default. */
final class GateOptions {
    @Option(names = "--max-rank1-fall", paramLabel = "X", description = "Allowed fall of rank-1; 0.01 by default.")
    private @Nullable Double rank1;

    @Option(names = "--max-map-fall", paramLabel = "X", description = "Allowed fall of mAP; 0.01 by default.")
    private @Nullable Double map;

    @Option(names = "--max-fnir-rise", paramLabel = "X", description = "Allowed rise of FNIR; 0.02 by default.")
    private @Nullable Double fnir;

    @Option(names = "--fpir", paramLabel = "RATE", description = "FPIR at which FNIR is read; 0.1 by default.")
    private @Nullable Double fpir;

    @Option(
            names = "--max-pair-fall",
            paramLabel = "X",
            description = "Allowed fall of rank-1 in one camera pair; 0.05 by default.")
    private @Nullable Double pair;

    @Option(names = "--confidence", paramLabel = "C", description = "One-sided; 0.95 by default.")
    private @Nullable Double confidence;

    @Option(names = "--least-people", paramLabel = "N", description = "Fewer decide nothing; 50 by default.")
    private @Nullable Integer leastPeople;

    @Option(
            names = "--max-latency",
            paramLabel = "MS",
            description = "Milliseconds per crop on one thread that any model may take; 25 by default.")
    private @Nullable Double latencyMillis;

    @Option(
            names = "--max-latency-ratio",
            paramLabel = "R",
            description = "Beyond that, challenger over champion; 1.2 by default.")
    private @Nullable Double latencyRatio;

    GatePolicy policy() {
        GatePolicy d = GatePolicy.defaults();
        GatePolicy.Bounds b = d.bounds();
        GatePolicy.Certainty c = d.certainty();
        GatePolicy.Limits l = d.limits();
        return new GatePolicy(
                new GatePolicy.Bounds(
                        or(rank1, b.rank1()),
                        or(map, b.map()),
                        or(fnir, b.fnir()),
                        or(fpir, b.fpir()),
                        or(pair, b.pairRank1())),
                new GatePolicy.Certainty(
                        or(confidence, c.confidence()),
                        c.resamples(),
                        c.seed(),
                        leastPeople == null ? c.leastPeople() : leastPeople,
                        c.leastPairPeople()),
                new GatePolicy.Limits(
                        l.parity(), or(latencyMillis, l.latencyMillis()), or(latencyRatio, l.latencyRatio())));
    }

    private static double or(@Nullable Double said, double otherwise) {
        return said == null ? otherwise : said;
    }
}
