package dev.sightline.platform.folder;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A folder that only its owner may look into, where the file system knows owners. */
public final class PrivateFolder {
    private static final Logger LOG = LoggerFactory.getLogger(PrivateFolder.class);
    private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
    private static final int STICKY = 01000;

    private PrivateFolder() {}

    /**
     * Creates it unless it is there.
     *
     * @return whether nothing else was in it
     */
    public static boolean create(Path folder) throws IOException {
        Files.createDirectories(folder);
        try (Stream<Path> there = Files.list(folder)) {
            return there.findAny().isEmpty();
        }
    }

    /**
     * Closes it to others; says so when it cannot, for what lies there is about people.
     *
     * @return whether it was open
     */
    public static boolean close(Path folder) {
        try {
            if (Files.getFileAttributeView(folder, PosixFileAttributeView.class) == null
                    || Files.getPosixFilePermissions(folder).equals(FOLDER)
                    || isShared(folder)) {
                return false;
            }
            Files.setPosixFilePermissions(folder, FOLDER);
            return true;
        } catch (IOException e) {
            LOG.warn("{} can be read by other users of this machine and cannot be closed: {}", folder, e.toString());
            return false;
        }
    }

    /** Closes everything in a folder that was made before its files were for their owner alone. Follows no links. */
    public static void closeWithin(Path folder) {
        try {
            Files.walkFileTree(folder, new Closing());
        } catch (IOException e) {
            LOG.warn(
                    "files in {} can be read by other users of this machine and cannot be closed: {}",
                    folder,
                    e.toString());
        }
    }

    /** Such as /tmp, which others need. */
    private static boolean isShared(Path folder) throws IOException {
        return ((Integer) Files.getAttribute(folder, "unix:mode") & STICKY) != 0;
    }

    private static final class Closing extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
            Files.setPosixFilePermissions(folder, FOLDER);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            if (attributes.isRegularFile()) {
                Files.setPosixFilePermissions(file, FILE);
            }
            return FileVisitResult.CONTINUE;
        }
    }
}
