package dev.sightline.embedder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bytedeco.opencv.global.opencv_core.ROTATE_90_COUNTERCLOCKWISE;
import static org.bytedeco.opencv.global.opencv_core.hconcat;
import static org.bytedeco.opencv.global.opencv_core.rotate;
import static org.bytedeco.opencv.global.opencv_core.vconcat;

import dev.sightline.contracts.v1.Modality;
import dev.sightline.embedder.PeopleInPhoto.Described;
import dev.sightline.embedder.PeopleInPhoto.Look;
import dev.sightline.embedder.UnusablePhoto.Reason;
import dev.sightline.embedder.image.Jpeg;
import dev.sightline.embedder.image.Picture;
import dev.sightline.embedder.image.Region;
import dev.sightline.testkit.TestData;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytedeco.opencv.opencv_core.Mat;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who is found in photos of a street and of faces, with the default models. */
class PeopleInPhotoIT {
    /** APP1 with an EXIF directory of one entry: orientation 6, to be turned a quarter clockwise. */
    private static final byte[] QUARTER_TURN = HexFormat.of()
            .parseHex("ffe10022" + "457869660000" + "4d4d002a00000008" + "0001" + "011200030000000100060000"
                    + "00000000");

    private static EmbedderModels models;
    private static PeopleInPhoto photos;
    private static byte[] street;
    /** The street four times, two by two. */
    private static byte[] streets;

    private static byte[] turned;

    @BeforeAll
    static void open() throws Exception {
        TestData.require("video/vtest.avi");
        models = EmbedderModels.load(RealModels::byDefault, EmbedderPolicy.defaults());
        photos = new PeopleInPhoto(models, InstantSource.system());
        List<byte[]> frames = new ArrayList<>();
        List<byte[]> left = new ArrayList<>();
        List<byte[]> joined = new ArrayList<>();
        Footage.street(1, 1, (number, picture) -> {
            frames.add(new Jpeg(10_000, 95).encode(picture));
            left.add(turnedLeft(picture));
            joined.add(twoByTwo(picture));
        });
        street = frames.get(0);
        turned = left.get(0);
        streets = joined.get(0);
    }

    @AfterAll
    static void close() {
        if (models != null) {
            models.close();
        }
    }

    @Test
    void shouldFindEverybodyFromLeftToRightAndDescribeTheOneWhoIsWanted() throws Exception {
        Look all = photos.look(street, Optional.empty());
        Look second = photos.look(street, Optional.of(2));

        assertThat(all.people()).hasSizeGreaterThanOrEqualTo(3);
        assertThat(all.people().stream().map(seen -> seen.box().x()).toList()).isSorted();
        assertThat(all.described()).as("it is not clear who is meant").isEmpty();
        assertThat(second.described()).extracting(Described::modality).contains(Modality.MODALITY_PERSON);
        assertThat(second.described().get(0).vector().modelId()).startsWith("person-sightline@");
    }

    @Test
    void shouldFindTenPeopleInAPhotoAndDescribeEachAsTheOneTheyAre() throws Exception {
        Look alone = photos.look(street, Optional.empty());

        Look four = photos.look(streets, Optional.empty());

        assertThat(four.people()).hasSizeGreaterThanOrEqualTo(10);
        assertThat(four.unlisted()).isZero();
        int who = tallest(alone);
        Region box = alone.people().get(who - 1).box();
        int again = nearest(four, box.x() + alone.width(), box.y() + alone.height());
        assertThat(photos.look(streets, Optional.of(again))
                        .described()
                        .get(0)
                        .vector()
                        .cosine(photos.look(street, Optional.of(who))
                                .described()
                                .get(0)
                                .vector()))
                .isGreaterThan(.8);
    }

    @Test
    void shouldTakeACropOfOnePersonAndKnowThemAgain() throws Exception {
        Look all = photos.look(street, Optional.empty());
        int who = tallest(all);
        Described whole = photos.look(street, Optional.of(who)).described().get(0);

        Look crop = photos.look(crop(all.people().get(who - 1).box()), Optional.empty());

        assertThat(crop.people()).hasSize(1);
        assertThat(crop.described().get(0).vector().cosine(whole.vector())).isGreaterThan(.8);
    }

    @Test
    void shouldFollowTheStoredOrientation() throws Exception {
        Look upright = photos.look(street, Optional.empty());
        Look fromTurned = photos.look(turned, Optional.empty());

        assertThat(fromTurned.width()).isEqualTo(upright.width());
        assertThat(fromTurned.people().size())
                .isBetween(upright.people().size() - 1, upright.people().size() + 1);
    }

    @Test
    void shouldDescribeTheFaceOfAPortrait() throws Exception {
        Path folder = TestData.require("faces/att");
        Path portrait;
        try (Stream<Path> files = Files.walk(folder)) {
            portrait = files.filter(file ->
                            file.toString().endsWith(".pgm") || file.toString().endsWith(".png"))
                    .sorted()
                    .findFirst()
                    .orElseThrow();
        }

        Look look = photos.look(Files.readAllBytes(portrait), Optional.empty());

        assertThat(look.people()).hasSize(1);
        assertThat(look.described()).extracting(Described::modality).contains(Modality.MODALITY_FACE);
    }

    @Test
    void shouldSayWhatIsWrongWithAPhotoThatIsOfNoUse() {
        assertRefused(new byte[0], Optional.empty(), Reason.BROKEN, "cannot be read");
        assertRefused(new byte[] {1, 2, 3, 4}, Optional.empty(), Reason.BROKEN, "cannot be read");
        assertRefused(gray(), Optional.empty(), Reason.NOBODY, "nobody is found");
        assertRefused(street, Optional.of(99), Reason.NOBODY, "person 99 is not in the photo");
    }

    private static void assertRefused(byte[] photo, Optional<Integer> person, Reason reason, String text) {
        assertThatThrownBy(() -> photos.look(photo, person))
                .isInstanceOfSatisfying(
                        UnusablePhoto.class,
                        refused -> assertThat(refused.reason()).isEqualTo(reason))
                .hasMessageContaining(text);
    }

    private static int tallest(Look look) {
        int best = 1;
        for (int i = 1; i <= look.people().size(); i++) {
            if (look.people().get(i - 1).box().height()
                    > look.people().get(best - 1).box().height()) {
                best = i;
            }
        }
        return best;
    }

    private static byte[] crop(Region box) throws Exception {
        try (Picture picture = Picture.decode(street, 10_000_000);
                Picture crop = picture.crop(box)) {
            return new Jpeg(10_000, 95).encode(crop);
        }
    }

    private static byte[] gray() {
        return Samples.jpeg(640, 480, 3);
    }

    private static byte[] twoByTwo(Picture picture) {
        Mat half = new Mat();
        hconcat(picture.mat(), picture.mat(), half);
        Mat whole = new Mat();
        vconcat(half, half, whole);
        half.close();
        try (Picture four = Picture.owning(whole)) {
            return new Jpeg(10_000, 95).encode(four);
        }
    }

    /** Who of the people stands nearest to a place, from 1. */
    private static int nearest(Look look, double x, double y) {
        return 1
                + IntStream.range(0, look.people().size())
                        .boxed()
                        .min(Comparator.comparingDouble(i -> {
                            Region box = look.people().get(i).box();
                            return Math.hypot(box.x() - x, box.y() - y);
                        }))
                        .orElseThrow();
    }

    /** Turned a quarter counterclockwise, with the note that it has to be turned back. */
    private static byte[] turnedLeft(Picture picture) {
        Mat left = new Mat();
        rotate(picture.mat(), left, ROTATE_90_COUNTERCLOCKWISE);
        try (Picture rotated = Picture.owning(left)) {
            byte[] jpeg = new Jpeg(10_000, 95).encode(rotated);
            return ByteBuffer.allocate(jpeg.length + QUARTER_TURN.length)
                    .put(jpeg, 0, 2)
                    .put(QUARTER_TURN)
                    .put(jpeg, 2, jpeg.length - 2)
                    .array();
        }
    }
}
