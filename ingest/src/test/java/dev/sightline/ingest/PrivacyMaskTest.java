package dev.sightline.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.contracts.v1.Clock;
import dev.sightline.contracts.v1.MaskPoint;
import dev.sightline.contracts.v1.MaskPolygon;
import dev.sightline.ingest.source.Picture;
import dev.sightline.ingest.source.Stamp;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class PrivacyMaskTest {
    private static final byte[] OWN = {1, 2, 3};

    @Test
    void shouldCoverWhatIsMaskedAndNothingElse() throws Exception {
        PrivacyMask mask =
                new PrivacyMask(List.of(polygon(0.5f, 0, 1, 0, 1, 1, 0.5f, 1), polygon(0, 0, 0.25f, 0, 0, 0.25f)));

        BufferedImage shown = ImageIO.read(new ByteArrayInputStream(mask.jpeg(white(200, 100), 90)));

        assertThat(shown.getWidth()).isEqualTo(200);
        for (int y = 0; y < 100; y += 3) {
            for (int x = 100; x < 200; x += 3) {
                assertThat(brightness(shown, x, y)).as("%d, %d", x, y).isLessThan(30);
            }
        }
        assertThat(brightness(shown, 5, 5)).isLessThan(30);
        assertThat(brightness(shown, 45, 24)).as("outside the triangle").isGreaterThan(200);
        assertThat(brightness(shown, 80, 80)).isGreaterThan(200);
    }

    @Test
    void shouldLetPicturesWithoutAMaskPassAsTheyAre() {
        assertThat(new PrivacyMask(List.of()).jpeg(white(20, 10), 90)).isEqualTo(OWN);
    }

    private static int brightness(BufferedImage image, int x, int y) {
        Color color = new Color(image.getRGB(x, y));
        return (color.getRed() + color.getGreen() + color.getBlue()) / 3;
    }

    private static MaskPolygon polygon(float... corners) {
        MaskPolygon.Builder polygon = MaskPolygon.newBuilder();
        for (int i = 0; i < corners.length; i += 2) {
            polygon.addPoints(MaskPoint.newBuilder().setX(corners[i]).setY(corners[i + 1]));
        }
        return polygon.build();
    }

    private static Picture white(int width, int height) {
        return new Picture() {
            @Override
            public Stamp stamp() {
                return new Stamp(1, 1, Clock.CLOCK_STREAM);
            }

            @Override
            public int width() {
                return width;
            }

            @Override
            public int height() {
                return height;
            }

            @Override
            public byte[] jpeg(int quality) {
                return OWN.clone();
            }

            @Override
            public BufferedImage image() {
                BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
                Graphics2D pen = image.createGraphics();
                pen.setColor(Color.WHITE);
                pen.fillRect(0, 0, width, height);
                pen.dispose();
                return image;
            }

            @Override
            public byte[] luma(int width, int height) {
                return new byte[width * height];
            }
        };
    }
}
