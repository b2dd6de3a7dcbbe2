package dev.sightline.bench.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A {@link MatcherAlone} in a process of its own that sees one processor. More options for its Java come from the
 * environment, {@code MATCHER_JAVA_OPTIONS}, such as those of a flight recording.
 */
final class MatcherProcess implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(2);

    private final Process process;

    private MatcherProcess(Process process) {
        this.process = process;
    }

    /** Starts one and waits until it is ready. */
    static MatcherProcess start(Path broker, Path folder, Duration commit) throws IOException {
        Path ready = folder.resolve("matcher-ready");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:ActiveProcessorCount=1",
                // State lives in memory; a heap that is there from the start spares collections.
                "-Xms2g",
                "-Xmx2g",
                "--add-modules=jdk.incubator.vector"));
        String options = System.getenv().getOrDefault("MATCHER_JAVA_OPTIONS", "");
        List.of(options.split(" ")).stream().filter(o -> !o.isEmpty()).forEach(command::add);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), MatcherAlone.class.getName()));
        command.addAll(List.of(broker.toString(), ready.toString(), String.valueOf(commit.toMillis())));
        Process process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        MatcherProcess matcher = new MatcherProcess(process);
        long until = System.nanoTime() + START.toNanos();
        while (!Files.exists(ready)) {
            if (!process.isAlive() || System.nanoTime() > until) {
                matcher.close();
                throw new IOException("the matcher's process did not become ready; see what it says above");
            }
            LockSupport.parkNanos(20_000_000);
        }
        return matcher;
    }

    /** Processor time of the whole process until now, with compiler and garbage collector. */
    Duration processor() {
        return process.info().totalCpuDuration().orElseThrow();
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        try {
            if (!process.waitFor(1, TimeUnit.MINUTES)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
