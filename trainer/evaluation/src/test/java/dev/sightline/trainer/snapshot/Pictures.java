package dev.sightline.trainer.snapshot;

import dev.sightline.models.manifest.Checksum;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import javax.imageio.ImageIO;

/** Small pictures for data sets of tests. */
public final class Pictures {

    private Pictures() {}

    /** A noisy picture of its own for each seed. */
    public static byte[] jpeg(int seed) throws IOException {
        return encoded(seed, "jpg");
    }

    public static byte[] encoded(int seed, String format) throws IOException {
        BufferedImage image = new BufferedImage(8, 16, BufferedImage.TYPE_INT_RGB);
        java.util.SplittableRandom random = new java.util.SplittableRandom(seed);
        for (int y = 0; y < 16; y++) {
            for (int x = 0; x < 8; x++) {
                image.setRGB(x, y, random.nextInt());
            }
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, format, bytes);
        return bytes.toByteArray();
    }

    public static Path write(Path folder, String name, byte[] bytes) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, bytes);
    }

    /** A crop that lies nowhere. */
    public static Crop crop(String identity, String camera, String name) {
        return crop(identity, camera, name, "", Optional.empty());
    }

    public static Crop crop(String identity, String camera, String name, String tracklet, Optional<Instant> time) {
        String site = identity.contains("/") ? identity.substring(0, identity.indexOf('/')) : "site";
        String sha256 = Checksum.of((site + name).getBytes(StandardCharsets.UTF_8));
        return new Crop(Path.of(name), name, sha256, identity, camera, site, tracklet, time);
    }
}
