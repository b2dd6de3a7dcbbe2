package dev.sightline.app.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code sightline …} as a process of its own, which can be killed as a power cut would. */
public final class SightlineProcess implements AutoCloseable {
    private static final long STOP_SECONDS = 40;

    private final Process process;
    private final Path log;

    private SightlineProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /**
     * Starts one.
     *
     * @param folder for the log
     */
    public static SightlineProcess start(Path folder, String name, List<String> arguments) throws IOException {
        return start(folder, name, List.of(), arguments);
    }

    /** {@link #start(Path, String, List)} with more options for Java. */
    public static SightlineProcess start(Path folder, String name, List<String> javaOptions, List<String> arguments)
            throws IOException {
        Path log = Files.createTempFile(folder, name + "-", ".log");
        // As the launcher does.
        List<String> command = new ArrayList<>(List.of(
                "/bin/sh",
                "-c",
                "umask 077; exec \"$0\" \"$@\"",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                "--add-modules=jdk.incubator.vector",
                "-cp",
                System.getProperty("java.class.path")));
        command.addAll(javaOptions);
        command.add("dev.sightline.app.Main");
        command.addAll(arguments);
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        return new SightlineProcess(process, log);
    }

    /** SIGKILL: nothing is flushed, committed or said goodbye to. */
    void kill() throws InterruptedException {
        if (!process.isAlive()) {
            throw new AssertionError("it had ended by itself with status " + process.exitValue() + ": " + log());
        }
        process.destroyForcibly();
        process.waitFor();
    }

    /** SIGSTOP: it hangs, and its connections stay open. */
    void pause() {
        signal("STOP");
    }

    /** SIGCONT, after {@link #pause}; nothing where it did not hang. */
    void resume() {
        if (process.isAlive()) {
            signal("CONT");
        }
    }

    private void signal(String name) {
        try {
            new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ctrl-C, or SIGTERM where the tests run in the background of a shell, which ignores Ctrl-C; the exit status due. */
    public int interrupt() throws IOException {
        boolean ignored = Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .anyMatch(line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 2) != 0);
        signal(ignored ? "TERM" : "INT");
        return ignored ? 143 : 130;
    }

    /** Its exit status, once it has ended. */
    public int exitStatus(long seconds) throws InterruptedException {
        if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
            throw new AssertionError("it still runs after " + seconds + " s: " + log());
        }
        return process.exitValue();
    }

    long pid() {
        return process.pid();
    }

    /** Whether it runs. */
    public boolean running() {
        return process.isAlive();
    }

    /** What it wrote. */
    public String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return "no log: " + e;
        }
    }

    /** SIGTERM, and SIGKILL when that takes too long. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
