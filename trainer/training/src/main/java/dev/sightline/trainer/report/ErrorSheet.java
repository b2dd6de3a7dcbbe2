package dev.sightline.trainer.report;

import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_COLOR;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_JPEG_QUALITY;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imdecode;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imencode;
import static org.bytedeco.opencv.global.opencv_imgproc.FONT_HERSHEY_SIMPLEX;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.LINE_AA;
import static org.bytedeco.opencv.global.opencv_imgproc.putText;
import static org.bytedeco.opencv.global.opencv_imgproc.rectangle;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Point;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * The hardest errors as one picture: for each, side by side, the query (gray frame), the wrong row that was nearest (red)
 * and the nearest right row (green), with identities and distances. Stateless; any thread.
 */
public final class ErrorSheet {
    private static final int TILE_WIDTH = 88;
    private static final int TILE_HEIGHT = 176;
    private static final int FRAME = 3;
    private static final int GAP = 6;
    private static final int CAPTION = 34;
    private static final int BETWEEN = 20;
    private static final int ACROSS = 4;
    private static final int ENTRY_WIDTH = 3 * TILE_WIDTH + 2 * GAP + BETWEEN;
    private static final int ENTRY_HEIGHT = TILE_HEIGHT + CAPTION + 14;
    private static final int JPEG_QUALITY = 88;
    private static final double TEXT = .36;
    private static final int MOST_LETTERS = 14;

    private ErrorSheet() {}

    /**
     * One error.
     *
     * @param query who asked
     * @param wrong nearest
     * @param right nearest that shows the person
     */
    public record Entry(Tile query, Tile wrong, Tile right) {}

    /**
     * One crop.
     *
     * @param image picture file
     * @param identity whom it shows
     * @param distance to the query; NaN for the query itself
     */
    public record Tile(Path image, String identity, double distance) {}

    /**
     * Draws the sheet.
     *
     * @param entries at least one, in the order to show them, row by row
     * @return a JPEG file
     * @throws IOException when a picture cannot be read; the message names it
     */
    public static byte[] jpeg(List<Entry> entries) throws IOException {
        if (entries.isEmpty()) {
            throw new IllegalArgumentException("a sheet needs at least one error to show");
        }
        int columns = Math.min(ACROSS, entries.size());
        int rows = (entries.size() + ACROSS - 1) / ACROSS;
        try (PointerScope scope = new PointerScope();
                Mat sheet = new Mat(
                        rows * ENTRY_HEIGHT + BETWEEN / 2,
                        columns * ENTRY_WIDTH + BETWEEN / 2,
                        opencv_core.CV_8UC3,
                        gray(255));
                BytePointer encoded = new BytePointer();
                IntPointer options = new IntPointer(IMWRITE_JPEG_QUALITY, JPEG_QUALITY)) {
            for (int i = 0; i < entries.size(); i++) {
                int x = i % ACROSS * ENTRY_WIDTH + BETWEEN / 2;
                int y = i / ACROSS * ENTRY_HEIGHT + BETWEEN / 2;
                Entry entry = entries.get(i);
                draw(sheet, entry.query(), x, y, gray(120));
                draw(sheet, entry.wrong(), x + TILE_WIDTH + GAP, y, new Scalar(40, 40, 200, 0));
                draw(sheet, entry.right(), x + 2 * (TILE_WIDTH + GAP), y, new Scalar(60, 150, 0, 0));
            }
            imencode(".jpg", sheet, encoded, options);
            byte[] bytes = new byte[(int) encoded.limit()];
            encoded.get(bytes);
            return bytes;
        }
    }

    private static void draw(Mat sheet, Tile tile, int x, int y, Scalar frame) throws IOException {
        byte[] file = Files.readAllBytes(tile.image());
        try (BytePointer bytes = new BytePointer(file);
                Mat encoded = new Mat(bytes, false);
                Mat picture = imdecode(encoded, IMREAD_COLOR)) {
            if (picture.empty()) {
                throw new IOException("picture " + tile.image() + " cannot be decoded; take it out of the data set");
            }
            int width = TILE_WIDTH - 2 * FRAME;
            int height = TILE_HEIGHT - 2 * FRAME;
            double scale = Math.min(width / (double) picture.cols(), height / (double) picture.rows());
            int w = Math.max(1, (int) Math.round(picture.cols() * scale));
            int h = Math.max(1, (int) Math.round(picture.rows() * scale));
            try (Mat place = sheet.apply(new Rect(x + FRAME + (width - w) / 2, y + FRAME + (height - h) / 2, w, h))) {
                resize(picture, place, new Size(w, h), 0, 0, INTER_AREA);
            }
        }
        rectangle(
                sheet,
                new Point(x + 1, y + 1),
                new Point(x + TILE_WIDTH - 2, y + TILE_HEIGHT - 2),
                frame,
                FRAME,
                LINE_AA,
                0);
        write(sheet, shortened(tile.identity()), x, y + TILE_HEIGHT + 14);
        write(
                sheet,
                Double.isNaN(tile.distance()) ? "query" : String.format(Locale.ROOT, "d %.3f", tile.distance()),
                x,
                y + TILE_HEIGHT + 29);
    }

    private static void write(Mat sheet, String text, int x, int y) {
        putText(sheet, text, new Point(x, y), FONT_HERSHEY_SIMPLEX, TEXT, gray(30), 1, LINE_AA, false);
    }

    /** The end of a name tells people apart. The font has no letters outside ASCII. */
    private static String shortened(String name) {
        String ascii = name.replaceAll("[^ -~]", "?");
        return ascii.length() <= MOST_LETTERS ? ascii : ".." + ascii.substring(ascii.length() - MOST_LETTERS + 2);
    }

    private static Scalar gray(int level) {
        return new Scalar(level, level, level, 0);
    }
}
