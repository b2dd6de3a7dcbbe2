package dev.sightline.trainer.words;

import dev.sightline.platform.text.TextFormat;
import dev.sightline.platform.text.TextRow;
import dev.sightline.platform.text.TextTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * Reads attributes: CSV with the columns {@code person,attributes} and maybe {@code path} and {@code set}; attributes are
 * tags with blanks between them. A row with a path is about that picture, one without about every picture of the person.
 */
public final class AttributeFile {
    private static final TextFormat FORMAT = TextFormat.of("attributes of people")
            .column("person")
            .column("attributes")
            .optional("path")
            .optional("set");

    private AttributeFile() {}

    /**
     * All rows in order.
     *
     * @param site the site of all people, or empty where the column {@code set} names it
     * @throws IOException when the file cannot be read
     * @throws dev.sightline.platform.text.TextException naming file and line of the first mistake
     */
    public static List<Tagged> read(Path file, String site) throws IOException {
        return TextTable.read(file, FORMAT, row -> row(row, site));
    }

    private static Tagged row(TextRow row, String site) {
        if (site.isEmpty() && !row.says("set")) {
            throw new IllegalArgumentException(
                    "no site: name one for the whole file (SITE=FILE), or give the file a column 'set'");
        }
        String path = row.says("path") ? row.text("path") : "";
        return new Tagged(
                Caption.identity(site.isEmpty() ? row.text("set") : site, row.required("person")),
                path.substring(path.lastIndexOf('/') + 1),
                Set.of(row.required("attributes").strip().split("\\s+")));
    }
}
