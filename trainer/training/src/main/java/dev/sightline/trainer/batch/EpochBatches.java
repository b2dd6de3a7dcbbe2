package dev.sightline.trainer.batch;

import dev.sightline.trainer.labeled.Numbering;
import dev.sightline.trainer.pair.Constraints;
import dev.sightline.trainer.recipe.BatchPlan;
import dev.sightline.trainer.recipe.Recipe;
import dev.sightline.trainer.sample.CropLabel;
import dev.sightline.trainer.sample.CropPair;
import dev.sightline.trainer.sample.CrowdSampler;
import dev.sightline.trainer.sample.HardBatches;
import dev.sightline.trainer.sample.HardNegatives;
import dev.sightline.trainer.sample.LabeledBatch;
import dev.sightline.trainer.sample.NeverTogether;
import dev.sightline.trainer.sample.PairSampler;
import dev.sightline.trainer.sample.PatchSampler;
import dev.sightline.trainer.sample.PkPolicy;
import dev.sightline.trainer.sample.PkSampler;
import dev.sightline.trainer.sample.SiteBalance;
import dev.sightline.trainer.sample.TripletSampler;
import dev.sightline.trainer.sample.ViewSampler;
import dev.sightline.trainer.snapshot.Crop;
import dev.sightline.trainer.split.TrainingSet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The batches of each epoch, as a recipe asks for them. An epoch depends on the seed, its number and the hard negatives
 * alone.
 */
public final class EpochBatches {
    private static final double SAME_SHARE = 0.5;
    /** Strangers drawn for each crop of a site where every two identities are two people. */
    private static final int STRANGERS = 4;

    private static final String DOUBT = ", but in this data not every two identities are known to be two people, ";

    private final int batches;
    private final IntFunction<List<LabeledBatch>> plain;
    private final @Nullable PkSampler people;
    private final TrainingSet data;
    private final double hardShare;

    private EpochBatches(
            int batches,
            IntFunction<List<LabeledBatch>> plain,
            @Nullable PkSampler people,
            TrainingSet data,
            double hardShare) {
        this.batches = batches;
        this.plain = plain;
        this.people = people;
        this.data = data;
        this.hardShare = hardShare;
    }

    public static EpochBatches of(Recipe recipe, TrainingSet data) {
        BatchPlan plan = recipe.batch();
        int rows = plan.people() * plan.crops();
        return switch (plan.of()) {
            case "pairs" -> {
                int steps = steps(plan, data, Math.max(1, rows / 2) * 2);
                PairSampler sampler = new PairSampler(
                        pairs(data, recipe.seed()), new PairSampler.Epoch(rows / 2, SAME_SHARE, steps), recipe.seed());
                yield new EpochBatches(sampler.batches(), sampler::epoch, null, data, 0);
            }
            case "triplets" -> {
                int steps = steps(plan, data, Math.max(1, rows / 3));
                TripletSampler sampler = new TripletSampler(pairs(data, recipe.seed()), rows / 3, steps, recipe.seed());
                yield new EpochBatches(sampler.batches(), sampler::epoch, null, data, 0);
            }
            case "views", "crops" -> {
                ViewSampler sampler = views(recipe, data, plan.of().equals("views") ? 2 : 1);
                yield new EpochBatches(sampler.batches(), sampler::epoch, null, data, 0);
            }
            case "patches" -> {
                PatchSampler sampler = new PatchSampler(views(recipe, data, 2), recipe.seed());
                yield new EpochBatches(sampler.batches(), sampler::epoch, null, data, 0);
            }
            default -> ofPeople(recipe, data);
        };
    }

    private static ViewSampler views(Recipe recipe, TrainingSet data, int views) {
        BatchPlan plan = recipe.batch();
        int crops = Math.max(1, plan.people() * plan.crops() / views);
        return new ViewSampler(data.crops().size(), crops, views, steps(plan, data, crops), recipe.seed());
    }

    /** @param seen crops that a batch sees, of triplets the anchors alone */
    private static int steps(BatchPlan plan, TrainingSet data, int seen) {
        return plan.steps() > 0 ? plan.steps() : Math.max(1, data.crops().size() / seen);
    }

    /**
     * P x K batches. At an open site (self-labels, labeled pairs) one person's stays in two cameras may stand under two names; a
     * batch then holds people of one camera of it, where that is rare, and no hardest negatives are searched, for they
     * would be those. A camera with fewer people than a batch holds is filled up from others.
     */
    private static EpochBatches ofPeople(Recipe recipe, TrainingSet data) {
        BatchPlan plan = recipe.batch();
        boolean apart = data.constraints().exhaustive();
        if (!apart) {
            refuseWhatNeedsTwoPeople(recipe);
        }
        if (!apart || !data.constraints().doubted().isEmpty()) {
            refuseMemory(recipe);
        }
        Set<String> open = data.constraints().openSites();
        Function<Crop, String> pot = crop -> open.contains(crop.site()) ? crop.place() : crop.site();
        List<String> pots =
                new ArrayList<>(new TreeSet<>(data.crops().stream().map(pot).toList()));
        List<CropLabel> labels = labels(data, c -> pots.indexOf(pot.apply(c)));
        PkSampler sampler = new PkSampler(
                labels,
                new PkPolicy(
                        plan.people(),
                        plan.crops(),
                        apart ? balance(plan, data, pots) : cameras(plan, data, pot, pots),
                        plan.steps()),
                doubted(data),
                recipe.seed());
        if (plan.strangers() > 0) {
            CrowdSampler crowd = new CrowdSampler(sampler, labels, plan.strangers(), recipe.seed());
            return new EpochBatches(sampler.batches(), e -> numbered(data, crowd.epoch(e)), null, data, 0);
        }
        return new EpochBatches(
                sampler.batches(),
                e -> numbered(data, sampler.epoch(e)),
                apart ? sampler : null,
                data,
                recipe.mining().share());
    }

    /** Where two names may be one person. */
    private static void refuseWhatNeedsTwoPeople(Recipe recipe) {
        BatchPlan plan = recipe.batch();
        if (plan.strangers() > 0) {
            throw new IllegalArgumentException("batch.strangers is " + plan.strangers() + DOUBT
                    + "so a stranger drawn at random may be the same person; allowed: 0");
        }
        if (recipe.mining().every() > 0) {
            throw new IllegalArgumentException(
                    "mining.every is " + recipe.mining().every() + DOUBT
                            + "so the hardest negatives would be the same person; allowed: 0");
        }
    }

    /** Rows of earlier batches may be of those whom a batch keeps apart. */
    private static void refuseMemory(Recipe recipe) {
        int kept = recipe.learning().memory().size();
        if (kept > 0) {
            throw new IllegalArgumentException(
                    "memory.size is " + kept + DOUBT + "so rows of earlier batches may be the same person; allowed: 0");
        }
    }

    public int batches() {
        return batches;
    }

    /** Whether hard negatives can be used. */
    public boolean minesPeople() {
        return people != null;
    }

    /**
     * The batches of an epoch, counted from 0.
     *
     * @param hardNegatives of each crop, as they were last searched; null before the first search
     */
    public List<LabeledBatch> epoch(int epoch, @Nullable HardNegatives hardNegatives) {
        if (people == null || hardNegatives == null) {
            return plain.apply(epoch);
        }
        return numbered(data, new HardBatches(people, hardShare).epoch(epoch, hardNegatives));
    }

    private static List<LabeledBatch> numbered(TrainingSet data, List<int[]> batches) {
        List<LabeledBatch> labeled = new ArrayList<>(batches.size());
        for (int[] crops : batches) {
            long[] labels = new long[crops.length];
            for (int i = 0; i < crops.length; i++) {
                labels[i] = data.label(data.crops().get(crops[i]));
            }
            labeled.add(new LabeledBatch(crops, labels));
        }
        return labeled;
    }

    private static NeverTogether doubted(TrainingSet data) {
        List<String> names = data.identities();
        Map<Integer, Set<Integer>> others = new HashMap<>();
        data.constraints().doubted().forEach(pair -> {
            int first = Collections.binarySearch(names, pair.first());
            int second = Collections.binarySearch(names, pair.second());
            if (first >= 0 && second >= 0) {
                others.computeIfAbsent(first, k -> new HashSet<>()).add(second);
                others.computeIfAbsent(second, k -> new HashSet<>()).add(first);
            }
        });
        return new NeverTogether(others);
    }

    private static List<CropLabel> labels(TrainingSet data, ToIntFunction<Crop> pot) {
        Numbering cameras = new Numbering();
        return data.crops().stream()
                .map(c -> new CropLabel(data.label(c), cameras.of(c.place()), pot.applyAsInt(c)))
                .toList();
    }

    /**
     * One camera of an open site, or one other site, a batch, whatever {@code batch.sites} says. The cameras of a site divide its
     * share; a site without one has the mean of the others, and without any shares sites take turns alike.
     */
    private static SiteBalance cameras(
            BatchPlan plan, TrainingSet data, Function<Crop, String> pot, List<String> pots) {
        requireKnown(plan, data);
        Map<String, Set<String>> bySite = new TreeMap<>();
        data.crops()
                .forEach(c ->
                        bySite.computeIfAbsent(c.site(), k -> new TreeSet<>()).add(pot.apply(c)));
        Map<Integer, Double> shares = new HashMap<>();
        double mean = plan.shares().values().stream()
                .mapToDouble(Double::doubleValue)
                .average()
                .orElse(1);
        bySite.forEach((site, own) -> {
            double share = plan.shares().getOrDefault(site, mean);
            own.forEach(camera -> shares.put(pots.indexOf(camera), share / own.size()));
        });
        return new SiteBalance.OnePerBatch(shares);
    }

    private static void requireKnown(BatchPlan plan, TrainingSet data) {
        Set<String> sites = new TreeSet<>();
        data.crops().forEach(c -> sites.add(c.site()));
        plan.shares().keySet().stream()
                .sorted()
                .filter(site -> !sites.contains(site))
                .findFirst()
                .ifPresent(site -> {
                    throw new IllegalArgumentException(
                            "batch.shares names the site '" + site + "'; sites of the data: " + sites);
                });
    }

    private static SiteBalance balance(BatchPlan plan, TrainingSet data, List<String> sites) {
        requireKnown(plan, data);
        Map<Integer, Double> shares = new HashMap<>();
        plan.shares().forEach((site, share) -> shares.put(sites.indexOf(site), share));
        return switch (plan.sites()) {
            case "one-per-batch" -> new SiteBalance.OnePerBatch(shares);
            case "mixed" -> new SiteBalance.Mixed(shares);
            default -> new SiteBalance.Natural();
        };
    }

    /** What the labels say in pairs: the crops of a person in a chain, and crops of people known to be two. */
    private static List<CropPair> pairs(TrainingSet data, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Crop> crops = data.crops();
        Map<String, List<Integer>> people = new HashMap<>();
        for (int i = 0; i < crops.size(); i++) {
            people.computeIfAbsent(crops.get(i).identity(), p -> new ArrayList<>())
                    .add(i);
        }
        List<CropPair> pairs = new ArrayList<>();
        people.values().forEach(own -> {
            for (int i = 1; i < own.size(); i++) {
                pairs.add(new CropPair(own.get(i - 1), own.get(i), true));
            }
        });
        Constraints constraints = data.constraints();
        constraints.apart().stream()
                .filter(a -> constraints.different(a.first(), a.second()))
                .sorted()
                .forEach(a -> {
                    List<Integer> one = people.getOrDefault(a.first(), List.of());
                    List<Integer> other = people.getOrDefault(a.second(), List.of());
                    for (int i = 0; i < Math.max(one.size(), other.size()) && !one.isEmpty() && !other.isEmpty(); i++) {
                        pairs.add(new CropPair(one.get(i % one.size()), other.get(i % other.size()), false));
                    }
                });
        for (int crop = 0; crop < crops.size(); crop++) {
            boolean open = constraints.openSites().contains(crops.get(crop).site());
            for (int i = 0; i < STRANGERS && !open; i++) {
                int other = random.nextInt(crops.size());
                if (constraints.different(
                        crops.get(crop).identity(), crops.get(other).identity())) {
                    pairs.add(new CropPair(crop, other, false));
                }
            }
        }
        return pairs;
    }
}
