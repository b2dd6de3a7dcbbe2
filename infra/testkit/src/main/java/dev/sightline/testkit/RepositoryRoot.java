package dev.sightline.testkit;

import java.nio.file.Files;
import java.nio.file.Path;

/** Finds the repository from a test, which Maven runs in its module's folder. */
public final class RepositoryRoot {
    private RepositoryRoot() {}

    /** The folder with the root {@code pom.xml}. */
    public static Path find() {
        for (Path path = Path.of("").toAbsolutePath(); path != null; path = path.getParent()) {
            if (Files.isDirectory(path.resolve("infra/contracts"))) {
                return path;
            }
        }
        throw new IllegalStateException("no folder above " + Path.of("").toAbsolutePath() + " is the repository");
    }
}
