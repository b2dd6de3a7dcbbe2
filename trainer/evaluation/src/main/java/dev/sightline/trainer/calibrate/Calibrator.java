package dev.sightline.trainer.calibrate;

import dev.sightline.contracts.calibration.Calibration;
import dev.sightline.contracts.calibration.Comparison;
import dev.sightline.contracts.calibration.SiteCurve;
import dev.sightline.contracts.calibration.SiteCurve.Pairs;
import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.trainer.evaluate.retrieval.Label;
import dev.sightline.trainer.labeled.ComparedDescriptor;
import dev.sightline.trainer.labeled.LabeledDescriptor;
import dev.sightline.trainer.labeled.Numbering;
import dev.sightline.trainer.labeled.PairScores;
import dev.sightline.trainer.labeled.ScoredPairs;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiPredicate;

/**
 * Measures what a model's scores mean on labeled crops, for each kind of comparison.
 *
 * <p>Impostor pairs are of two people, in one camera or in two. Genuine pairs are of one person in two cameras; where
 * the whole data set has one camera, of two different crops (or tracklets) of it, which is easier than what cameras
 * apart will show. A tracklet is compared with crops outside itself only. Comparisons for which the data has no genuine
 * or no impostor pair are left out. Distractors are nobody, two of them may be one person, so they do not count.
 *
 * <p>Deterministic; safe from any thread.
 */
public final class Calibrator {
    private final CalibrationPolicy policy;

    public Calibrator(CalibrationPolicy policy) {
        this.policy = policy;
    }

    /**
     * Calibrates one model on one data set.
     *
     * @param dataset its name, for people
     * @param all descriptors of one model, every source once
     * @return one calibration per comparison that the data supports, crop-crop first; at least one
     * @throws IllegalArgumentException for two models, a source twice, fewer than two people, or no person with two
     *     comparable crops
     */
    public List<Calibration> calibrate(String dataset, List<LabeledDescriptor> all) {
        List<LabeledDescriptor> crops = Label.people(all);
        check(dataset, crops);
        Sides sides = Sides.of(crops, policy.trackletLength());
        int people =
                (int) crops.stream().map(LabeledDescriptor::identity).distinct().count();
        return calibrations(dataset, DatasetHash.of(crops), people, sides);
    }

    /**
     * How often strangers of one camera, and strangers of two, pass the thresholds of a calibration: people in one
     * camera look more alike, for light and background are the same. A calibration holds both kinds, mixed as the data
     * has them; where most comparisons are within one camera, choose a stricter rate.
     *
     * @param all those of the calibration
     * @return empty when all crops come from one camera
     */
    public Optional<CameraEffect> cameraEffect(Calibration calibration, List<LabeledDescriptor> all) {
        List<LabeledDescriptor> crops = Label.people(all);
        if (crops.stream().map(LabeledDescriptor::camera).distinct().count() == 1) {
            return Optional.empty();
        }
        Sides sides = Sides.of(crops, policy.trackletLength());
        List<ComparedDescriptor> left = sides.left(calibration.comparison());
        List<ComparedDescriptor> right = sides.right(calibration.comparison());
        return Optional.of(CameraEffect.of(
                calibration,
                PairScores.impostors(left, right, (a, b) -> a.camera() == b.camera(), policy.maxPairs(), policy.seed()),
                PairScores.impostors(
                        left, right, (a, b) -> a.camera() != b.camera(), policy.maxPairs(), policy.seed())));
    }

    /**
     * The curves of each site by itself, strangers of one camera apart from those of two. A person's site is what stands
     * before {@code /} in the name; without one, all are of the one site that {@code dataset} names.
     *
     * @param leastPeople sites with fewer people to find again are left out
     */
    public List<SiteCurve> bySite(String dataset, List<LabeledDescriptor> all, int leastPeople) {
        Map<String, List<LabeledDescriptor>> sites = new TreeMap<>();
        for (LabeledDescriptor crop : Label.people(all)) {
            int slash = crop.identity().indexOf('/');
            String site = slash > 0 ? crop.identity().substring(0, slash) : dataset;
            sites.computeIfAbsent(site, k -> new ArrayList<>()).add(crop);
        }
        List<SiteCurve> curves = new ArrayList<>();
        sites.forEach((site, crops) -> {
            if (CalibrationReadiness.foundAgain(crops) >= leastPeople) {
                curves.addAll(curves(site, crops));
            }
        });
        return curves;
    }

    private List<SiteCurve> curves(String site, List<LabeledDescriptor> crops) {
        Sides sides = Sides.of(crops, policy.trackletLength());
        List<SiteCurve> curves = new ArrayList<>();
        for (Calibration pooled : calibrate(site, crops)) {
            for (Pairs pairs : Pairs.values()) {
                ScoredPairs strangers = PairScores.impostors(
                        sides.left(pooled.comparison()),
                        sides.right(pooled.comparison()),
                        (a, b) -> (a.camera() == b.camera()) == (pairs == Pairs.SAME_CAMERA),
                        policy.maxPairs(),
                        policy.seed());
                if (strangers.size() > 0) {
                    curves.add(new SiteCurve(
                            site,
                            pairs,
                            new Calibration(
                                    pooled.comparison(),
                                    site,
                                    pooled.datasetSha256(),
                                    pooled.identities(),
                                    Thinning.coarse(genuine(sides, pooled.comparison())),
                                    Thinning.coarse(strangers.scores()))));
                }
            }
        }
        return curves;
    }

    private double[] genuine(Sides sides, Comparison comparison) {
        return scores(comparison, sides).genuine().scores();
    }

    /** What is compared: single crops and means of tracklets. */
    private record Sides(List<ComparedDescriptor> singles, List<ComparedDescriptor> means) {

        static Sides of(List<LabeledDescriptor> crops, int trackletLength) {
            Numbering people = new Numbering();
            Numbering cameras = new Numbering();
            List<ComparedDescriptor> means = new ArrayList<>();
            Map<String, Integer> stays = new HashMap<>();
            for (List<LabeledDescriptor> group : Tracklets.of(crops, trackletLength)) {
                int stay = means.size();
                means.add(probe(group.get(0), Tracklets.mean(group), stay, people, cameras));
                group.forEach(c -> stays.put(c.source(), stay));
            }
            List<ComparedDescriptor> singles = crops.stream()
                    .map(c -> probe(c, c.vector(), stays.getOrDefault(c.source(), -1), people, cameras))
                    .toList();
            return new Sides(singles, means);
        }

        List<ComparedDescriptor> left(Comparison comparison) {
            return comparison == Comparison.CROP_CROP ? singles : means;
        }

        List<ComparedDescriptor> right(Comparison comparison) {
            return comparison == Comparison.TRACKLET_TRACKLET ? means : singles;
        }
    }

    private List<Calibration> calibrations(String dataset, String hash, int people, Sides sides) {
        List<Calibration> found = new ArrayList<>();
        for (Comparison comparison : Comparison.values()) {
            PairScores scores = scores(comparison, sides);
            if (scores.genuine().size() > 0 && scores.impostor().size() > 0) {
                found.add(new Calibration(
                        comparison,
                        dataset,
                        hash,
                        people,
                        Thinning.of(scores.genuine().scores()),
                        Thinning.of(scores.impostor().scores())));
            }
        }
        if (found.isEmpty()) {
            throw new IllegalArgumentException("data set " + dataset
                    + " has no genuine pair: no person has crops in two" + " cameras (or two crops, with one camera)");
        }
        return List.copyOf(found);
    }

    private PairScores scores(Comparison comparison, Sides sides) {
        List<ComparedDescriptor> left = sides.left(comparison);
        List<ComparedDescriptor> right = sides.right(comparison);
        boolean oneCamera = sides.singles().stream()
                        .map(ComparedDescriptor::camera)
                        .distinct()
                        .count()
                == 1;
        boolean crops = comparison == Comparison.CROP_CROP;
        BiPredicate<ComparedDescriptor, ComparedDescriptor> genuinePair =
                (a, b) -> oneCamera ? crops || a.stay() != b.stay() : a.camera() != b.camera();
        return PairScores.between(left, right, genuinePair, policy.maxPairs(), policy.seed());
    }

    private static ComparedDescriptor probe(
            LabeledDescriptor crop, UnitVector vector, int stay, Numbering people, Numbering cameras) {
        return new ComparedDescriptor(vector, people.of(crop.identity()), cameras.of(crop.camera()), stay);
    }

    private static void check(String dataset, List<LabeledDescriptor> crops) {
        Set<String> people = new HashSet<>();
        Set<String> sources = new HashSet<>();
        Set<String> models = new HashSet<>();
        for (LabeledDescriptor crop : crops) {
            people.add(crop.identity());
            models.add(crop.vector().modelId());
            if (!sources.add(crop.source())) {
                throw new IllegalArgumentException("data set " + dataset + " lists crop " + crop.source() + " twice");
            }
        }
        if (models.size() > 1) {
            throw new IllegalArgumentException(
                    "data set " + dataset + " mixes descriptors of the models " + models + "; describe it with one");
        }
        if (people.size() < 2) {
            throw new IllegalArgumentException("data set " + dataset + " shows " + people.size()
                    + " people; a calibration needs at least 2, and thousands of pairs for low rates");
        }
    }
}
