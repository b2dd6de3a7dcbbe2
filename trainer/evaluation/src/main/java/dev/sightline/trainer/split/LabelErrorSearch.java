package dev.sightline.trainer.split;

import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.trainer.pair.Constraints;
import dev.sightline.trainer.snapshot.Crop;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Labels that may be wrong: two people said to be different of whom two pictures are closer than the hardest "same" of
 * each of the two, the farthest apart of a person's own pictures. Exact: every picture is compared with every other of
 * its site. A person with a single picture has no "same"; the median of the others' hardest stands for it.
 */
public final class LabelErrorSearch {

    private LabelErrorSearch() {}

    /**
     * A picture and what a model makes of it.
     *
     * @param crop the picture
     * @param vector its descriptor
     */
    public record DescribedCrop(Crop crop, UnitVector vector) {}

    /**
     * Two people who may be one.
     *
     * @param first picture of one
     * @param second picture of the other
     * @param squaredDistance between the two pictures, the closest of the two people
     * @param hardestSame squared distance of the hardest "same", the smaller of the two people's
     */
    public record SuspectedLabelError(Crop first, Crop second, double squaredDistance, double hardestSame) {

        /** Below 1; the smaller, the more suspect. */
        public double share() {
            return hardestSame == 0 ? 1 : squaredDistance / hardestSame;
        }
    }

    /**
     * The most suspect pairs of people, the most suspect first.
     *
     * @param constraints which people are said to be different
     * @param limit at most so many
     */
    public static List<SuspectedLabelError> of(List<DescribedCrop> crops, Constraints constraints, int limit) {
        List<Person> people = people(crops);
        double[] hardest =
                people.stream().mapToDouble(LabelErrorSearch::hardestSame).toArray();
        double median = median(hardest);
        List<SuspectedLabelError> suspects = new ArrayList<>();
        for (int i = 0; i < people.size(); i++) {
            for (int j = i + 1; j < people.size(); j++) {
                Person one = people.get(i);
                Person other = people.get(j);
                if (one.site().equals(other.site()) && constraints.different(one.identity(), other.identity())) {
                    double bound = Math.min(or(hardest[i], median), or(hardest[j], median));
                    addClosest(one, other, bound, suspects);
                }
            }
        }
        suspects.sort(Comparator.comparingDouble(SuspectedLabelError::share)
                .thenComparing(s -> s.first().key())
                .thenComparing(s -> s.second().key()));
        return List.copyOf(suspects.subList(0, Math.min(limit, suspects.size())));
    }

    private static void addClosest(Person one, Person other, double bound, List<SuspectedLabelError> suspects) {
        double closest = bound;
        DescribedCrop left = null;
        DescribedCrop right = null;
        for (DescribedCrop a : one.crops()) {
            for (DescribedCrop b : other.crops()) {
                double distance = a.vector().squaredDistance(b.vector());
                if (distance < closest) {
                    closest = distance;
                    left = a;
                    right = b;
                }
            }
        }
        if (left != null && right != null) {
            suspects.add(new SuspectedLabelError(left.crop(), right.crop(), closest, bound));
        }
    }

    /** Negative without a pair. */
    private static double hardestSame(Person person) {
        double farthest = -1;
        for (int i = 0; i < person.crops().size(); i++) {
            for (int j = i + 1; j < person.crops().size(); j++) {
                farthest = Math.max(
                        farthest,
                        person.crops()
                                .get(i)
                                .vector()
                                .squaredDistance(person.crops().get(j).vector()));
            }
        }
        return farthest;
    }

    private static double or(double hardest, double median) {
        return hardest < 0 ? median : hardest;
    }

    /** 0 when nobody has two pictures: then nothing is suspect. */
    private static double median(double[] hardest) {
        double[] known = Arrays.stream(hardest).filter(h -> h >= 0).sorted().toArray();
        return known.length == 0 ? 0 : known[known.length / 2];
    }

    private static List<Person> people(List<DescribedCrop> crops) {
        Map<String, List<DescribedCrop>> people = new TreeMap<>();
        crops.stream()
                .filter(c -> !c.crop().isDistractor())
                .forEach(c -> people.computeIfAbsent(c.crop().identity(), k -> new ArrayList<>())
                        .add(c));
        return people.entrySet().stream()
                .map(e -> new Person(e.getKey(), e.getValue().get(0).crop().site(), e.getValue()))
                .toList();
    }

    private record Person(String identity, String site, List<DescribedCrop> crops) {}
}
