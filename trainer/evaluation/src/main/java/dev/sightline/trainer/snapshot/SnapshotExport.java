package dev.sightline.trainer.snapshot;

import dev.sightline.models.manifest.Checksum;
import dev.sightline.platform.text.TextTable;
import dev.sightline.trainer.evaluate.retrieval.Label;
import dev.sightline.trainer.pair.Constraints;
import dev.sightline.trainer.pair.Constraints.Apart;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Writes a snapshot as other tools read it: {@code labels.csv} with the columns
 * {@code path,identity,camera,site,tracklet,time}, the pictures beside it, and for a snapshot of labeled pairs
 * {@code different.csv} with the people stated to be different. Read again, the list gives the same people.
 */
public final class SnapshotExport {
    private static final String HEADER = "path,identity,camera,site,tracklet,time";

    private SnapshotExport() {}

    /**
     * Writes the list and copies the pictures.
     *
     * @throws FileAlreadyExistsException when the folder has such a list already
     */
    public static void write(Snapshot snapshot, Path folder) throws IOException {
        Path list = folder.resolve("labels.csv");
        if (Files.exists(list)) {
            throw new FileAlreadyExistsException(list + " is there already; name another folder");
        }
        Files.createDirectories(folder);
        try (BufferedWriter lines = Files.newBufferedWriter(list)) {
            lines.write(HEADER + "\n");
            for (Crop crop : snapshot.crops()) {
                String picture = copy(crop, folder);
                lines.write(line(crop, picture) + "\n");
            }
        }
        if (!snapshot.constraints().exhaustive()) {
            writeDifferent(snapshot.constraints(), folder.resolve("different.csv"));
        }
    }

    /** Pictures are named by their contents: names of one site may point out of the folder, or mean two files. */
    private static String copy(Crop crop, Path folder) throws IOException {
        String name = String.valueOf(crop.path().getFileName());
        String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        String picture = "pictures/" + crop.site() + "/"
                + Checksum.of(Stream.of(crop.key())).substring(0, 8) + "-"
                + crop.sha256().substring(0, 16) + "." + extension;
        Path target = folder.resolve(picture);
        Files.createDirectories(target.getParent());
        Files.copy(crop.path(), target);
        return picture;
    }

    private static String line(Crop crop, String picture) {
        String person = crop.isDistractor()
                ? Label.DISTRACTOR
                : crop.identity().substring(crop.site().length() + 1);
        return TextTable.line(
                picture,
                person,
                crop.camera(),
                crop.site(),
                crop.tracklet(),
                crop.time().map(Object::toString).orElse(""));
    }

    private static void writeDifferent(Constraints constraints, Path file) throws IOException {
        List<Apart> apart = constraints.apart().stream().sorted().toList();
        try (BufferedWriter lines = Files.newBufferedWriter(file)) {
            lines.write("left,right,same\n");
            for (Apart pair : apart) {
                lines.write(TextTable.line(pair.first(), pair.second(), "different") + "\n");
            }
        }
    }
}
