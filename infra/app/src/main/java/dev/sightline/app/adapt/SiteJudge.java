package dev.sightline.app.adapt;

import dev.sightline.trainer.adapt.AdaptPolicy;
import dev.sightline.trainer.adapt.Agreement;
import dev.sightline.trainer.adapt.DescribedSite;
import dev.sightline.trainer.adapt.DescribedSite.Described;
import dev.sightline.trainer.adapt.FrozenPart;
import dev.sightline.trainer.adapt.ObservedSite;
import dev.sightline.trainer.adapt.SiteTruth;
import dev.sightline.trainer.calibrate.DatasetHash;
import dev.sightline.trainer.gate.Check;
import dev.sightline.trainer.gate.GatePolicy;
import dev.sightline.trainer.gate.GateReport;
import dev.sightline.trainer.gate.SiteGate;
import dev.sightline.trainer.gate.SiteGate.Asked;
import dev.sightline.trainer.gate.SiteGate.Place;
import dev.sightline.trainer.labeled.LabeledDescriptor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Judges an adapted model on the frozen part of its site and on old sites.
 *
 * @param site who was seen
 * @param frozen who never trained
 * @param before how the serving model sees everything
 */
record SiteJudge(ObservedSite site, FrozenPart frozen, View before, AdaptPolicy policy) {
    /** Where no old site can be asked, what must remain of how the serving model orders pairs; see {@link Agreement}. */
    static final double LEAST_AGREEMENT = .8;

    /**
     * How one model sees the site and the people of old sites who judge.
     *
     * @param model {@code id@version}
     * @param site described
     * @param old described, by site
     */
    record View(String model, DescribedSite site, Map<String, List<LabeledDescriptor>> old) {
        View {
            old = new TreeMap<>(old);
        }
    }

    /** The people that the frozen part is asked for, as both models agree on them. */
    SiteTruth truth(View after) {
        return SiteTruth.of(site, frozen, before.site(), after.site());
    }

    GateReport judge(View after) {
        SiteTruth truth = truth(after);
        SiteGate gate = new SiteGate(GatePolicy.defaults(), new SiteGate.Bounds(.01, .05, .02, policy.leastPeople()));
        List<String> cameras = List.copyOf(site.cameras());
        Place judged = cameras.size() > 1
                ? new Place("frozen people of " + site.name(), asked(truth, before), asked(truth, after))
                : halves(truth, cameras.get(0), after);
        List<Check> checks = new ArrayList<>(gate.gain(judged));
        for (String camera : cameras) {
            checks.addAll(gate.within(halves(truth, camera, after)));
        }
        before.old().forEach((name, crops) -> {
            List<LabeledDescriptor> then = after.old().getOrDefault(name, List.of());
            checks.add(gate.old(new Place(name, new Asked(crops, crops), new Asked(then, then))));
        });
        checks.add(agreement(after));
        List<LabeledDescriptor> queries = judged.challenger().queries();
        return new GateReport(
                before.model(),
                after.model(),
                DatasetHash.of(judged.challenger().gallery()),
                new GateReport.Size(
                        (int) queries.stream()
                                .map(LabeledDescriptor::identity)
                                .distinct()
                                .count(),
                        queries.size(),
                        judged.challenger().gallery().size()),
                checks);
    }

    private Check agreement(View after) {
        double agreement = Agreement.of(crops(before.site()), crops(after.site()));
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("agreement", agreement);
        figures.put("least", LEAST_AGREEMENT);
        if (!before.old().isEmpty()) {
            return new Check("agreement with " + before.model(), Check.Outcome.LISTED, "", figures);
        }
        boolean holds = agreement >= LEAST_AGREEMENT;
        return new Check(
                "agreement with " + before.model() + ", for no old site is here",
                holds ? Check.Outcome.HOLDS : Check.Outcome.FAILS,
                holds
                        ? ""
                        : String.format(
                                java.util.Locale.ROOT,
                                "the new model orders pairs of crops otherwise than %s (correlation %.2f, least %.2f), so it"
                                        + " may have forgotten other places; give data of old sites (adapt.old-data)",
                                before.model(),
                                agreement,
                                LEAST_AGREEMENT),
                figures);
    }

    private static Asked asked(SiteTruth truth, View view) {
        return new Asked(truth.queries(view.site()), truth.gallery(view.site()));
    }

    /** The earlier half of each frozen tracklet of a camera asks for the later one, and the other way round. */
    private Place halves(SiteTruth truth, String camera, View after) {
        return new Place(
                "halves of frozen tracklets, " + camera,
                halves(truth, camera, before.site()),
                halves(truth, camera, after.site()));
    }

    private static Asked halves(SiteTruth truth, String camera, DescribedSite site) {
        List<LabeledDescriptor> crops = truth.halves(site, camera);
        return new Asked(crops, crops);
    }

    private static List<LabeledDescriptor> crops(DescribedSite site) {
        return site.tracklets().stream()
                .map(Described::crops)
                .flatMap(List::stream)
                .toList();
    }
}
