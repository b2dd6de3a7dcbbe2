package dev.sightline.platform.picture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The picture files of a folder, by the endings of their names; hidden files and folders do not count.
 *
 * @param pictures in {@link NaturalOrder} of their names
 * @param unsupported pictures of formats that are not read, in the same order: to be named, not passed over in silence
 */
public record PictureFolder(List<Path> pictures, List<Path> unsupported) {
    private static final Set<String> READ =
            Set.of("jpg", "jpeg", "jpe", "jfif", "png", "bmp", "webp", "tif", "tiff", "ppm", "pgm", "pbm", "pnm");
    private static final Set<String> NOT_READ = Set.of(
            "heic", "heif", "avif", "gif", "jp2", "j2k", "jxl", "svg", "dng", "cr2", "cr3", "nef", "arw", "orf", "rw2",
            "raf", "psd");

    public PictureFolder {
        pictures = List.copyOf(pictures);
        unsupported = List.copyOf(unsupported);
    }

    /** Lists a folder, not its subfolders. */
    public static PictureFolder list(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            List<Path> files = entries.filter(file -> !name(file).startsWith(".") && Files.isRegularFile(file))
                    .sorted(Comparator.comparing(PictureFolder::name, NaturalOrder.INSTANCE))
                    .toList();
            return new PictureFolder(
                    files.stream().filter(file -> READ.contains(ending(file))).toList(),
                    files.stream()
                            .filter(file -> NOT_READ.contains(ending(file)))
                            .toList());
        }
    }

    /** The endings of the files that are read, in order, for messages. */
    public static String endings() {
        return String.join(", ", new TreeSet<>(READ));
    }

    private static String ending(Path file) {
        String name = name(file);
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }
}
