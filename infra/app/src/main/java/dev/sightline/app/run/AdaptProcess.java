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
import java.util.function.Supplier;

/**
 * {@code sightline adapt} for each site in a process of its own, at low priority: learning takes memory and all the
 * processors it is given, and must take neither from the cameras nor bring the services down with it.
 *
 * @param sites the sites that have recorded anything, asked each time
 * @param command words before {@code --site NAME}
 * @param log what the processes say
 */
record AdaptProcess(Supplier<List<String>> sites, List<String> command, Path log) implements AdaptSchedule.Job {
    private static final long STOP_SECONDS = 10;
    private static final File NOTHING = new File("/dev/null");

    AdaptProcess {
        command = List.copyOf(command);
    }

    /**
     * This program again, with the same Java, class path and settings.
     *
     * @param settings {@code --config} and {@code --set} as they were given
     */
    static AdaptProcess again(Supplier<List<String>> sites, List<String> settings, Path folder) {
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
        return new AdaptProcess(sites, words, folder.resolve("adapt.log"));
    }

    @Override
    public Optional<String> run() throws InterruptedException {
        List<String> wrong = new ArrayList<>();
        for (String site : sites.get()) {
            try {
                int status = adapt(site);
                if (status != ExitStatus.DONE) {
                    wrong.add(sentence(site, status));
                }
            } catch (IOException e) {
                wrong.add("site " + site + ": " + e.getMessage());
            }
        }
        return wrong.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", wrong));
    }

    private int adapt(String site) throws IOException, InterruptedException {
        Files.createDirectories(log.toAbsolutePath().getParent());
        List<String> words = new ArrayList<>(command);
        words.addAll(List.of("--site", site));
        Process process = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectInput(Redirect.from(NOTHING))
                .redirectOutput(Redirect.appendTo(log.toFile()))
                .start();
        try {
            return process.waitFor();
        } finally {
            if (process.isAlive()) {
                process.destroy();
                if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            }
        }
    }

    private String sentence(String site, int status) {
        return "site " + site
                + (status == ExitStatus.PROBLEMS
                        ? " did not improve itself"
                        : " could not be adapted to (exit status " + status + ")")
                + "; " + log + " says why";
    }
}
