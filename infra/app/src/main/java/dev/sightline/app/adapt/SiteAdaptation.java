package dev.sightline.app.adapt;

import dev.sightline.app.adapt.SiteJudge.View;
import dev.sightline.app.terminal.Outcome;
import dev.sightline.models.catalog.ModelCatalog;
import dev.sightline.platform.problem.Problem;
import dev.sightline.trainer.adapt.AdaptPolicy;
import dev.sightline.trainer.adapt.DescribedSite;
import dev.sightline.trainer.adapt.FrozenPart;
import dev.sightline.trainer.adapt.LearningSet;
import dev.sightline.trainer.adapt.LinkPurity;
import dev.sightline.trainer.adapt.ObservedSite;
import dev.sightline.trainer.gate.GateFile;
import dev.sightline.trainer.gate.GateReport;
import dev.sightline.trainer.labeled.LabeledCrop;
import dev.sightline.trainer.labeled.LabeledDescriptor;
import dev.sightline.trainer.pair.Constraints;
import dev.sightline.trainer.pair.ObservedTracklet;
import dev.sightline.trainer.publish.TrainingJob;
import dev.sightline.trainer.recipe.Recipe;
import dev.sightline.trainer.run.RunSettings;
import dev.sightline.trainer.run.TrainingFailure;
import dev.sightline.trainer.run.TrainingListener;
import dev.sightline.trainer.snapshot.Crop;
import dev.sightline.trainer.snapshot.Snapshot;
import dev.sightline.trainer.split.Selection;
import dev.sightline.trainer.split.Split;
import dev.sightline.trainer.start.StartingNetworks;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Lets the descriptor that serves at a site learn on from what it sees there. Rounds: label the site, learn, look again
 * with what was learned, so that a later round finds links that an earlier one could not. It ends early where the labels
 * do not hold, and what comes out is judged on the people who were kept apart and on old sites. One thread.
 */
final class SiteAdaptation {
    /** A round after which so many fewer tracklets find their own other half has learned wrong labels. */
    private static final double DRIFT = .1;

    private final Tools tools;
    private final Plan plan;
    private final AdaptPolicy policy;
    private final OldSites old;

    /**
     * What it works with.
     *
     * @param models finds packages
     * @param describing describes crops as the live path does
     * @param run where LibTorch learns
     * @param listener hears how learning goes
     * @param outcome gets problems
     */
    record Tools(
            ModelCatalog models, Describing describing, RunSettings run, TrainingListener listener, Outcome outcome) {}

    /** Describes crops as the live path does. */
    @FunctionalInterface
    interface Describing {
        List<LabeledDescriptor> describe(String model, List<LabeledCrop> crops) throws IOException;
    }

    /**
     * What is asked for.
     *
     * @param champion the model that serves: id or package folder
     * @param id of the new one
     * @param version of the new one
     * @param folder of the run
     * @param rounds of learning, at least 1
     * @param changes to the recipe
     */
    record Plan(String champion, String id, String version, Path folder, int rounds, Map<String, String> changes) {}

    SiteAdaptation(Tools tools, Plan plan, AdaptPolicy policy, OldSites old) {
        this.tools = tools;
        this.plan = plan;
        this.policy = policy;
        this.old = old;
    }

    /** Adapts; the report says whether anything may serve. The package has the gate's report and a calibration. */
    AdaptReport run(ObservedSite given) throws IOException, InterruptedException {
        ObservedSite site = given.thinned(policy.cropsPerTracklet());
        String champion = tools.models().verify(plan.champion()).manifest().modelId();
        AdaptReport report = new AdaptReport(site.name(), champion);
        if (site.tracklets().size() < policy.leastTracklets()) {
            return report.refuse("the site has " + site.tracklets().size() + " tracklets; at least "
                    + policy.leastTracklets() + " are needed: let it record for longer");
        }
        noteJudges(report, champion);
        View before = see(plan.champion(), champion, site);
        return new SiteLabels(site, policy, report).unsound(before.site()) ? report : learn(site, before, report);
    }

    private AdaptReport learn(ObservedSite site, View before, AdaptReport report)
            throws IOException, InterruptedException {
        SiteLabels labels = new SiteLabels(site, policy, report);
        FrozenPart frozen = labels.frozen(before.site());
        SiteJudge judge = new SiteJudge(site, frozen, before, policy);
        String from = plan.champion();
        View after = before;
        double purity = LinkPurity.ofTracklets(before.site()).share();
        LearningSet set = new LearningSet(List.of(), Map.of(), 0, 0, 0);
        try {
            for (int round = 1; round <= plan.rounds(); round++) {
                set = labels.learningSet(after.site(), frozen, round);
                if (set.people().values().stream().noneMatch(AdaptRecipes::fills)) {
                    return report.refuse(
                            "no camera has four tracklets with two pictures to learn from, and no links join four people,"
                                    + " beside those that are frozen: let it record for longer");
                }
                Recipe recipe = AdaptRecipes.of(set, old, plan.champion(), round, plan.changes());
                from = train(recipe, from, set, "round-" + round);
                after = see(from, plan.id() + "@" + plan.version(), site);
                double now = LinkPurity.ofTracklets(after.site()).share();
                report.note(
                        "tracklets after round " + round,
                        now,
                        String.format(
                                Locale.ROOT,
                                "After round %d, %.2f of the tracklets find their own other half (%.2f before).",
                                round,
                                now,
                                purity));
                if (now < purity - DRIFT) {
                    return report.refuse(
                            "the labels drift: after round " + round
                                    + " fewer tracklets find their own other half than before, so the model learned what is not so");
                }
            }
        } catch (TrainingFailure e) {
            return report.refuse("learning stopped itself: " + e.getMessage());
        }
        if (old.test().isEmpty()) {
            report.note(
                    "half way",
                    true,
                    "No old site is here to say what was forgotten, so the mean of both models is taken.");
            Learned half = between(from, 1, set, judge);
            return judged(judge, new WayBack.Judged<>(half, judge.judge(half.view())), report);
        }
        return judged(judge, bounded(judge, set, new Learned(Path.of(from), after), report), report);
    }

    private void noteJudges(AdaptReport report, String champion) {
        if (!old.byHeart().isEmpty()) {
            report.note(
                    "judges who trained",
                    old.byHeart().size(),
                    old.byHeart().size() + " people of old sites who were to judge trained " + champion
                            + ", which knows them by heart: they train again instead.");
        }
        if (!old.unjudged().isEmpty()) {
            tools.outcome()
                    .problems()
                    .add(Problem.of(
                            "old sites " + old.unjudged(),
                            "nobody-judges",
                            "nobody is held back there whom " + champion
                                    + " was not trained on, so nothing says what is forgotten",
                            "hold back others (--old-hold-back), or label new people there"));
        }
    }

    /**
     * A model that learned here.
     *
     * @param folder its package
     * @param view how it sees everything
     */
    private record Learned(Path folder, View view) {}

    /** The model on the way to what was learned that forgets within the bound; see {@link WayBack}. */
    private WayBack.Judged<Learned> bounded(SiteJudge judge, LearningSet set, Learned learned, AdaptReport report)
            throws IOException, InterruptedException {
        WayBack.Line<Learned> line = new WayBack.Line<>() {
            @Override
            public GateReport judge(Learned model) {
                return judge.judge(model.view());
            }

            @Override
            public Learned between(int parts) throws IOException, InterruptedException {
                return SiteAdaptation.this.between(learned.folder().toString(), parts, set, judge);
            }
        };
        return WayBack.choose(learned, line, report);
    }

    private AdaptReport judged(SiteJudge judge, WayBack.Judged<Learned> learned, AdaptReport report)
            throws IOException {
        View seen = learned.model().view();
        Path folder = learned.model().folder();
        new SiteCalibration(judge.site().name(), tools.outcome().problems())
                .store(folder, judge.truth(seen).queries(seen.site()), seen.old());
        GateFile.write(learned.verdict(), folder);
        report.judged(learned.verdict(), folder);
        return report;
    }

    /** A model between the one that serves and one that learned from it; see {@link AdaptRecipes#between}. */
    private Learned between(String learned, int parts, LearningSet set, SiteJudge judge)
            throws IOException, InterruptedException {
        String name = parts == 1 ? "half-way" : "way-" + parts + "-of-" + (parts + 1);
        String folder = train(AdaptRecipes.between(plan.champion(), learned, parts), learned, set, name);
        return new Learned(Path.of(folder), see(folder, plan.id() + "@" + plan.version(), judge.site()));
    }

    /** The package's folder. */
    private String train(Recipe recipe, String from, LearningSet set, String name)
            throws IOException, InterruptedException {
        List<Crop> crops = new ArrayList<>(set.crops());
        crops.addAll(old.training());
        Snapshot snapshot = Snapshot.of(name, crops, Constraints.complete(), List.of());
        Selection nobody = Selection.parse("none", recipe.seed());
        Split split = Split.of(snapshot, nobody, nobody);
        var start = StartingNetworks.from(recipe, tools.models().resolve(from), tools.models()::resolve);
        Path folder = plan.folder().resolve(name);
        return new TrainingJob(recipe, start, split, tools.run())
                .run(folder, plan.id(), plan.version(), tools.listener())
                .folder()
                .toString();
    }

    private View see(String model, String modelId, ObservedSite site) throws IOException {
        List<LabeledCrop> crops = new ArrayList<>();
        for (ObservedTracklet tracklet : site.tracklets()) {
            tracklet.crops()
                    .forEach(p ->
                            crops.add(new LabeledCrop(p.image(), p.name(), "?", tracklet.camera(), tracklet.id())));
        }
        DescribedSite described =
                DescribedSite.of(site.tracklets(), tools.describing().describe(model, crops));
        Map<String, List<LabeledDescriptor>> others = new TreeMap<>();
        for (Map.Entry<String, List<LabeledCrop>> place : old.test().entrySet()) {
            others.put(place.getKey(), tools.describing().describe(model, place.getValue()));
        }
        return new View(modelId, described, others);
    }
}
