package dev.sightline.bench.micro;

import dev.sightline.matcher.link.step.LinkStep;
import java.util.concurrent.TimeUnit;
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

/**
 * One frame through the linker of a site that knows many people: somebody known is confirmed in another camera, is
 * linked, and leaves again (two steps, one link).
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgs = "--add-modules=jdk.incubator.vector")
@SuppressWarnings("NullAway.Init") // JMH calls set-up before anything else.
public class LinkStepTime {
    /** People the site knows. */
    @Param("200")
    public int identities;

    private KnownSite site;
    private int visits;

    /** Makes the site know them. */
    @Setup
    public void meet() {
        site = new KnownSite(identities, (key, entry) -> {});
    }

    /** Somebody known comes and goes. */
    @Benchmark
    public LinkStep comeAndGo() {
        return site.visit("south", visits++ % identities);
    }
}
