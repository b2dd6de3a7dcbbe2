package dev.sightline.bench.micro;

import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.matcher.gallery.Gallery;
import dev.sightline.matcher.gallery.Neighbors;
import dev.sightline.matcher.gallery.Row;
import dev.sightline.matcher.gallery.Search;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One probe against every exemplar of a gallery, 512-d, five exemplars an identity; with and without SIMD. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@SuppressWarnings("NullAway.Init") // JMH calls set-up before anything else.
public class GalleryScan {
    private static final int EXEMPLARS = 5;
    private static final int NEAREST = 5;

    /** Exemplars in the gallery. */
    @Param({"1000", "10000"})
    public int rows;

    private Gallery gallery;
    private Search search;

    /** Fills the gallery. */
    @Setup
    public void fill() {
        UnitVector probe = Looks.of(0);
        search = Search.of(probe, 0, NEAREST);
        gallery = Gallery.exact(probe);
        for (int first = 0; first < rows; first += EXEMPLARS) {
            int from = first;
            List<Row> exemplars = IntStream.range(0, EXEMPLARS)
                    .mapToObj(i -> new Row(Looks.of(1 + from + i), i))
                    .toList();
            gallery.put("p" + first, exemplars);
        }
    }

    /** With the vector module. */
    @Benchmark
    @Fork(value = 1, jvmArgs = "--add-modules=jdk.incubator.vector")
    public Neighbors simd() {
        return gallery.nearest(search);
    }

    /** Without it: the plain loop. */
    @Benchmark
    @Fork(value = 1, jvmArgs = "-Dvector=none") // Not inherited from the starting process, which has the module.
    public Neighbors plain() {
        return gallery.nearest(search);
    }
}
