package dev.sightline.ingest;

import dev.sightline.ingest.video.VideoWriter;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Pictures that carry their number as black and white blocks, which every codec keeps. */
public final class NumberedPictures {
    public static final int WIDTH = 160;
    public static final int HEIGHT = 120;
    private static final int BITS = 10;
    private static final int SIDE = 16;

    private NumberedPictures() {}

    public static BufferedImage picture(int number) {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.GRAY);
        graphics.fillRect(0, 0, WIDTH, HEIGHT);
        for (int bit = 0; bit < BITS; bit++) {
            graphics.setColor((number >> bit & 1) == 1 ? Color.WHITE : Color.BLACK);
            graphics.fillRect(bit * SIDE, 32, SIDE, SIDE);
        }
        graphics.dispose();
        return image;
    }

    public static int number(BufferedImage image) {
        int number = 0;
        for (int bit = 0; bit < BITS; bit++) {
            int gray = image.getRGB(bit * SIDE + SIDE / 2, 32 + SIDE / 2) & 0xFF;
            number |= gray > 127 ? 1 << bit : 0;
        }
        return number;
    }

    public static int number(byte[] jpeg) {
        try {
            return number(ImageIO.read(new ByteArrayInputStream(jpeg)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static byte[] jpeg(int number) {
        return encoded(number, "jpg");
    }

    public static byte[] encoded(int number, String format) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            ImageIO.write(picture(number), format, bytes);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A video of pictures 1 to count. */
    public static Path video(Path file, int count, double fps, VideoWriter.Codec codec) {
        try (VideoWriter writer = new VideoWriter(file, WIDTH, HEIGHT, fps, codec)) {
            for (int i = 1; i <= count; i++) {
                writer.write(picture(i));
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A folder of JPEGs 0001.jpg to count. */
    public static Path folder(Path folder, int count) {
        try {
            Files.createDirectories(folder);
            for (int i = 1; i <= count; i++) {
                Files.write(folder.resolve(String.format("%04d.jpg", i)), jpeg(i));
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
