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

    private static final long MIB = 1L << 20;

    /** What is unpacked of an npm package of networks is far less. */
    static final Bounds BOUNDS = new Bounds(512 * MIB, 2048 * MIB);

    private Tarball() {}

    /**
     * Writes the named files, and only those, into {@code folder} under their plain names.
     *
     * @throws ModelException when one of them is not in the tarball or too large, or the tarball expands to too much
     */
    static void extract(Path tarball, Set<String> files, Path folder) {
        extract(tarball, files, folder, BOUNDS);
    }

    static void extract(Path tarball, Set<String> files, Path folder, Bounds bounds) {
        files.forEach(file -> requireInside(tarball, file));
        Set<String> missing = new HashSet<>(files);
        long total = 0;
        try (InputStream raw = new BufferedInputStream(Files.newInputStream(tarball));
                TarArchiveInputStream tar = new TarArchiveInputStream(new GzipCompressorInputStream(raw))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                String name = entry.getName();
                total += size(entry);
                bounds.requireTotal(tarball, total);
                if (entry.isFile() && name.startsWith(ROOT) && missing.remove(name.substring(ROOT.length()))) {
                    bounds.requireEntry(tarball, name, size(entry));
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

    /** Also of an entry that stores its holes as a list: what it is on disk. */
    private static long size(TarArchiveEntry entry) {
        return Math.max(entry.getSize(), entry.getRealSize());
    }

    private static void requireInside(Path tarball, String file) {
        String name = plainName(file);
        if (name.isEmpty() || name.equals(".") || name.equals("..") || name.indexOf('\\') >= 0) {
            throw new ModelException(
                    tarball + ": '" + file + "' names no file; give the path of a file in the package");
        }
    }

    /** The part after the last slash. */
    static String plainName(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /**
     * How much may come out of a tarball; its own size says nothing of that.
     *
     * @param entry bytes of one file that is taken
     * @param total bytes of everything, taken or not
     */
    record Bounds(long entry, long total) {
        void requireEntry(Path tarball, String name, long size) {
            if (size > entry) {
                throw new ModelException(tarball + ": " + name + " expands to " + size + " bytes, at most " + entry
                        + " are unpacked; take the package from where it came from again");
            }
        }

        void requireTotal(Path tarball, long size) {
            if (size > total) {
                throw new ModelException(tarball + ": expands to " + size + " bytes and more, at most " + total
                        + " are read; take the package from where it came from again");
            }
        }
    }
}
