package dev.sightline.platform.settings;

import dev.sightline.contracts.camera.SourceKind;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the values of one setting begin when they are relative paths.
 *
 * @param kind which values are paths; empty: none
 */
record PathRule(Optional<FilePath.Kind> kind) {
    static final PathRule NONE = new PathRule(Optional.empty());

    static PathRule of(Method method) {
        return new PathRule(
                Optional.ofNullable(method.getAnnotation(FilePath.class)).map(FilePath::value));
    }

    /** Whether every value is one. */
    boolean always() {
        return kind.equals(Optional.of(FilePath.Kind.ALWAYS));
    }

    /** Whether some values are. */
    boolean applies() {
        return kind.isPresent();
    }

    /**
     * The value with its path made absolute.
     *
     * @param folder where relative paths begin
     * @throws IllegalArgumentException when it is a path that this system cannot have
     */
    String absolute(String value, Path folder) {
        if (kind.isEmpty() || value.isBlank()) {
            return value;
        }
        Path path;
        try {
            path = folder.toAbsolutePath().resolve(value.strip()).normalize();
        } catch (InvalidPathException e) {
            if (kind.get() == FilePath.Kind.ALWAYS) {
                throw new IllegalArgumentException("must be a path of this system", e);
            }
            return value;
        }
        return switch (kind.get()) {
            case ALWAYS -> path.toString();
            case UNLESS_ADDRESS -> isAddress(value) ? value : path.toString();
            case IF_IT_EXISTS -> Files.exists(path) ? path.toString() : value;
        };
    }

    private static boolean isAddress(String value) {
        return SourceKind.of(value) != SourceKind.PATH || value.strip().regionMatches(true, 0, "file:", 0, 5);
    }
}
