package dev.sightline.bench.search;

import dev.sightline.contracts.calibration.Comparison;
import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.store.account.Scope;
import dev.sightline.store.search.CropDescribers;
import dev.sightline.store.search.IndexFiles;
import dev.sightline.store.search.Likes;
import dev.sightline.store.search.Probe;
import dev.sightline.store.search.SearchFilter;
import dev.sightline.store.search.SearchIndex;
import dev.sightline.store.sighting.SightingView;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Size of the search index, time to fill it, time of a search on one thread, and the share of the ten nearest bodies that it finds
 * beside an exact scan of the unrounded descriptors; without a filter and with ones that leave a tenth, a hundredth and a
 * thousandth.
 */
public final class SearchAtScale {
    private static final int PAGE = 500;
    private static final int DEPTH = 400;
    private static final int SAMPLE = 4_096;
    private static final int TOP = 10;
    private static final int TIMED = 200;
    private static final int CHECKED = 25;

    /** A busy machine must not count: a search runs on one thread. */
    private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();

    private final MadeSightings made;
    private final int count;

    private SearchAtScale(int count) {
        this.count = count;
        this.made = new MadeSightings(5, count);
    }

    /** {@code SearchAtScale [SIGHTINGS] [FOLDER]}, 100000 by default; an index that is in the folder is used again. */
    public static void main(String[] arguments) throws IOException {
        int count = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100_000;
        boolean kept = arguments.length > 1;
        Path folder = kept ? Path.of(arguments[1]) : Files.createTempDirectory("search");
        SearchAtScale bench = new SearchAtScale(count);
        if (!IndexFiles.exist(folder)) {
            bench.fill(folder);
        }
        try (IndexFiles index = IndexFiles.open(folder)) {
            bench.size(index, folder);
            bench.measure(index);
        }
        if (!kept) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(folder);
        }
    }

    private void fill(Path folder) {
        long begin = System.nanoTime();
        try (SearchIndex index = SearchIndex.open(folder)) {
            for (int from = 0; from < count; from += PAGE) {
                List<SightingView> page = IntStream.range(from, Math.min(count, from + PAGE))
                        .mapToObj(made::sighting)
                        .toList();
                index.replace(page.stream().map(SightingView::sightingId).toList(), page, CropDescribers.NONE);
                if (from % 100_000 == 0) {
                    System.out.printf("%d after %.0f s%n", from, seconds(begin));
                }
            }
            index.commit();
        }
        System.out.printf("all after %.0f s%n", seconds(begin));
    }

    private void size(IndexFiles index, Path folder) throws IOException {
        long bytes;
        try (Stream<Path> files = Files.list(folder)) {
            bytes = files.mapToLong(file -> file.toFile().length()).sum();
        }
        System.out.printf(
                "%d sightings, %d documents, %.2f kB a sighting%n", count, index.documents(), bytes / 1e3 / count);
    }

    private void measure(IndexFiles index) {
        measure(index, "everything", SearchFilter.ALL, n -> true);
        measure(
                index,
                "one site",
                SearchFilter.in(Scope.of(Set.of("s3"), Set.of())),
                n -> made.sighting(n).siteId().equals("s3"));
        measure(
                index,
                "one camera",
                SearchFilter.in(Scope.of(Set.of(), Set.of("s3c4"))),
                n -> made.sighting(n).cameraId().equals("s3c4"));
        var from = MadeSightings.BEGIN.plusSeconds(86_400L * 40);
        var until = from.plusSeconds(86_400L * 10);
        measure(
                index,
                "one camera, ten days",
                SearchFilter.in(Scope.of(Set.of(), Set.of("s3c4"))).between(Optional.of(from), Optional.of(until)),
                n -> {
                    SightingView s = made.sighting(n);
                    return s.cameraId().equals("s3c4")
                            && !s.endTime().isBefore(from)
                            && !s.startTime().isAfter(until);
                });
    }

    private void measure(IndexFiles index, String what, SearchFilter filter, IntPredicate in) {
        int[] among = IntStream.range(0, count).filter(in).toArray();
        double[] both = new double[TIMED];
        double[] body = new double[TIMED];
        for (int i = 0; i < TIMED; i++) {
            int who = among[(int) ((long) i * 7919 % among.length)];
            List<Probe> probes = List.of(
                    Probe.ofCrop(Modality.MODALITY_PERSON, made.probe(Modality.MODALITY_PERSON, who)),
                    Probe.ofCrop(Modality.MODALITY_FACE, made.probe(Modality.MODALITY_FACE, who)));
            body[i] = timed(() -> index.find(filter, probes.subList(0, 1), DEPTH));
            both[i] = timed(() -> index.find(filter, probes, DEPTH));
        }
        System.out.printf(
                "%-22s %8d sightings  recall@10 %.4f  body %s  body and face %s%n",
                what, among.length, recall(index, filter, among), times(body), times(both));
        measureWords(index, what, filter, among);
    }

    /** Words: directions that are like no descriptor, and a sample of all for their score. */
    private void measureWords(IndexFiles index, String what, SearchFilter filter, int[] among) {
        double[] times = new double[TIMED];
        for (int i = 0; i < TIMED; i++) {
            Probe probe = Probe.ofCrop(Modality.MODALITY_PERSON, made.direction(i));
            times[i] = timed(() -> index.along(filter, probe, DEPTH, SAMPLE));
        }
        System.out.printf(
                "%-22s %8d sightings  recall@10 %.4f  words %s%n",
                what, among.length, recall(index, filter, among, made::direction), times(times));
    }

    private double recall(IndexFiles index, SearchFilter filter, int[] among) {
        return recall(
                index,
                filter,
                among,
                i -> made.probe(Modality.MODALITY_PERSON, among[(int) ((long) i * 104_729 % among.length)]));
    }

    private double recall(IndexFiles index, SearchFilter filter, int[] among, IntFunction<UnitVector> probes) {
        float[][] rows = Arrays.stream(among)
                .mapToObj(n -> made.vector(Modality.MODALITY_PERSON, n).values())
                .toArray(float[][]::new);
        int hit = 0;
        int wanted = 0;
        for (int i = 0; i < CHECKED; i++) {
            UnitVector probe = probes.apply(i);
            Set<String> exact = exact(rows, among, probe);
            Likes found = index.find(
                    filter, List.of(new Probe(Modality.MODALITY_PERSON, probe, Comparison.TRACKLET_EXEMPLAR)), DEPTH);
            Set<String> nearest = found.sightings().stream()
                    .sorted(Comparator.comparingDouble(
                            like -> -like.cosines().getOrDefault(Modality.MODALITY_PERSON, -1.0)))
                    .limit(TOP)
                    .map(Likes.Like::sightingId)
                    .collect(Collectors.toSet());
            wanted += exact.size();
            hit += (int) exact.stream().filter(nearest::contains).count();
        }
        return (double) hit / wanted;
    }

    private Set<String> exact(float[][] rows, int[] among, UnitVector probe) {
        float[] asked = probe.values();
        List<Map.Entry<Integer, Double>> all = new ArrayList<>();
        for (int r = 0; r < rows.length; r++) {
            double dot = 0;
            for (int i = 0; i < asked.length; i++) {
                dot += asked[i] * rows[r][i];
            }
            all.add(Map.entry(r, dot));
        }
        return all.stream()
                .sorted(Map.Entry.<Integer, Double>comparingByValue().reversed())
                .limit(TOP)
                .map(e -> made.sighting(among[e.getKey()]).sightingId())
                .collect(Collectors.toSet());
    }

    private static double timed(Runnable search) {
        long begin = CPU.getCurrentThreadCpuTime();
        search.run();
        return (CPU.getCurrentThreadCpuTime() - begin) / 1e6;
    }

    private static String times(double[] all) {
        Arrays.sort(all);
        return String.format("p50 %.1f ms p95 %.1f ms", all[all.length / 2], all[all.length * 95 / 100]);
    }

    private static double seconds(long begin) {
        return (System.nanoTime() - begin) / 1e9;
    }
}
