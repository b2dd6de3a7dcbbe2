package dev.sightline.trainer.source;

import dev.sightline.contracts.id.Ids;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where labeled pictures lie.
 *
 * @param site names their people apart from those of other sources
 * @param path a CSV list (see {@link dev.sightline.trainer.labeled.CropList}), a folder named in a known way, a folder
 *     with one list in it, or the folder of a stored snapshot
 * @param layout how the folder's pictures are named; without it, it is told from the names
 */
public record DataSource(String site, Path path, Optional<Layout> layout) {

    public DataSource {
        Ids.requireName("site", site);
    }

    /**
     * Reads {@code SITE=PATH} or {@code PATH}, whose site is then the file's or folder's name.
     *
     * @throws IllegalArgumentException when no site can be made of it
     */
    public static DataSource parse(String text, Optional<Layout> layout) {
        int equals = text.indexOf('=');
        // A path may hold '='; only something that could be a site's name stands for one.
        if (equals > 0 && text.substring(0, equals).matches("[A-Za-z0-9][A-Za-z0-9_.-]*")) {
            return new DataSource(text.substring(0, equals), Path.of(text.substring(equals + 1)), layout);
        }
        Path path = Path.of(text);
        Path last = path.toAbsolutePath().normalize().getFileName();
        String name = last == null ? "" : last.toString().replaceFirst("\\.csv$", "");
        return new DataSource(name.replaceAll("[^A-Za-z0-9_.-]", "-").replaceFirst("^[^A-Za-z0-9]+", ""), path, layout);
    }
}
