package dev.sightline.app.adapt;

import dev.sightline.trainer.gate.Check;
import dev.sightline.trainer.gate.GateReport;
import dev.sightline.trainer.gate.SiteGate;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What is done about a model that serves its site better and forgets too much of old ones: on the straight line between its
 * weights and those of the model that serves, the farthest is taken that keeps within the bound (Wortsman et al., Robust
 * fine-tuning of zero-shot models, CVPR 2022). Pure.
 */
final class WayBack {
    /** How many parts of the learned weights stand beside one of the serving model's: .8, .67 and half of the way. */
    private static final int[] PARTS = {4, 2, 1};

    private WayBack() {}

    /**
     * Models between the one that serves and one that learned from it.
     *
     * @param <M> a model and how it sees things
     */
    interface Line<M> {
        GateReport judge(M model);

        /** The model with so many parts of the learned weights beside one of the serving model's. */
        M between(int parts) throws IOException, InterruptedException;
    }

    /** A model and what the gate says of it. */
    record Judged<M>(M model, GateReport verdict) {}

    /**
     * The learned model, unless old sites alone speak against it. Where they speak against half of the way, too, that is
     * what the gate refuses.
     */
    static <M> Judged<M> choose(M learned, Line<M> line, AdaptReport report) throws IOException, InterruptedException {
        M chosen = learned;
        GateReport verdict = line.judge(chosen);
        for (int parts : PARTS) {
            if (!onlyForgets(verdict)) {
                break;
            }
            String share = String.format(Locale.ROOT, "%.2f", parts / (parts + 1.0));
            report.note(
                    "before " + share + " of the way",
                    falls(verdict),
                    "It forgot too much of old sites (" + falls(verdict) + "), so " + share
                            + " of the way to it is taken.");
            chosen = line.between(parts);
            verdict = line.judge(chosen);
        }
        return new Judged<>(chosen, verdict);
    }

    /** Whether old sites alone speak against a model; a site too small to be judged speaks neither way. */
    private static boolean onlyForgets(GateReport verdict) {
        List<Check> failing = verdict.checks().stream()
                .filter(c -> c.outcome() == Check.Outcome.FAILS || c.outcome() == Check.Outcome.UNCLEAR)
                .filter(c -> !c.name().equals(SiteGate.PEOPLE))
                .toList();
        return !failing.isEmpty() && failing.stream().allMatch(WayBack::ofOldSite);
    }

    private static String falls(GateReport verdict) {
        return verdict.checks().stream()
                .filter(WayBack::ofOldSite)
                .map(c -> String.format(
                        Locale.ROOT, "%s %+.4f", c.name(), (Double) c.figures().get("gain")))
                .collect(Collectors.joining(", "));
    }

    private static boolean ofOldSite(Check check) {
        return check.name().startsWith(SiteGate.OLD_SITE);
    }
}
