package dev.sightline.bench.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.bench.system.LoadOptions.Setup;
import dev.sightline.contracts.v1.Box;
import dev.sightline.contracts.v1.Detection;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.contracts.v1.Observation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WalkedSiteTest {
    private static final int PEOPLE = 10;

    @Test
    void shouldKeepPicturesFullAndDescribeAsTheEmbedderDoes() {
        List<Observation> frames = frames(new PictureShape(PEOPLE, 5, false));

        assertThat(frames).allMatch(f -> f.getDetectionsCount() <= PEOPLE);
        List<Detection> all =
                frames.stream().flatMap(f -> f.getDetectionsList().stream()).toList();
        assertThat(all.size() / (double) frames.size())
                .as("one in fifty is missed")
                .isBetween(9.6, 9.9);
        assertThat(all).allMatch(Detection::hasBox);
        double described = all.stream().filter(Detection::hasVector).count() / (double) all.size();
        assertThat(described).as("share described").isBetween(0.5, 0.95);
        assertThat(all).allMatch(d -> d.hasVector() != d.getCropJpeg().isEmpty());
    }

    @Test
    void shouldWalkThroughThePicture() {
        List<Observation> frames = frames(new PictureShape(1, 5, false));
        List<Box> boxes = frames.stream()
                .flatMap(f -> f.getDetectionsList().stream())
                .map(Detection::getBox)
                .toList();

        assertThat(boxes).anyMatch(b -> b.getX() < 200).anyMatch(b -> b.getX() > 1_600);
        assertThat(IntStream.range(1, boxes.size())
                        .filter(i ->
                                Math.abs(boxes.get(i).getX() - boxes.get(i - 1).getX()) > 500)
                        .count())
                .as("somebody leaves and another one comes")
                .isBetween(1L, 60L);
    }

    @Test
    void shouldGiveFacesToTheirPeople() {
        for (Observation frame : frames(new PictureShape(PEOPLE, 5, true))) {
            for (Detection face : frame.getDetectionsList()) {
                if (face.getModality() == Modality.MODALITY_FACE) {
                    Detection person = frame.getDetections(face.getPersonIndex());
                    assertThat(person.getModality()).isEqualTo(Modality.MODALITY_PERSON);
                    assertThat(person.getIndex()).isEqualTo(face.getPersonIndex());
                    assertThat(face.getVector().getValues().size()).isEqualTo(512 * Float.BYTES);
                }
            }
        }
    }

    @Test
    void shouldReadWhatIsAskedFor() {
        LoadOptions options = LoadOptions.of(List.of("100", "10", "5", "60", "stay=15", "commit=300", "faces"));

        assertThat(options)
                .isEqualTo(new LoadOptions(
                        100, 10, 60, new PictureShape(5, 15, true), new Setup(4, Duration.ofMillis(300))));
        assertThat(options.framesASecond()).isEqualTo(1_000);
        assertThatThrownBy(() -> LoadOptions.of(List.of("100", "10", "5", "60", "noses")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'noses'")
                .hasMessageContaining("usage");
    }

    /** A minute of one camera. */
    private static List<Observation> frames(PictureShape shape) {
        WalkedSite site = new WalkedSite(shape, 1, 1, 0);
        List<Observation> frames = new ArrayList<>();
        for (int f = 1; f <= 600; f++) {
            frames.add(site.picture(0, f, f * 100_000L).build());
        }
        return frames;
    }
}
