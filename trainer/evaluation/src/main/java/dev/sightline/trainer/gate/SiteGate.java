package dev.sightline.trainer.gate;

import dev.sightline.trainer.evaluate.retrieval.CameraPair;
import dev.sightline.trainer.evaluate.retrieval.RankedQuery;
import dev.sightline.trainer.evaluate.retrieval.Retrieval;
import dev.sightline.trainer.evaluate.retrieval.RetrievalScore;
import dev.sightline.trainer.gate.Check.Outcome;
import dev.sightline.trainer.labeled.LabeledDescriptor;
import dev.sightline.trainer.labeled.Numbering;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Judges a model that learned on a site against the one that serves there. Unlike {@link Gate}, which lets in what is
 * not worse, it asks for a gain that is no chance, and bounds what is forgotten elsewhere:
 *
 * <ul>
 *   <li>across cameras, the interval of mAP's gain lies above 0 and more people gain than lose (sign test over people),
 *       and rank-1 is not shown worse;
 *   <li>rank-1 of no camera pair falls by more than its bound;
 *   <li>within a camera, halves of tracklets find each other no worse;
 *   <li>rank-1 at each old site falls by no more than the bound.
 * </ul>
 *
 * <p>With one camera, the halves of tracklets take the place of people across cameras. Pure; safe from any thread.
 */
public final class SiteGate {
    /** The check that there are enough people to show a gain by. */
    public static final String PEOPLE = "frozen people";

    /** What the name of each check of {@link #old} begins with. */
    public static final String OLD_SITE = "rank-1, old site ";

    /** What the sign test and the intervals may err by. */
    private static final double ERROR = .05;

    private final GatePolicy policy;
    private final Bounds bounds;

    /**
     * What may fall, each 0..1.
     *
     * @param site rank-1 and mAP at the site itself; .01
     * @param pair rank-1 of one camera pair, and of halves of tracklets within a camera; .05
     * @param old rank-1 at an old site; .02
     * @param leastPeople fewer decide nothing; 8
     */
    public record Bounds(double site, double pair, double old, int leastPeople) {
        public Bounds {
            if (!(site >= 0 && pair >= 0 && old >= 0) || leastPeople < 2) {
                throw new IllegalArgumentException("falls of " + site + ", " + pair + " and " + old + ", at least "
                        + leastPeople + " people are not allowed: use 0 or more, and 2 people or more");
            }
        }

        /** The values named above. */
        public static Bounds defaults() {
            return new Bounds(.01, .05, .02, 8);
        }
    }

    /**
     * Queries and gallery of one place, described by both models in one order.
     *
     * @param name for people
     * @param champion what the model that serves makes of them
     * @param challenger what the other one makes of them
     */
    public record Place(String name, Asked champion, Asked challenger) {}

    /**
     * Who asks whom.
     *
     * @param queries crops
     * @param gallery crops
     */
    public record Asked(List<LabeledDescriptor> queries, List<LabeledDescriptor> gallery) {
        public Asked {
            queries = List.copyOf(queries);
            gallery = List.copyOf(gallery);
        }

        boolean answerable() {
            return !queries.isEmpty() && retrieval().answerable();
        }

        Retrieval retrieval() {
            return Retrieval.of(queries, gallery);
        }
    }

    public SiteGate(GatePolicy policy, Bounds bounds) {
        this.policy = policy;
        this.bounds = bounds;
    }

    /**
     * Whether people are found better.
     *
     * @param judged frozen people asked for across cameras; of a site with one camera, halves of its tracklets
     */
    public List<Check> gain(Place judged) {
        List<Check> checks = new ArrayList<>();
        int asking = people(judged);
        if (asking < bounds.leastPeople()) {
            checks.add(new Check(
                    PEOPLE,
                    Outcome.UNCLEAR,
                    asking + " frozen people can be found again; fewer than " + bounds.leastPeople()
                            + " show no gain: record more, or freeze a larger share",
                    Map.of("people", asking)));
            return checks;
        }
        Paired both = paired(judged);
        checks.add(both.gainOfMap(judged.name()));
        checks.add(Check.notWorse(
                "rank-1, " + judged.name(),
                both.change(RankedQuery::rank1, policy.certainty().confidence()),
                bounds.site()));
        checks.addAll(pairs(judged));
        return checks;
    }

    /** Halves of the tracklets of one camera are found no worse; nothing where there are none. */
    public List<Check> within(Place halves) {
        if (!halves.champion().answerable()) {
            return List.of();
        }
        return List.of(Check.noRegression(
                "rank-1, " + halves.name(),
                paired(halves).change(RankedQuery::rank1, policy.certainty().confidence()),
                bounds.pair()));
    }

    /** What an old site loses. */
    public Check old(Place place) {
        Paired both = paired(place);
        Change change = both.change(RankedQuery::rank1, policy.certainty().confidence());
        String name = OLD_SITE + place.name();
        if (change.gain() >= -bounds.old()) {
            return new Check(name, Outcome.HOLDS, "", Check.figures(change, bounds.old()));
        }
        return new Check(
                name, Outcome.FAILS, Check.fall(name, change, bounds.old()), Check.figures(change, bounds.old()));
    }

    private List<Check> pairs(Place site) {
        Map<CameraPair, RetrievalScore> before = site.champion().retrieval().byCameras();
        Map<CameraPair, RetrievalScore> after = site.challenger().retrieval().byCameras();
        double confidence = 1 - (1 - policy.certainty().confidence()) / Math.max(1, before.size());
        List<Check> checks = new ArrayList<>();
        before.forEach((pair, score) -> {
            RetrievalScore other = after.get(pair);
            if (other == null) {
                throw new IllegalStateException("both models have the same crops, so the same camera pairs");
            }
            Paired both = new Paired(score, other);
            String name = "rank-1 " + pair;
            Change change = both.change(RankedQuery::rank1, confidence);
            Check check = score.people() >= bounds.leastPeople()
                    ? Check.noRegression(name, change, bounds.pair())
                    : new Check(name, Outcome.LISTED, "", Check.figures(change, bounds.pair()));
            checks.add(check.with("people", score.people())
                    .with("queries", score.queries().size()));
        });
        return checks;
    }

    private static int people(Place place) {
        return place.champion().answerable()
                ? place.champion().retrieval().market().people()
                : 0;
    }

    private Paired paired(Place place) {
        return new Paired(
                place.champion().retrieval().market(),
                place.challenger().retrieval().market());
    }

    /** Two scores of the same queries. */
    private final class Paired {
        private final RetrievalScore champion;
        private final RetrievalScore challenger;

        Paired(RetrievalScore champion, RetrievalScore challenger) {
            this.champion = champion;
            this.challenger = challenger;
        }

        Change change(ToDoubleFunction<RankedQuery> figure, double confidence) {
            Numbering numbers = new Numbering();
            int[] person = champion.queries().stream()
                    .mapToInt(q -> numbers.of(q.query().identity()))
                    .toArray();
            return Change.ofQueries(
                    values(champion, figure), values(challenger, figure), person, policy.certainty(), confidence);
        }

        /** By mAP, which sees every picture of a person, and people, not pictures, are what chance is over. */
        Check gainOfMap(String where) {
            Change change =
                    change(RankedQuery::averagePrecision, policy.certainty().confidence());
            McNemar people = signs();
            double p = new McNemar(people.gained(), people.lost()).pOfLoss();
            String name = "mAP, " + where;
            Check check = new Check(name, Outcome.HOLDS, "", Check.figures(change, 0));
            if (change.high() < 0) {
                check = new Check(name, Outcome.FAILS, Check.fall(name, change, 0), check.figures());
            } else if (!(change.low() > 0 && p < ERROR)) {
                check = new Check(
                        name,
                        Outcome.UNCLEAR,
                        Check.say(
                                "%s changes by %+.4f (%+.4f to %+.4f), %d people gain and %d lose: that may be chance",
                                name, change.gain(), change.low(), change.high(), people.gained(), people.lost()),
                        check.figures());
            }
            return check.with("peopleGaining", people.gained())
                    .with("peopleLosing", people.lost())
                    .with("signTestP", p);
        }

        private McNemar signs() {
            Map<String, Double> gains = new HashMap<>();
            for (int q = 0; q < champion.queries().size(); q++) {
                RankedQuery before = champion.queries().get(q);
                RankedQuery after = challenger.queries().get(q);
                gains.merge(
                        before.query().identity(), after.averagePrecision() - before.averagePrecision(), Double::sum);
            }
            int gained = (int) gains.values().stream().filter(g -> g > 0).count();
            int lost = (int) gains.values().stream().filter(g -> g < 0).count();
            return new McNemar(lost, gained);
        }

        private static double[] values(RetrievalScore score, ToDoubleFunction<RankedQuery> figure) {
            return score.queries().stream().mapToDouble(figure).toArray();
        }
    }
}
