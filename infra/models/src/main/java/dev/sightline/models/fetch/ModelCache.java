package dev.sightline.models.fetch;

import dev.sightline.models.manifest.ModelException;
import dev.sightline.models.manifest.ModelManifest;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * The folder of networks on this machine, shared by all processes. A network lies under its checksum and gets there in
 * one step, so a half-written one is never seen and two writers cannot disturb each other; a lock only spares the second
 * one the work.
 */
public final class ModelCache {
    private final Path folder;

    public ModelCache(Path folder) {
        this.folder = folder;
    }

    public Path folder() {
        return folder;
    }

    /** Where the network of a manifest lies once it is there. */
    public Path network(ModelManifest manifest) {
        return folder.resolve("networks").resolve(manifest.sha256()).resolve(manifest.file());
    }

    /** Packages that people imported. */
    public Path packages() {
        return folder.resolve("packages");
    }

    /** What is done with a fresh working folder. */
    @FunctionalInterface
    public interface Work {
        void in(Path scratch) throws IOException;
    }

    /** Runs {@code work} in a folder on the cache's own disk and removes the folder afterwards. */
    public void withScratch(Work work) {
        try {
            Files.createDirectories(folder);
            Path scratch = Files.createTempDirectory(folder, "work-");
            try {
                work.in(scratch);
            } finally {
                delete(scratch);
            }
        } catch (IOException e) {
            throw new ModelException("model cache " + folder + ": " + e + "; check its rights and free disk space", e);
        }
    }

    /** Runs {@code work} while no other process does the same. */
    public void locked(Runnable work) {
        try {
            Files.createDirectories(folder);
            try (FileChannel channel = FileChannel.open(
                            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                if (lock.isValid()) {
                    work.run();
                }
            } catch (OverlappingFileLockException e) {
                // Another catalog of this process is at it. Both may go on: moves into the cache are atomic.
                work.run();
            }
        } catch (IOException e) {
            throw new ModelException("model cache " + folder + ": cannot be locked: " + e, e);
        }
    }

    /** Puts a file or folder in place in one step. */
    public static void place(Path ready, Path target) throws IOException {
        Files.createDirectories(target.toAbsolutePath().getParent());
        Files.move(ready, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void delete(Path root) throws IOException {
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(
                    Path directory, @org.jspecify.annotations.Nullable IOException failure) throws IOException {
                Files.delete(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
