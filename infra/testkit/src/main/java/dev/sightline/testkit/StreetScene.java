package dev.sightline.testkit;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

/**
 * Generated footage: people in clothes of their own walk through the picture, one after another, and the truth about
 * every box is known. The same seed dresses the same people, so two scenes of one seed are two cameras of one site.
 *
 * @param seed dresses the people
 * @param people how many walk through
 * @param width pixels
 * @param height pixels
 * @param brightness 1 as dressed; less is a darker camera
 * @param startFrame the frame at which the first person enters
 */
public record StreetScene(long seed, int people, int width, int height, double brightness, int startFrame) {
    private static final int PERSON_WIDTH = 48;
    private static final int PERSON_HEIGHT = 112;
    private static final int STEP = 8;
    private static final int GAP_FRAMES = 14;
    private static final double GOLDEN = 0.6180339887;

    /** One person in one frame; pixels. */
    public record Box(int person, int x, int y, int width, int height) {}

    /** Frames after which everybody has left. */
    public int frames() {
        return startFrame + people * GAP_FRAMES + (width + PERSON_WIDTH) / STEP + 4;
    }

    /** Who stands where in frame {@code frame} (from 0), wholly inside the picture only. */
    public List<Box> truth(int frame) {
        List<Box> boxes = new ArrayList<>();
        for (int p = 0; p < people; p++) {
            int x = (frame - startFrame - p * GAP_FRAMES) * STEP;
            if (x >= 0 && x + PERSON_WIDTH <= width) {
                boxes.add(new Box(p, x, lane(p), PERSON_WIDTH, PERSON_HEIGHT));
            }
        }
        return boxes;
    }

    /** Draws frame {@code frame} (from 0). */
    public BufferedImage picture(int frame) {
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D g = picture.createGraphics();
        g.setColor(dim(new Color(150, 150, 145)));
        g.fillRect(0, 0, width, height);
        g.setColor(dim(new Color(110, 112, 110)));
        IntStream.iterate(0, x -> x < width, x -> x + 64).forEach(x -> g.drawLine(x, 0, x + 40, height));
        truth(frame).forEach(box -> draw(g, box));
        g.dispose();
        return picture;
    }

    private void draw(Graphics2D g, Box b) {
        float[] dress = dress(b.person());
        Color coat = Color.getHSBColor(dress[0], 0.9f, 0.9f);
        Color trousers = Color.getHSBColor(dress[1], 0.9f, 0.7f);
        g.setColor(dim(new Color(220, 180, 150)));
        g.fillOval(b.x() + 16, b.y(), 16, 20);
        g.setColor(dim(coat));
        g.fillRect(b.x() + 6, b.y() + 20, 36, 44);
        g.setColor(dim(trousers));
        g.fillRect(b.x() + 10, b.y() + 64, 28, 48);
    }

    /** Hues of coat and trousers, the golden ratio apart from person to person so that nobody looks like another. */
    private float[] dress(int person) {
        SplittableRandom wardrobe = new SplittableRandom(seed);
        double coat = wardrobe.nextDouble() + person * GOLDEN;
        double trousers = wardrobe.nextDouble() + 2 * person * GOLDEN;
        return new float[] {(float) (coat % 1), (float) (trousers % 1)};
    }

    private int lane(int person) {
        return 10 + person * 37 % Math.max(1, height - PERSON_HEIGHT - 20);
    }

    private Color dim(Color c) {
        return new Color(
                (int) (c.getRed() * brightness), (int) (c.getGreen() * brightness), (int) (c.getBlue() * brightness));
    }

    /** Writes every frame as a JPEG into {@code folder}, named so that they sort in order, at 10 frames a second. */
    public void writeFolder(Path folder) {
        try {
            Files.createDirectories(folder);
            List<String> stamps = new ArrayList<>(List.of("file,epoch_seconds"));
            for (int i = 0; i < frames(); i++) {
                String name = String.format(Locale.ROOT, "%05d.jpg", i + 1);
                ImageIO.write(picture(i), "jpg", folder.resolve(name).toFile());
                stamps.add(String.format(Locale.ROOT, "%s,%.1f", name, 946_684_800 + i / 10.0));
            }
            Files.write(folder.resolve("timestamps.csv"), stamps);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes the true boxes as a MOTChallenge detections file ({@code frame,-1,x,y,w,h,score,-1,-1,-1}). */
    public void writeDetections(Path file) {
        writeDetections(file, frames());
    }

    /** {@link #writeDetections(Path)} of footage that begins again whenever everybody has left, {@code count} frames long. */
    public void writeDetections(Path file, int count) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            for (Box b : truth(i % frames())) {
                lines.add(String.format(
                        Locale.ROOT, "%d,-1,%d,%d,%d,%d,0.95,-1,-1,-1", i + 1, b.x(), b.y(), b.width(), b.height()));
            }
        }
        try {
            Files.write(file, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
