package dev.sightline.bench.world;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.Consumer;

/** What a system's frames cost the thread that plays them: processor time and bytes allocated. One thread. */
final class Cost {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private long nanos;
    private long bytes;

    /** {@code consumer}, with what it costs counted. */
    <T> Consumer<T> of(Consumer<T> consumer) {
        return value -> {
            long bytesBefore = THREADS.getCurrentThreadAllocatedBytes();
            long before = THREADS.getCurrentThreadCpuTime();
            consumer.accept(value);
            nanos += THREADS.getCurrentThreadCpuTime() - before;
            bytes += THREADS.getCurrentThreadAllocatedBytes() - bytesBefore;
        };
    }

    double milliseconds() {
        return nanos / 1e6;
    }

    double kilobytes() {
        return bytes / 1024.0;
    }

    /** Heap in use after a collection, megabytes. */
    static double heapMegabytes() {
        System.gc();
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return (runtime.totalMemory() - runtime.freeMemory()) / 1e6;
    }
}
