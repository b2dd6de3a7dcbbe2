package dev.sightline.matcher;

import dev.sightline.platform.folder.FolderLock;
import dev.sightline.platform.problem.UserError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where Streams keeps its lock and checkpoint files. Two matchers in one folder would take each other's checkpoints for
 * their own, so a folder belongs to one matcher until it closes.
 */
final class StateFolder implements AutoCloseable {
    private final Path path;
    private final boolean temporary;
    private final FolderLock lock;

    /** @param temporary ours alone: goes when the service closes */
    private StateFolder(Path path, boolean temporary, FolderLock lock) {
        this.path = path;
        this.temporary = temporary;
        this.lock = lock;
    }

    /** @throws UserError when another matcher uses the folder, or it cannot be written; nothing is written to it then */
    static StateFolder of(Optional<Path> given) {
        Path path = given.map(Path::toAbsolutePath).orElse(Path.of("a temporary folder"));
        try {
            path = given.isPresent() ? path : Files.createTempDirectory("sightline-matcher");
            Path folder = path;
            FolderLock lock = FolderLock.tryTake(folder)
                    .orElseThrow(() -> new UserError("another matcher uses the state folder " + folder
                            + ": stop it, or give this one a data folder of its own (data.folder)"));
            return new StateFolder(folder, given.isEmpty(), lock);
        } catch (IOException e) {
            throw new UserError(
                    "the matcher's state folder " + path + " cannot be used (" + e
                            + "): check that it may be written, or choose another one (data.folder)",
                    e);
        }
    }

    Path path() {
        return path;
    }

    @Override
    public void close() {
        try {
            lock.close();
            if (temporary) {
                delete();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the matcher's state folder " + path + " cannot be removed", e);
        }
    }

    private void delete() throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> files = Files.walk(path)) {
            deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : deepestFirst) {
            Files.deleteIfExists(file);
        }
    }
}
