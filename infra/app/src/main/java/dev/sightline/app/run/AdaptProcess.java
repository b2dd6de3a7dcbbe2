package dev.sightline.app.run;

import dev.sightline.app.terminal.ExitStatus;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * {@code sightline adapt} for a site in a process of its own, at low priority: learning takes memory and all the
 * processors it is given, and must take neither from the cameras nor bring the services down with it. One at a time.
 *
 * @param command words before {@code --site NAME}
 * @param log what the processes say
 */
record AdaptProcess(List<String> command, Path log) implements RunningRollouts.Learning {
    private static final long STOP_SECONDS = 10;
    private static final String SCHEDULED = "the schedule, adapt.every";
    /** What is for the log alone. */
    private static final Pattern LOG_LINE =
            Pattern.compile("^(\\d\\d:\\d\\d:\\d\\d\\.\\d+ +[A-Z]+ |WARNING: |\\s*at |\\s*$)");

    private static final File NOTHING = new File("/dev/null");
    private static final ReentrantLock ONE_AT_A_TIME = new ReentrantLock();

    AdaptProcess {
        command = List.copyOf(command);
    }

    /**
     * This program again, with the same Java, class path and settings.
     *
     * @param settings {@code --config} and {@code --set} as they were given
     */
    static AdaptProcess again(List<String> settings, Path folder) {
        List<String> words = new ArrayList<>();
        if (Files.isExecutable(Path.of("/usr/bin/nice"))) {
            words.addAll(List.of("/usr/bin/nice", "-n", "10"));
        }
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(a -> !a.startsWith("-agentlib") && !a.startsWith("-javaagent"))
                .toList());
        words.addAll(List.of("-cp", System.getProperty("java.class.path"), "dev.sightline.app.Main", "adapt"));
        words.addAll(settings);
        return new AdaptProcess(words, folder.resolve("adapt.log"));
    }

    /** One site after another; returns what went wrong, and nothing when nothing did. */
    Optional<String> run(List<String> sites) throws InterruptedException {
        List<String> wrong = new ArrayList<>();
        for (String site : sites) {
            ONE_AT_A_TIME.lockInterruptibly();
            try {
                adapt(site, List.of("--reason", SCHEDULED), line -> {}).ifPresent(wrong::add);
            } finally {
                ONE_AT_A_TIME.unlock();
            }
        }
        return wrong.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", wrong));
    }

    @Override
    public Optional<String> run(String site, String by, Consumer<String> said) throws InterruptedException {
        if (!ONE_AT_A_TIME.tryLock()) {
            return Optional.of("the schedule (adapt.every) is at work; try again when it is done");
        }
        try {
            return adapt(site, List.of("--offer", "--reason", "asked for in the console by " + by), said);
        } finally {
            ONE_AT_A_TIME.unlock();
        }
    }

    private Optional<String> adapt(String site, List<String> more, Consumer<String> said) throws InterruptedException {
        try {
            ProcessOutput output = new ProcessOutput(log, line -> {
                if (!LOG_LINE.matcher(line).find()) {
                    said.accept(line);
                }
            });
            int status = finish(started(site, more), output);
            return status == ExitStatus.DONE ? Optional.empty() : Optional.of(sentence(site, status, output.why()));
        } catch (IOException e) {
            return Optional.of("site " + site + ": " + e.getMessage());
        }
    }

    private Process started(String site, List<String> more) throws IOException {
        Files.createDirectories(log.toAbsolutePath().getParent());
        List<String> words = new ArrayList<>(command);
        words.addAll(List.of("--site", site));
        words.addAll(more);
        return new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectInput(Redirect.from(NOTHING))
                .start();
    }

    /** Interrupted, it stops the process: what it had begun is lost, what serves is not touched. */
    private static int finish(Process process, ProcessOutput output) throws InterruptedException {
        Thread reader = new Thread(() -> output.take(process), "adapt-log");
        reader.setDaemon(true);
        reader.start();
        try {
            int status = process.waitFor();
            reader.join();
            return status;
        } finally {
            if (process.isAlive()) {
                process.destroy();
                if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            }
        }
    }

    private static String sentence(String site, int status, String why) {
        return "site " + site
                + (status == ExitStatus.PROBLEMS
                        ? " did not improve itself"
                        : " could not be adapted to (exit status " + status + ")")
                + "; " + why;
    }
}
