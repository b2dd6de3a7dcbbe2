package dev.sightline.bench.gallery;

import com.sun.management.OperatingSystemMXBean;
import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.matcher.gallery.Gallery;
import dev.sightline.matcher.gallery.Search;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntConsumer;

/**
 * Searches of one gallery per processor second, ours and those of FAISS in {@code infra/bench/faiss_search.py}, in turn and on
 * the same rows and probes. Ours answers more: identities by two kinds of distance, not rows.
 */
public final class GalleryAgainstFaiss {
    private static final long NANOSECONDS = 1_000_000_000L;
    private static final int BATCH = 32;
    private static final int ROUNDS = 2;

    private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private GalleryAgainstFaiss() {}

    /** {@code GalleryAgainstFaiss [DIMENSION ROWS…]}, 512 and 10000 and 100000 by default. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        int[] numbers = Arrays.stream(arguments).mapToInt(Integer::parseInt).toArray();
        int dimension = numbers.length > 0 ? numbers[0] : 512;
        int[] sizes = numbers.length > 1 ? Arrays.copyOfRange(numbers, 1, numbers.length) : new int[] {10_000, 100_000};
        boolean all = true;
        for (int rows : sizes) {
            all &= new GalleryAgainstFaiss().compare(rows, dimension);
        }
        System.exit(all ? 0 : 3);
    }

    private boolean compare(int rows, int dimension) throws IOException, InterruptedException {
        System.out.printf("%d rows of %d values, searches per processor second%n", rows, dimension);
        GallerySet set = new GallerySet(rows / 5, dimension);
        List<UnitVector> vectors = set.rows();
        List<UnitVector> probes = set.probes();
        Path folder = Files.createTempDirectory("gallery");
        Path base = folder.resolve("rows.f32");
        Path asked = folder.resolve("probes.f32");
        try {
            GallerySet.write(base, vectors);
            GallerySet.write(asked, probes);
            Gallery gallery = GallerySet.gallery(vectors);
            boolean measured = true;
            for (int round = 0; round < ROUNDS && measured; round++) {
                ours(gallery, GallerySet.searches(probes));
                measured = faiss(folder, dimension);
            }
            return measured;
        } finally {
            Files.deleteIfExists(base);
            Files.deleteIfExists(asked);
            Files.deleteIfExists(folder);
        }
    }

    private void ours(Gallery gallery, List<Search> searches) {
        IntConsumer one = i -> gallery.nearest(searches.get(i));
        IntConsumer batch = i -> gallery.nearest(searches.subList(i, i + BATCH));
        rate(one, 1);
        rate(batch, BATCH);
        System.out.printf(Locale.ROOT, "sightline one %.0f%n", rate(one, 1));
        System.out.printf(Locale.ROOT, "sightline batch-%d %.0f%n", BATCH, rate(batch, BATCH));
    }

    /** Searches per second of this process's time over two of them. */
    private double rate(IntConsumer search, int probes) {
        long begin = system.getProcessCpuTime();
        long spent = 0;
        int done = 0;
        while (spent < 2 * NANOSECONDS) {
            search.accept(done % GallerySet.PROBES);
            done += probes;
            spent = system.getProcessCpuTime() - begin;
        }
        return done * (double) NANOSECONDS / spent;
    }

    private static boolean faiss(Path folder, int dimension) throws IOException, InterruptedException {
        Path script = Path.of(System.getProperty("sightline.home", "."), "infra", "bench", "faiss_search.py");
        int code = new ProcessBuilder(
                        "/usr/bin/python3", script.toString(), folder.toString(), String.valueOf(dimension))
                .inheritIO()
                .start()
                .waitFor();
        if (code != 0) {
            System.err.println("FAISS was not measured: " + script + " ended with " + code
                    + "; it needs Debian's python3-faiss (apt-get install python3-faiss)");
        }
        return code == 0;
    }
}
