package dev.sightline.testkit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * Finds real footage and public data sets, which are never part of the repository: the folder the environment variable
 * {@code SIGHTLINE_TESTDATA} names, else {@code ../shared/data} beside the repository.
 */
public final class TestData {
    private static final String VARIABLE = "SIGHTLINE_TESTDATA";

    private TestData() {}

    /** The folder of all test data, when there is one. */
    public static Optional<Path> folder() {
        return folder(Optional.ofNullable(System.getenv(VARIABLE)), Path.of("").toAbsolutePath());
    }

    /** A file or folder of the test data, such as {@code video/vtest.avi}. */
    public static Optional<Path> find(String relative) {
        return folder().map(folder -> folder.resolve(relative)).filter(Files::exists);
    }

    /** Like {@link #find}; skips the test with a message when it is not there. */
    public static Path require(String relative) {
        Optional<Path> found = find(relative);
        Assumptions.assumeTrue(
                found.isPresent(), () -> "test data " + relative + " is not here: set " + VARIABLE + " to its folder");
        return found.orElseThrow();
    }

    static Optional<Path> folder(Optional<String> variable, Path workingFolder) {
        Optional<Path> named = variable.filter(value -> !value.isBlank()).map(Path::of);
        return named.isPresent() ? named.filter(Files::isDirectory) : besideRepository(workingFolder);
    }

    private static Optional<Path> besideRepository(Path workingFolder) {
        return Stream.iterate(Optional.of(workingFolder), Optional::isPresent, path -> path.map(Path::getParent))
                .map(Optional::orElseThrow)
                .filter(path -> Files.isDirectory(path.resolve("infra/contracts")))
                .map(path -> path.resolveSibling("shared").resolve("data"))
                .filter(Files::isDirectory)
                .findFirst();
    }
}
