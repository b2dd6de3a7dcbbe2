package dev.sightline.embedder.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.protobuf.ByteString;
import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.contracts.v1.CameraShift;
import dev.sightline.contracts.v1.Detection;
import dev.sightline.contracts.v1.Frame;
import dev.sightline.contracts.v1.ImageReference;
import dev.sightline.contracts.v1.Observation;
import dev.sightline.embedder.EmbedderModels;
import dev.sightline.embedder.EmbedderPolicy;
import dev.sightline.embedder.Samples;
import dev.sightline.embedder.TinyModels;
import dev.sightline.embedder.image.Jpeg;
import dev.sightline.embedder.image.Picture;
import dev.sightline.embedder.image.Region;
import dev.sightline.embedder.pipeline.Outcome.Observed;
import dev.sightline.embedder.pipeline.Outcome.Refused;
import dev.sightline.platform.crops.CropStore;
import dev.sightline.platform.crops.FileCropStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FramePipelineTest {
    @TempDir
    Path folder;

    private EmbedderModels models;
    private CropStore store;

    @BeforeEach
    void load() {
        models = TinyModels.twoPeople(folder);
        store = new FileCropStore(folder.resolve("crops"));
    }

    @AfterEach
    void close() {
        models.close();
    }

    @Test
    void shouldDescribeThePeopleOfAFrame() {
        Observation observation = observed(
                run(EmbedderPolicy.defaults(), Samples.frame("north", 0, 5)).get(0));

        assertThat(observation.getCameraId()).isEqualTo("north");
        assertThat(observation.getSequence()).isEqualTo(5);
        assertThat(observation.getDetectionsList())
                .extracting(Detection::getIndex)
                .containsExactly(0, 1);
        for (Detection person : observation.getDetectionsList()) {
            assertThat(UnitVector.of(person.getVector()).modelId()).isEqualTo("means@1");
            assertThat(person.getVector().getQuality()).isEqualTo(person.getQuality(), within(1e-6f));
            assertThat(person.getQuality()).isBetween(0.01f, 1f);
            assertThat(person.getCropJpeg().isEmpty()).isFalse();
            assertThat(person.getPersonIndex()).isEqualTo(-1);
        }
    }

    @Test
    void shouldGiveTheSameBytesAgainAndWithOtherThreadsAndCompany() {
        Frame frame = Samples.frame("north", 0, 5);
        EmbedderPolicy alone = EmbedderPolicy.defaults();
        EmbedderPolicy crowded =
                alone.with(new EmbedderPolicy.Inference(alone.inference().network(), 2, 2, 2, 4));
        Frame[] company = new Frame[20];
        Arrays.setAll(company, i -> i == 7 ? frame : Samples.frame("south", 0, i));

        Observation first = observed(run(alone, frame).get(0));
        Observation second = observed(run(crowded, company).get(7));

        assertThat(second.toByteString()).isEqualTo(first.toByteString());
    }

    @Test
    void shouldRefuseBrokenFramesAndGoOn() {
        byte[] good = Samples.jpeg(160, 120, 1);
        List<Outcome> outcomes = run(
                EmbedderPolicy.defaults(),
                Samples.frame("north", 0, 1, Arrays.copyOf(good, good.length / 2)),
                Samples.frame("north", 0, 2, new byte[0]),
                Samples.frame("north", 0, 3, Samples.jpeg(80, 60, 1)),
                Frame.newBuilder().setCameraId("north").build(),
                Frame.newBuilder()
                        .setCameraId("north")
                        .setReference(ImageReference.newBuilder().setUri("gone"))
                        .build(),
                Samples.frame("north", 0, 6));

        assertThat(outcomes.subList(0, 5))
                .extracting(o -> o instanceof Refused refused ? refused.kind() : "observed")
                .containsExactly(
                        "image-truncated", "image-empty", "image-size-mismatch", "image-empty", "image-reference");
        assertThat(outcomes.get(5)).isInstanceOf(Observed.class);
    }

    @Test
    void shouldReadFramesThatLieInTheCropStore() {
        Frame inline = Samples.frame("north", 0, 3);
        Frame stored = inline.toBuilder()
                .setReference(store.put(inline.getJpeg().toByteArray(), "jpg"))
                .build();

        List<Outcome> outcomes = run(EmbedderPolicy.defaults(), inline, stored);

        assertThat(outcomes.get(1)).isEqualTo(outcomes.get(0));
    }

    @Test
    void shouldPassTheEndOfAStreamThrough() {
        Frame end = Frame.newBuilder()
                .setCameraId("north")
                .setSequence(9)
                .setEndOfStream(true)
                .build();

        Observation observation = observed(run(EmbedderPolicy.defaults(), end).get(0));

        assertThat(observation.getEndOfStream()).isTrue();
        assertThat(observation.getSequence()).isEqualTo(9);
    }

    @Test
    void shouldReadThePictureOfOnePixel() {
        Frame dot = Samples.frame("north", 0, 1).toBuilder()
                .setWidth(1)
                .setHeight(1)
                .setJpeg(ByteString.copyFrom(Samples.jpeg(1, 1, 1)))
                .build();

        assertThat(run(EmbedderPolicy.defaults(), dot).get(0)).isInstanceOf(Observed.class);
    }

    @Test
    void shouldSayByHowMuchTheCameraMovedThePicture() {
        EmbedderPolicy policy = EmbedderPolicy.defaults()
                .with(new EmbedderPolicy.Inference(
                        EmbedderPolicy.defaults().inference().network(), 2, 2, 2, 1));

        List<Outcome> outcomes = run(
                policy,
                seen("north", 0, 1, 20, 20),
                seen("south", 0, 1, 40, 40),
                seen("north", 0, 2, 20, 20),
                seen("north", 0, 3, 26, 17),
                seen("north", 7, 4, 20, 20));

        assertThat(outcomes)
                .extracting(o -> observed(o).hasCameraShift())
                .as("only a move within one camera and session")
                .containsExactly(false, false, false, true, false);
        CameraShift shift = observed(outcomes.get(3)).getCameraShift();
        assertThat(shift.getDx()).isCloseTo(-6, within(0.5f));
        assertThat(shift.getDy()).isCloseTo(3, within(0.5f));
    }

    /** Another part of one scene. */
    private static Frame seen(String camera, long session, long sequence, int left, int top) {
        try (Picture scene = Samples.picture(240, 180, 3, 300);
                Picture part = scene.crop(new Region(left, top, 160, 120))) {
            return Samples.frame(camera, session, sequence, new Jpeg(10_000, 92).encode(part));
        }
    }

    @Test
    void shouldAdmitNoMoreThanItsRoom() {
        EmbedderPolicy.Flow flow = EmbedderPolicy.Flow.defaults();
        EmbedderPolicy narrow = EmbedderPolicy.defaults()
                .with(new EmbedderPolicy.Flow(2, flow.maxFrameAge(), flow.commitInterval(), flow.maxPixels()));
        FramePipeline pipeline = new FramePipeline(models, narrow, store);
        CompletableFuture<Outcome> first = pipeline.submit(Samples.frame("north", 0, 1));
        assertThat(pipeline.hasRoom()).isTrue();
        CompletableFuture<Outcome> second = pipeline.submit(Samples.frame("north", 0, 2));
        assertThat(pipeline.hasRoom()).isFalse();

        pipeline.start();
        first.join();
        second.join();

        assertThat(pipeline.hasRoom()).isTrue();
        pipeline.close();
    }

    private List<Outcome> run(EmbedderPolicy policy, Frame... frames) {
        try (FramePipeline pipeline = new FramePipeline(models, policy, store)) {
            pipeline.start();
            List<CompletableFuture<Outcome>> outcomes = new ArrayList<>();
            for (Frame frame : frames) {
                outcomes.add(pipeline.submit(frame));
            }
            return outcomes.stream().map(CompletableFuture::join).toList();
        }
    }

    private static Observation observed(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Observed.class);
        return ((Observed) outcome).observation();
    }
}
