package dev.sightline.trainer.evaluate.retrieval;

import dev.sightline.trainer.labeled.LabeledDescriptor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Finds people again. The Market-1501 protocol drops, for each query, gallery rows of the same person in the same
 * camera and junk rows (identity -1); distractors (identity 0) stay and are never right. The single-shot protocol also
 * keeps, drawn again for each query and repeat, one row per person. {@link Retrieval} adds what goes beyond one protocol.
 */
public final class RetrievalEvaluation {

    private RetrievalEvaluation() {}

    /**
     * Each crop asks for its person among all others.
     *
     * @throws IllegalArgumentException when nobody can be found again: nobody is in two cameras, or with one camera,
     *     nobody has two crops
     */
    public static RetrievalScore crossCamera(List<LabeledDescriptor> crops) {
        return between(crops, crops);
    }

    /** Crops ask a gallery, Market-1501 protocol. */
    public static RetrievalScore between(List<LabeledDescriptor> queries, List<LabeledDescriptor> gallery) {
        return Retrieval.of(queries, gallery).market();
    }

    /** Crops ask a gallery, single-shot protocol. */
    public static RetrievalScore singleShot(
            List<LabeledDescriptor> queries, List<LabeledDescriptor> gallery, int repeats, long seed) {
        return Retrieval.of(queries, gallery).singleShot(repeats, seed);
    }

    /**
     * The Market-1501 protocol on any distance.
     *
     * @param distances for a query's number its distance to each gallery row
     */
    public static RetrievalScore market(List<Label> queries, List<Label> gallery, IntFunction<double[]> distances) {
        List<RankedQuery> found = new ArrayList<>();
        for (int q = 0; q < queries.size(); q++) {
            RankedQuery.rank(queries.get(q), q, gallery, distances.apply(q), kept(queries.get(q), gallery))
                    .ifPresent(found::add);
        }
        return new RetrievalScore("Market-1501", found, queries.size() - found.size());
    }

    /**
     * The single-shot protocol on any distance.
     *
     * @param repeats draws per query, usually 10
     */
    public static RetrievalScore singleShot(
            List<Label> queries, List<Label> gallery, IntFunction<double[]> distances, int repeats, long seed) {
        Random random = new Random(seed);
        List<RankedQuery> found = new ArrayList<>();
        int skipped = 0;
        for (int q = 0; q < queries.size(); q++) {
            double[] distance = distances.apply(q);
            int[] kept = kept(queries.get(q), gallery);
            int before = found.size();
            for (int r = 0; r < repeats; r++) {
                RankedQuery.rank(queries.get(q), q, gallery, distance, onePerPerson(kept, gallery, random))
                        .ifPresent(found::add);
            }
            skipped += found.size() == before ? 1 : 0;
        }
        return new RetrievalScore("single-shot, " + repeats + " repeats, seed " + seed, found, skipped);
    }

    /** Rows that a query is compared with. */
    static int[] kept(Label query, List<Label> gallery) {
        return IntStream.range(0, gallery.size())
                .filter(g -> !query.drops(gallery.get(g)))
                .toArray();
    }

    private static int[] onePerPerson(int[] rows, List<Label> gallery, Random random) {
        List<Integer> shuffled = new ArrayList<>(IntStream.of(rows).boxed().toList());
        Collections.shuffle(shuffled, random);
        Set<String> seen = new HashSet<>();
        return shuffled.stream()
                .filter(g -> gallery.get(g).identity().equals(Label.DISTRACTOR)
                        || seen.add(gallery.get(g).identity()))
                .mapToInt(Integer::intValue)
                .sorted()
                .toArray();
    }
}
