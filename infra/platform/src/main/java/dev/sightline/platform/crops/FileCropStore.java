package dev.sightline.platform.crops;

import com.google.protobuf.ByteString;
import dev.sightline.contracts.v1.ImageReference;
import dev.sightline.platform.crops.CropException.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Pictures as files of one folder, {@code ab/cd/abcd….jpg}. References are {@code crop:abcd….jpg}, relative to the
 * folder, so the folder can move. A file appears whole or not at all: it is written aside and renamed. It is not forced
 * to disk; after a power cut a torn file is noticed by its hash and written again by the next put.
 */
public final class FileCropStore implements CropStore {
    private static final Pattern URI = Pattern.compile("crop:([0-9a-f]{64})\\.([a-z0-9]{1,8})");
    private static final Pattern NAME = Pattern.compile("([0-9a-f]{64})\\.[a-z0-9]{1,8}");
    private static final Pattern EXTENSION = Pattern.compile("[a-z0-9]{1,8}");

    private final Path folder;

    /** A store in {@code folder}, which is made when first needed. */
    public FileCropStore(Path folder) {
        this.folder = folder;
    }

    @Override
    public ImageReference put(byte[] image, String extension) {
        if (!EXTENSION.matcher(extension).matches()) {
            throw new IllegalArgumentException(
                    "extension '" + extension + "' must be 1 to 8 lower-case letters and digits, without a dot");
        }
        byte[] hash = sha256(image);
        String hex = HexFormat.of().formatHex(hash);
        Path file = file(hex, extension);
        try {
            if (!holds(file, image)) {
                write(file, image);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot store a crop as " + file + ": " + e.getMessage(), e);
        }
        return ImageReference.newBuilder()
                .setUri("crop:" + hex + "." + extension)
                .setSha256(ByteString.copyFrom(hash))
                .setSizeBytes(image.length)
                .build();
    }

    @Override
    public byte[] get(ImageReference reference) {
        Path file = file(reference);
        byte[] image = read(file, reference);
        if (image.length != reference.getSizeBytes() || !hashMatches(image, reference)) {
            throw new CropException(
                    Kind.ALTERED, "crop " + reference.getUri() + " in " + folder + " is not what was stored");
        }
        return image;
    }

    @Override
    public void delete(ImageReference reference) {
        Path file = file(reference);
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete crop " + file + ": " + e.getMessage(), e);
        }
    }

    /**
     * A picture as it lies there.
     *
     * @param reference names it
     * @param storedAt when it was written last
     */
    public record Stored(ImageReference reference, Instant storedAt) {}

    /**
     * Hands over every picture, in no order; those that come or go meanwhile may be left out.
     *
     * @throws UncheckedIOException when the folder cannot be read
     */
    public void forEach(Consumer<Stored> taker) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    Matcher name = NAME.matcher(file.getFileName().toString());
                    if (name.matches()) {
                        ImageReference reference = ImageReference.newBuilder()
                                .setUri("crop:" + file.getFileName())
                                .setSha256(ByteString.copyFrom(HexFormat.of().parseHex(name.group(1))))
                                .setSizeBytes(attributes.size())
                                .build();
                        taker.accept(new Stored(
                                reference, attributes.lastModifiedTime().toInstant()));
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                    if (failure instanceof NoSuchFileException) {
                        return FileVisitResult.CONTINUE;
                    }
                    throw failure;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException("the crops in " + folder + " cannot be listed: " + e.getMessage(), e);
        }
    }

    private byte[] read(Path file, ImageReference reference) {
        try {
            if (Files.size(file) != reference.getSizeBytes()) {
                throw new CropException(
                        Kind.ALTERED,
                        "crop " + reference.getUri() + " has " + Files.size(file) + " bytes in " + folder
                                + ", its reference says " + reference.getSizeBytes());
            }
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new CropException(
                    Kind.MISSING,
                    "crop " + reference.getUri() + " is not in " + folder
                            + ": it was deleted, or this process reads another folder than the writer");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read crop " + file + ": " + e.getMessage(), e);
        }
    }

    private static boolean hashMatches(byte[] image, ImageReference reference) {
        byte[] hash = sha256(image);
        return Arrays.equals(hash, reference.getSha256().toByteArray())
                && reference.getUri().startsWith("crop:" + HexFormat.of().formatHex(hash));
    }

    private static boolean holds(Path file, byte[] image) throws IOException {
        return Files.exists(file) && Files.size(file) == image.length && Arrays.equals(Files.readAllBytes(file), image);
    }

    private static void write(Path file, byte[] image) throws IOException {
        Files.createDirectories(file.getParent());
        Path aside = file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID());
        try {
            Files.write(aside, image);
            Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(aside);
        }
    }

    private Path file(ImageReference reference) {
        // Only the hash reaches the path: a reference out of a topic cannot point outside the folder.
        Matcher matcher = URI.matcher(reference.getUri());
        if (!matcher.matches()) {
            throw new CropException(
                    Kind.MALFORMED,
                    "crop reference '" + reference.getUri()
                            + "' is malformed: expected crop:<64 hex digits>.<extension>");
        }
        return file(matcher.group(1), matcher.group(2));
    }

    private Path file(String hex, String extension) {
        return folder.resolve(hex.substring(0, 2)).resolve(hex.substring(2, 4)).resolve(hex + "." + extension);
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
