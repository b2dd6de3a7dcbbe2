package dev.sightline.models.fetch;

import dev.sightline.models.manifest.ModelException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/** Takes named files out of an npm tarball, whose entries all lie under {@code package/}. */
final class Tarball {
    private static final String ROOT = "package/";

    private Tarball() {}

    /**
     * Writes the named files, and only those, into {@code folder} under their plain names.
     *
     * @throws ModelException when one of them is not in the tarball
     */
    static void extract(Path tarball, Set<String> files, Path folder) {
        Set<String> missing = new HashSet<>(files);
        try (InputStream raw = new BufferedInputStream(Files.newInputStream(tarball));
                TarArchiveInputStream tar = new TarArchiveInputStream(new GzipCompressorInputStream(raw))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                String name = entry.getName();
                if (entry.isFile() && name.startsWith(ROOT) && missing.remove(name.substring(ROOT.length()))) {
                    Files.copy(tar, folder.resolve(plainName(name)));
                }
            }
        } catch (IOException e) {
            throw new ModelException(tarball + ": cannot be unpacked: " + e, e);
        }
        if (!missing.isEmpty()) {
            throw new ModelException(tarball + ": has no " + String.join(", ", missing));
        }
    }

    /** The part after the last slash. */
    static String plainName(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
