package dev.sightline.bench.composed;

import dev.sightline.platform.text.TextFormat;
import dev.sightline.platform.text.TextRow;
import dev.sightline.platform.text.TextTable;
import dev.sightline.trainer.evaluate.Box;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * One box of truth or of a result.
 *
 * @param camera that saw it
 * @param frame from 1
 * @param identity person of the truth, or identity of the result
 * @param tracklet of the result; empty in the truth
 * @param box where
 */
record FootageBox(String camera, long frame, String identity, String tracklet, Box box) {
    private static final long MOST_FRAMES = 1_000_000;

    /** Boxes of {@code camera,id,frame,x,y,w,h}. */
    static List<FootageBox> truth(Path file) throws IOException {
        return TextTable.read(file, format("id", "truth"), row -> box(row, "id", ""));
    }

    /** Boxes of a {@code tracks.csv}. */
    static List<FootageBox> result(Path file) throws IOException {
        TextFormat format = format("identity", "tracks").column("tracklet");
        return TextTable.read(file, format, row -> box(row, "identity", row.text("tracklet")));
    }

    /** A person never seen well enough for an identity carries the tracklet's id instead. */
    boolean hasIdentity() {
        return !identity.isEmpty() && !identity.equals(tracklet);
    }

    private static TextFormat format(String who, String name) {
        return TextFormat.of(name)
                .column("camera")
                .column(who)
                .column("frame")
                .column("x")
                .column("y")
                .column("w")
                .column("h");
    }

    private static FootageBox box(TextRow row, String who, String tracklet) {
        Box box = new Box(row.number("x"), row.number("y"), row.number("w"), row.number("h"));
        return new FootageBox(row.text("camera"), row.whole("frame", 1, MOST_FRAMES), row.text(who), tracklet, box);
    }
}
