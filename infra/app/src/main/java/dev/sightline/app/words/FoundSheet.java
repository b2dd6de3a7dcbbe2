package dev.sightline.app.words;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;

/** A picture with a row of crops for each query, the best first, and what each is worth. */
final class FoundSheet {
    private static final int WIDTH = 90;
    private static final int HEIGHT = 180;
    private static final int GAP = 8;
    private static final int TITLE = 24;
    private static final int NOTE = 16;

    private FoundSheet() {}

    /** One query's row. */
    record Row(String title, List<Cell> cells) {
        Row {
            cells = List.copyOf(cells);
        }
    }

    /** One crop and what is written under it. */
    record Cell(Path picture, String note) {}

    /**
     * Writes a PNG.
     *
     * @throws IOException when a crop cannot be read or the file not written
     */
    static void write(List<Row> rows, Path file) throws IOException {
        int columns = rows.stream().mapToInt(r -> r.cells().size()).max().orElse(1);
        int width = Math.max(640, GAP + columns * (WIDTH + GAP));
        int height = GAP + rows.size() * (TITLE + HEIGHT + NOTE + GAP);
        BufferedImage sheet = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = sheet.createGraphics();
        try {
            pen.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
            pen.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            pen.setColor(Color.WHITE);
            pen.fillRect(0, 0, width, height);
            for (int i = 0; i < rows.size(); i++) {
                draw(pen, rows.get(i), GAP + i * (TITLE + HEIGHT + NOTE + GAP));
            }
        } finally {
            pen.dispose();
        }
        if (!ImageIO.write(sheet, "png", file.toFile())) {
            throw new IOException("no PNG could be written to " + file);
        }
    }

    private static void draw(Graphics2D pen, Row row, int top) throws IOException {
        pen.setColor(Color.BLACK);
        pen.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 14));
        pen.drawString(row.title(), GAP, top + TITLE - 8);
        pen.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 11));
        for (int i = 0; i < row.cells().size(); i++) {
            Cell cell = row.cells().get(i);
            int left = GAP + i * (WIDTH + GAP);
            pen.drawImage(read(cell.picture()), left, top + TITLE, WIDTH, HEIGHT, null);
            pen.drawString(cell.note(), left, top + TITLE + HEIGHT + NOTE - 4);
        }
    }

    private static BufferedImage read(Path picture) throws IOException {
        try (var in = Files.newInputStream(picture)) {
            BufferedImage image = ImageIO.read(in);
            if (image == null) {
                throw new IOException(
                        picture + " is of a format that cannot be drawn; leave --sheet out, or use JPEG or PNG crops");
            }
            return image;
        }
    }

    /** A probability in two digits. */
    static String percent(double probability) {
        return String.format(Locale.ROOT, "%.2f", probability);
    }
}
