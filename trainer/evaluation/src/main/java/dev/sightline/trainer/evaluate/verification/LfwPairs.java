package dev.sightline.trainer.evaluate.verification;

import dev.sightline.trainer.evaluate.retrieval.Label;
import dev.sightline.trainer.labeled.LabeledDescriptor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Pairs of crops, fold after fold, for the ten-fold protocol.
 *
 * @param pairs in the order of the folds, which are of equal size
 */
public record LfwPairs(List<Pair> pairs) {
    private static final int MOST_PER_FOLD = 300;

    /** Two crops; they are of one person when their identities are equal. */
    public record Pair(LabeledDescriptor left, LabeledDescriptor right, boolean same) {}

    public LfwPairs {
        pairs = List.copyOf(pairs);
    }

    /** The accuracy over {@code folds} consecutive folds. */
    public LfwFolds folds(int folds) {
        double[] distance = new double[pairs.size()];
        boolean[] same = new boolean[pairs.size()];
        for (int i = 0; i < same.length; i++) {
            Pair pair = pairs.get(i);
            distance[i] = pair.left().vector().squaredDistance(pair.right().vector());
            same[i] = pair.same();
        }
        return LfwFolds.of(distance, same, folds);
    }

    /**
     * Draws pairs from labeled crops as Labeled Faces in the Wild was made: nobody is in two folds; each fold has as
     * many genuine as impostor pairs, at most 300 of each, all folds the same number. Genuine pairs are of two cameras,
     * except where all crops come from one.
     *
     * @throws IllegalArgumentException when some fold has no genuine or no impostor pair
     */
    public static LfwPairs draw(List<LabeledDescriptor> crops, int folds, long seed) {
        boolean oneCamera =
                crops.stream().map(LabeledDescriptor::camera).distinct().count() == 1;
        Random random = new Random(seed);
        List<List<List<LabeledDescriptor>>> parts = parts(crops, folds, random);
        List<List<Pair>> genuine = parts.stream()
                .map(part -> shuffled(genuine(part, oneCamera), random))
                .toList();
        List<List<Pair>> impostor = new ArrayList<>();
        for (List<List<LabeledDescriptor>> part : parts) {
            impostor.add(part.size() < 2 ? List.of() : impostors(part, random));
        }
        int each = MOST_PER_FOLD;
        for (int fold = 0; fold < folds; fold++) {
            each = Math.min(
                    each, Math.min(genuine.get(fold).size(), impostor.get(fold).size()));
        }
        if (each == 0) {
            throw new IllegalArgumentException(crops.size() + " crops cannot be cut into " + folds
                    + " folds with genuine and impostor pairs in each; it takes at least " + 2 * folds
                    + " people with two comparable crops each");
        }
        List<Pair> pairs = new ArrayList<>();
        for (int fold = 0; fold < folds; fold++) {
            pairs.addAll(genuine.get(fold).subList(0, each));
            pairs.addAll(impostor.get(fold).subList(0, each));
        }
        return new LfwPairs(pairs);
    }

    /** For each fold its people, for each person the crops. */
    private static List<List<List<LabeledDescriptor>>> parts(List<LabeledDescriptor> crops, int folds, Random random) {
        Map<String, List<LabeledDescriptor>> byPerson = new TreeMap<>();
        Label.people(crops)
                .forEach(c -> byPerson.computeIfAbsent(c.identity(), i -> new ArrayList<>())
                        .add(c));
        List<List<LabeledDescriptor>> people = shuffled(List.copyOf(byPerson.values()), random);
        List<List<List<LabeledDescriptor>>> parts = new ArrayList<>();
        for (int fold = 0; fold < folds; fold++) {
            parts.add(people.subList(fold * people.size() / folds, (fold + 1) * people.size() / folds));
        }
        return parts;
    }

    private static List<Pair> genuine(List<List<LabeledDescriptor>> part, boolean oneCamera) {
        List<Pair> pairs = new ArrayList<>();
        for (List<LabeledDescriptor> own : part) {
            for (int i = 0; i < own.size(); i++) {
                for (int j = i + 1; j < own.size(); j++) {
                    if (oneCamera || !own.get(i).camera().equals(own.get(j).camera())) {
                        pairs.add(new Pair(own.get(i), own.get(j), true));
                    }
                }
            }
        }
        return pairs;
    }

    private static List<Pair> impostors(List<List<LabeledDescriptor>> part, Random random) {
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < MOST_PER_FOLD; i++) {
            int left = random.nextInt(part.size());
            int right = (left + 1 + random.nextInt(part.size() - 1)) % part.size();
            pairs.add(new Pair(any(part.get(left), random), any(part.get(right), random), false));
        }
        return pairs;
    }

    private static LabeledDescriptor any(List<LabeledDescriptor> own, Random random) {
        return own.get(random.nextInt(own.size()));
    }

    private static <T> List<T> shuffled(List<T> list, Random random) {
        List<T> copy = new ArrayList<>(list);
        Collections.shuffle(copy, random);
        return copy;
    }
}
