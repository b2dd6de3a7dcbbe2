package dev.sightline.trainer.evaluate.retrieval;

import dev.sightline.trainer.labeled.LabeledDescriptor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Queries, a gallery, and the distances between them: computed once, then scored by any protocol.
 *
 * <p>Where all crops come from one camera, no protocol over cameras can be scored. Then a crop's stay takes the place of
 * its camera: rows of the query's own tracklet are dropped, or, where the data names no tracklets, the query itself.
 * That is easier than cameras apart, and the protocol's name says it.
 *
 * <p>Not safe for use by several threads.
 */
public final class Retrieval {
    private static final String ONE_CAMERA = ", one camera: own tracklet dropped";

    private final List<Label> queries;
    private final List<Label> gallery;
    private final IntFunction<double[]> distances;
    private final String note;

    private Retrieval(List<Label> queries, List<Label> gallery, IntFunction<double[]> distances, String note) {
        this.queries = queries;
        this.gallery = gallery;
        this.distances = distances;
        this.note = note;
    }

    /** Crops ask a gallery by squared Euclidean distance; the two lists may overlap or be the same. */
    public static Retrieval of(List<LabeledDescriptor> queries, List<LabeledDescriptor> gallery) {
        return of(queries, gallery, q -> squared(queries.get(q), gallery), "");
    }

    /**
     * The same after k-reciprocal re-ranking of all crops of both lists, each once.
     *
     * @throws IllegalArgumentException when the crops are too many for the memory Java has
     */
    public static Retrieval reranked(
            List<LabeledDescriptor> queries, List<LabeledDescriptor> gallery, ReciprocalReranking reranking) {
        Map<String, Integer> rows = new HashMap<>();
        List<LabeledDescriptor> all = new ArrayList<>();
        for (List<LabeledDescriptor> side : List.of(queries, gallery)) {
            for (LabeledDescriptor crop : side) {
                if (rows.putIfAbsent(crop.source(), all.size()) == null) {
                    all.add(crop);
                }
            }
        }
        ReciprocalReranking.requireMemory(all.size());
        double[][] squared = all.stream().map(crop -> squared(crop, all)).toArray(double[][]::new);
        double[][] found = reranking.rerankAll(squared);
        int[] asked = queries.stream().mapToInt(q -> row(rows, q)).toArray();
        int[] kept = gallery.stream().mapToInt(g -> row(rows, g)).toArray();
        String note = ", re-ranked (" + reranking.k1() + ", " + reranking.k2() + ", " + reranking.lambda() + ")";
        return of(
                queries,
                gallery,
                q -> IntStream.of(kept).mapToDouble(g -> found[asked[q]][g]).toArray(),
                note);
    }

    private static int row(Map<String, Integer> rows, LabeledDescriptor crop) {
        return rows.getOrDefault(crop.source(), -1);
    }

    private static Retrieval of(
            List<LabeledDescriptor> queries,
            List<LabeledDescriptor> gallery,
            IntFunction<double[]> distances,
            String note) {
        boolean oneCamera = IntStream.range(0, 2)
                        .mapToObj(side -> side == 0 ? queries : gallery)
                        .flatMap(List::stream)
                        .map(LabeledDescriptor::camera)
                        .distinct()
                        .count()
                == 1;
        return new Retrieval(
                labels(queries, oneCamera),
                labels(gallery, oneCamera),
                distances,
                note + (oneCamera ? ONE_CAMERA : ""));
    }

    private static List<Label> labels(List<LabeledDescriptor> crops, boolean oneCamera) {
        return crops.stream()
                .map(crop -> oneCamera ? Label.ofStay(crop) : Label.of(crop))
                .toList();
    }

    private static double[] squared(LabeledDescriptor query, List<LabeledDescriptor> gallery) {
        return gallery.stream()
                .mapToDouble(g -> query.vector().squaredDistance(g.vector()))
                .toArray();
    }

    /** Whether any query has a row to find by {@link #market}: its person in another camera; with one camera, stay. */
    public boolean answerable() {
        Set<Label> rows = new HashSet<>(gallery);
        Map<String, Integer> seen = new HashMap<>();
        rows.forEach(row -> seen.merge(row.identity(), 1, Integer::sum));
        return queries.stream()
                .filter(q ->
                        !q.identity().equals(Label.DISTRACTOR) && !q.identity().equals(Label.JUNK))
                .anyMatch(q -> seen.getOrDefault(q.identity(), 0) > (rows.contains(q) ? 1 : 0));
    }

    /** The Market-1501 protocol. */
    public RetrievalScore market() {
        return RetrievalEvaluation.market(queries, gallery, distances).noted(note);
    }

    /** The single-shot protocol: one row per person, drawn again for each query and repeat. */
    public RetrievalScore singleShot(int repeats, long seed) {
        return RetrievalEvaluation.singleShot(queries, gallery, distances, repeats, seed)
                .noted(note);
    }

    /**
     * The Market-1501 protocol for each ordered pair of cameras alone: queries of one against rows of the other. Pairs
     * in which nobody can be found again are left out; none is left with one camera.
     */
    public Map<CameraPair, RetrievalScore> byCameras() {
        Map<CameraPair, List<RankedQuery>> found = new TreeMap<>();
        Map<CameraPair, Integer> skipped = new HashMap<>();
        Map<String, int[]> rows = note.endsWith(ONE_CAMERA) ? Map.of() : rowsByCamera();
        for (int q = 0; q < queries.size(); q++) {
            Label query = queries.get(q);
            double[] distance = distances.apply(q);
            for (Map.Entry<String, int[]> camera : rows.entrySet()) {
                CameraPair pair = new CameraPair(query.camera(), camera.getKey());
                if (!pair.from().equals(pair.to())) {
                    RankedQuery.rank(query, q, gallery, distance, camera.getValue())
                            .ifPresentOrElse(
                                    hit -> found.computeIfAbsent(pair, p -> new ArrayList<>())
                                            .add(hit),
                                    () -> skipped.merge(pair, 1, Integer::sum));
                }
            }
        }
        Map<CameraPair, RetrievalScore> scores = new TreeMap<>();
        found.forEach((pair, hits) -> scores.put(
                pair, new RetrievalScore("Market-1501, " + pair + note, hits, skipped.getOrDefault(pair, 0))));
        return scores;
    }

    /**
     * The queries that go wrong by most (Market-1501), worst first, at most one of each person who asks.
     *
     * @param most how many
     */
    public List<HardError> hardest(int most) {
        Map<String, HardError> worst = new HashMap<>();
        for (int q = 0; q < queries.size(); q++) {
            Label query = queries.get(q);
            hardest(query, q)
                    .ifPresent(
                            error -> worst.merge(query.identity(), error, (a, b) -> a.margin() >= b.margin() ? a : b));
        }
        return worst.values().stream()
                .sorted(Comparator.comparingDouble(HardError::margin).reversed().thenComparingInt(HardError::query))
                .limit(most)
                .toList();
    }

    private Optional<HardError> hardest(Label query, int number) {
        double[] distance = distances.apply(number);
        int nearest = -1;
        int right = -1;
        for (int g : RetrievalEvaluation.kept(query, gallery)) {
            if (nearest < 0 || distance[g] < distance[nearest]) {
                nearest = g;
            }
            if (query.shows(gallery.get(g)) && (right < 0 || distance[g] < distance[right])) {
                right = g;
            }
        }
        return right < 0 || query.shows(gallery.get(nearest))
                ? Optional.empty()
                : Optional.of(new HardError(number, nearest, right, distance[nearest], distance[right]));
    }

    private Map<String, int[]> rowsByCamera() {
        Map<String, int[]> rows = new TreeMap<>();
        gallery.stream()
                .map(Label::camera)
                .distinct()
                .forEach(camera -> rows.put(
                        camera,
                        IntStream.range(0, gallery.size())
                                .filter(g -> gallery.get(g).camera().equals(camera)
                                        && !gallery.get(g).identity().equals(Label.JUNK))
                                .toArray()));
        return rows;
    }
}
