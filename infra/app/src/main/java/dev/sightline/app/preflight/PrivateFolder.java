package dev.sightline.app.preflight;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A folder that only its owner may look into, where the file system knows owners. */
final class PrivateFolder {
    private static final Logger LOG = LoggerFactory.getLogger(PrivateFolder.class);
    private static final Set<PosixFilePermission> OWNER = PosixFilePermissions.fromString("rwx------");
    private static final int STICKY = 01000;

    private PrivateFolder() {}

    /**
     * Creates it unless it is there.
     *
     * @return whether nothing else was in it
     */
    static boolean create(Path folder) throws IOException {
        Files.createDirectories(folder);
        try (Stream<Path> there = Files.list(folder)) {
            return there.findAny().isEmpty();
        }
    }

    /** Closes it to others; says so when it cannot, for what lies there is about people. */
    static void close(Path folder) {
        PosixFileAttributeView view = Files.getFileAttributeView(folder, PosixFileAttributeView.class);
        if (view == null) {
            return;
        }
        try {
            if (!view.readAttributes().permissions().equals(OWNER) && !isShared(folder)) {
                view.setPermissions(OWNER);
            }
        } catch (IOException e) {
            LOG.warn("{} can be read by other users of this machine and cannot be closed: {}", folder, e.toString());
        }
    }

    /** Such as /tmp, which others need. */
    private static boolean isShared(Path folder) throws IOException {
        return ((Integer) Files.getAttribute(folder, "unix:mode") & STICKY) != 0;
    }
}
