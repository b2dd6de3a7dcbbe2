package dev.sightline.app.preflight;

import dev.sightline.platform.problem.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Whether the data folder can be written, has room, and is nobody else's to read. */
final class FolderCheck {
    private static final double GIB = 1L << 30;
    private static final long LEAST = 256L << 20;
    private static final long ENOUGH = 5L << 30;

    private FolderCheck() {}

    static List<Finding> look(DataFolder data) {
        try {
            data.check(Files::isWritable);
            return List.of(room(data.path()));
        } catch (UserError e) {
            return List.of(Finding.bad("data folder", String.valueOf(e.getMessage())));
        }
    }

    /** Advice for the doctor: what lies there is about people. */
    static Optional<Finding> privacy(DataFolder data) {
        return Files.isDirectory(data.path()) && isOpen(data.path())
                ? Optional.of(Finding.note(
                        "data folder",
                        data.path() + " holds pictures and descriptors of people and can be read by every user of this"
                                + " machine; close it with chmod 700"))
                : Optional.empty();
    }

    private static Finding room(Path folder) {
        Path existing = folder;
        while (!Files.exists(existing) && existing.getParent() != null) {
            existing = existing.getParent();
        }
        try {
            return room(folder, Files.getFileStore(existing).getUsableSpace());
        } catch (IOException e) {
            return Finding.bad("disk", folder + ": " + e.getMessage());
        }
    }

    static Finding room(Path folder, long free) {
        String text = String.format(Locale.ROOT, "%s has %.1f GiB free", folder, free / GIB);
        if (free < LEAST) {
            return Finding.bad(
                    "disk", text + "; at least 0.25 GiB are needed: free some, or set data.folder elsewhere");
        }
        return free >= ENOUGH
                ? Finding.ok("disk", text)
                : Finding.note("disk", text + "; frames and observations may take 10 GiB a partition");
    }

    private static boolean isOpen(Path folder) {
        PosixFileAttributeView view = Files.getFileAttributeView(folder, PosixFileAttributeView.class);
        try {
            return view != null && view.readAttributes().permissions().contains(PosixFilePermission.OTHERS_READ);
        } catch (IOException e) {
            return false;
        }
    }
}
