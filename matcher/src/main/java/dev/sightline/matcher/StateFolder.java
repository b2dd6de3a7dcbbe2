package dev.sightline.matcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where Streams keeps its lock and checkpoint files.
 *
 * @param temporary ours alone: goes when the service closes
 */
record StateFolder(Path path, boolean temporary) implements AutoCloseable {
    static StateFolder of(Optional<Path> given) {
        try {
            return given.isPresent()
                    ? new StateFolder(Files.createDirectories(given.get()), false)
                    : new StateFolder(Files.createTempDirectory("sightline-matcher"), true);
        } catch (IOException e) {
            throw new UncheckedIOException("matcher state folder " + given + " cannot be made", e);
        }
    }

    @Override
    public void close() {
        if (!temporary) {
            return;
        }
        try {
            List<Path> deepestFirst;
            try (Stream<Path> files = Files.walk(path)) {
                deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            }
            for (Path file : deepestFirst) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("matcher state folder " + path + " cannot be removed", e);
        }
    }
}
