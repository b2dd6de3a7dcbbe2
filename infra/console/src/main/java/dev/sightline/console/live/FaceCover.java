package dev.sightline.console.live;

import dev.sightline.contracts.v1.Box;
import dev.sightline.contracts.v1.Detection;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.contracts.v1.Observation;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;

/**
 * Makes faces unrecognizable in pictures: coarse squares over each face and over the head of each person, found in the
 * picture or not. Pure.
 */
public final class FaceCover {
    /** Share of a person's height, from the top, that holds the head; a person who bends is covered too. */
    private static final float HEAD = 0.25f;
    /** Around a face, as a share of its size. */
    private static final float MARGIN = 0.4f;
    /** Squares across an area: too few to tell a face by. */
    private static final int SQUARES = 4;

    private FaceCover() {}

    /** A part of a picture in pixels; may leave it. */
    public record Area(float x, float y, float width, float height) {}

    /** What is to be covered in a frame. */
    static List<Area> of(Observation observation) {
        return observation.getDetectionsList().stream().map(FaceCover::area).toList();
    }

    private static Area area(Detection detection) {
        Box box = detection.getBox();
        if (detection.getModality() == Modality.MODALITY_FACE) {
            float x = box.getWidth() * MARGIN;
            float y = box.getHeight() * MARGIN;
            return new Area(box.getX() - x, box.getY() - y, box.getWidth() + 2 * x, box.getHeight() + 2 * y);
        }
        return new Area(box.getX(), box.getY(), box.getWidth(), box.getHeight() * HEAD);
    }

    /** The picture of one person or face with the face covered; empty when it cannot be decoded. */
    public static Optional<byte[]> crop(byte[] jpeg, Modality modality) {
        return read(jpeg).map(image -> {
            float height = modality == Modality.MODALITY_FACE ? image.getHeight() : image.getHeight() * HEAD;
            return write(image, List.of(new Area(0, 0, image.getWidth(), height)));
        });
    }

    /** A picture with areas covered; empty when it cannot be decoded, for then nothing of it may be shown. */
    static Optional<byte[]> covered(byte[] jpeg, List<Area> areas) {
        return areas.isEmpty() ? Optional.of(jpeg) : read(jpeg).map(image -> write(image, areas));
    }

    private static Optional<BufferedImage> read(byte[] jpeg) {
        try {
            return Optional.ofNullable(ImageIO.read(new ByteArrayInputStream(jpeg)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static byte[] write(BufferedImage picture, List<Area> areas) {
        BufferedImage image = new BufferedImage(picture.getWidth(), picture.getHeight(), BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D pen = image.createGraphics();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            pen.drawImage(picture, 0, 0, null);
            areas.forEach(area -> cover(pen, picture, area));
            ImageIO.write(image, "jpg", bytes);
        } catch (IOException e) {
            throw new IllegalStateException("a picture in memory is written to memory", e);
        } finally {
            pen.dispose();
        }
        return bytes.toByteArray();
    }

    private static void cover(Graphics2D pen, BufferedImage from, Area area) {
        int left = Math.max(0, (int) Math.floor(area.x()));
        int top = Math.max(0, (int) Math.floor(area.y()));
        int right = Math.min(from.getWidth(), (int) Math.ceil(area.x() + area.width()));
        int bottom = Math.min(from.getHeight(), (int) Math.ceil(area.y() + area.height()));
        int side = Math.max(1, (int) Math.ceil(Math.min(area.width(), area.height()) / SQUARES));
        for (int y = top; y < bottom; y += side) {
            for (int x = left; x < right; x += side) {
                int width = Math.min(side, right - x);
                int height = Math.min(side, bottom - y);
                pen.setColor(mean(from.getRGB(x, y, width, height, null, 0, width)));
                pen.fillRect(x, y, width, height);
            }
        }
    }

    private static Color mean(int[] pixels) {
        long red = 0;
        long green = 0;
        long blue = 0;
        for (int pixel : pixels) {
            red += pixel >> 16 & 0xFF;
            green += pixel >> 8 & 0xFF;
            blue += pixel & 0xFF;
        }
        int count = pixels.length;
        return new Color((int) (red / count), (int) (green / count), (int) (blue / count));
    }
}
