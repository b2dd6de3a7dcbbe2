package dev.sightline.trainer.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OrtException;
import dev.sightline.onnx.graph.GraphBuilder;
import dev.sightline.onnx.graph.HalfWeights;
import dev.sightline.onnx.proto.ModelProto;
import java.util.List;
import org.junit.jupiter.api.Test;

class MirrorImagesTest {
    private static final int HEIGHT = 64;
    private static final int WIDTH = 32;
    private static final int DIMENSION = 16;
    private static final long[] SHAPE = {3, 3, HEIGHT, WIDTH};
    private static final float[] PICTURES = RuntimeRun.noise(7, SHAPE);
    private static final ModelProto NETWORK = Networks.byName("osnet-x0.25", HEIGHT, WIDTH, DIMENSION, 1);

    @Test
    void shouldSumThePicturesOwnDescriptorAndItsMirrorImages() throws OrtException {
        float[] own = descriptors(NETWORK, PICTURES);
        float[] other = descriptors(NETWORK, mirrored(PICTURES));

        float[] both = descriptors(MirrorImages.summed(NETWORK), PICTURES);

        assertThat(both).hasSameSizeAs(own);
        for (int i = 0; i < both.length; i++) {
            double sum = own[i] / length(own, i / DIMENSION) + other[i] / length(other, i / DIMENSION);
            assertThat(both[i]).isCloseTo((float) sum, within(1e-5f));
        }
    }

    @Test
    void shouldDescribeAPictureAndItsMirrorImageAlike() throws OrtException {
        ModelProto summed = MirrorImages.summed(NETWORK);

        float[] own = descriptors(summed, PICTURES);
        float[] other = descriptors(summed, mirrored(PICTURES));

        for (int i = 0; i < own.length; i++) {
            assertThat(own[i]).isCloseTo(other[i], within(1e-5f));
        }
        assertThat(descriptors(NETWORK, PICTURES)).isNotEqualTo(descriptors(NETWORK, mirrored(PICTURES)));
    }

    @Test
    void shouldGiveBackWhatItStartedFrom() {
        assertThat(MirrorImages.single(MirrorImages.summed(NETWORK))).isEqualTo(NETWORK);
        assertThat(MirrorImages.single(NETWORK)).isSameAs(NETWORK);
        assertThat(MirrorImages.in(MirrorImages.summed(NETWORK))).isTrue();
        assertThat(MirrorImages.in(NETWORK)).isFalse();
    }

    @Test
    void shouldGiveBackTheFeaturesThatTrainingLooksAt() {
        GraphBuilder graph = new GraphBuilder("backbone").input("images", "batch", "3", "8", "4");
        graph.node("Abs", "map", List.of("images"));
        ModelProto backbone = graph.output("map", "batch", "3", "8", "4").build(13);
        ModelProto necked = Head.projecting(DIMENSION, 1).attach(backbone, 1);

        ModelProto summed = MirrorImages.summed(necked);

        assertThat(summed.getGraph().getOutputList())
                .extracting(o -> o.getName())
                .containsExactly(Head.DESCRIPTOR);
        assertThat(MirrorImages.single(summed)).isEqualTo(necked);
        assertThat(HalfWeights.restore(MirrorImages.single(HalfWeights.apply(summed)))
                        .getGraph()
                        .getNodeList())
                .isEqualTo(necked.getGraph().getNodeList());
    }

    @Test
    void shouldSayWhatIsMissing() {
        GraphBuilder graph = new GraphBuilder("vague").input("images", "batch", "3", "height", "width");
        graph.node("Flatten", "numbers", List.of("images"));
        ModelProto vague = graph.output("numbers", "batch", "dimension").build(13);
        ModelProto old = vague.toBuilder()
                .setOpsetImport(0, vague.getOpsetImport(0).toBuilder().setVersion(9))
                .build();

        assertThatThrownBy(() -> MirrorImages.summed(vague))
                .hasMessageContaining("output 'numbers' must be [batch, dimension] with a known");
        assertThatThrownBy(() -> MirrorImages.summed(old)).hasMessageContaining("need operator set 10 or newer");
    }

    private static float[] descriptors(ModelProto model, float[] pictures) throws OrtException {
        return RuntimeRun.of(model, SHAPE, pictures).get(Head.DESCRIPTOR).values();
    }

    private static float[] mirrored(float[] pictures) {
        float[] mirrored = new float[pictures.length];
        for (int i = 0; i < pictures.length; i++) {
            mirrored[i] = pictures[i / WIDTH * WIDTH + WIDTH - 1 - i % WIDTH];
        }
        return mirrored;
    }

    private static double length(float[] rows, int row) {
        double squares = 0;
        for (int i = row * DIMENSION; i < (row + 1) * DIMENSION; i++) {
            squares += rows[i] * (double) rows[i];
        }
        return Math.sqrt(squares);
    }
}
