package dev.sightline.console.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.sightline.contracts.v1.Box;
import dev.sightline.contracts.v1.Detection;
import dev.sightline.contracts.v1.Frame;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.contracts.v1.Observation;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class FaceCoverTest {
    private static final int WIDTH = 160;
    private static final int HEIGHT = 240;

    @Test
    void shouldLeaveNothingOfAFaceAndAllElseAsItIs() throws Exception {
        byte[] covered = FaceCover.covered(stripes(), List.of(new FaceCover.Area(40, 40, 80, 60)))
                .orElseThrow();

        BufferedImage shown = ImageIO.read(new ByteArrayInputStream(covered));
        assertThat(contrast(shown, 48, 50, 112)).as("stripes in the face").isLessThan(40);
        assertThat(contrast(shown, 8, 150, 150)).as("stripes below it").isGreaterThan(150);
    }

    @Test
    void shouldCoverTheHeadOfAPersonAndAllOfAFace() throws Exception {
        BufferedImage person = ImageIO.read(new ByteArrayInputStream(
                FaceCover.crop(stripes(), Modality.MODALITY_PERSON).orElseThrow()));
        BufferedImage face = ImageIO.read(new ByteArrayInputStream(
                FaceCover.crop(stripes(), Modality.MODALITY_FACE).orElseThrow()));

        assertThat(contrast(person, 8, 20, 150)).isLessThan(40);
        assertThat(contrast(person, 8, 150, 150)).isGreaterThan(150);
        assertThat(contrast(face, 8, 20, 150)).isLessThan(40);
        assertThat(contrast(face, 8, 200, 150)).isLessThan(40);
        assertThat(FaceCover.crop(new byte[] {1, 2}, Modality.MODALITY_FACE)).isEmpty();
    }

    @Test
    void shouldShowAFrameOnlyOnceItIsKnownWhereFacesAre() throws Exception {
        LiveView view = new LiveView(InstantSource.system());
        view.frame(
                Frame.newBuilder()
                        .setCameraId("c")
                        .setSiteId("s")
                        .setSession(1)
                        .setSequence(2)
                        .build(),
                ByteString.copyFrom(stripes()));
        assertThat(view.covered("c", 1, 2)).isEqualTo(Optional.empty());

        view.observation(Observation.newBuilder()
                .setCameraId("c")
                .setSession(1)
                .setSequence(2)
                .addDetections(Detection.newBuilder()
                        .setModality(Modality.MODALITY_PERSON)
                        .setBox(Box.newBuilder().setX(10).setY(20).setWidth(140).setHeight(200)))
                .build());

        byte[] covered = view.covered("c", 1, 2).orElseThrow().jpeg().toByteArray();
        BufferedImage shown = ImageIO.read(new ByteArrayInputStream(covered));
        assertThat(contrast(shown, 20, 40, 140)).isLessThan(100);
        assertThat(contrast(shown, 20, 150, 140)).isGreaterThan(150);
        assertThat(view.covered("c", 1, 2).orElseThrow().jpeg().toByteArray())
                .as("made once")
                .isEqualTo(covered);
        assertThat(view.picture("c", 1, 2).orElseThrow().jpeg().toByteArray()).isEqualTo(stripes());
    }

    /** Black and white stripes 4 pixels wide. */
    private static byte[] stripes() throws IOException {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR);
        for (int x = 0; x < WIDTH; x++) {
            for (int y = 0; y < HEIGHT; y++) {
                image.setRGB(x, y, x / 4 % 2 == 0 ? 0xFFFFFF : 0);
            }
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "jpg", bytes);
        return bytes.toByteArray();
    }

    private static int contrast(BufferedImage image, int fromX, int y, int toX) {
        int least = 255;
        int most = 0;
        for (int x = fromX; x < toX; x++) {
            int brightness = image.getRGB(x, y) & 0xFF;
            least = Math.min(least, brightness);
            most = Math.max(most, brightness);
        }
        return most - least;
    }
}
