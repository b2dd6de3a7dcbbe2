package dev.sightline.embedder.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.embedder.image.Region;
import dev.sightline.embedder.network.Outputs;
import dev.sightline.embedder.network.Outputs.Output;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Each decoder on a hand-made head with one object whose box is known. */
class BoxDecodersTest {
    private final Map<String, Output> heads = new TreeMap<>();

    @Test
    void shouldReadCenterNetPeaksOnce() {
        float[] heat = head("keypoints", 2, 80, 8, 8);
        float[] sizes = head("wh", 2, 4, 8, 8);
        int second = 80 * 64;
        int cell = 3 * 8 + 5;
        heat[second + cell] = 0.8f;
        heat[second + cell + 1] = 0.6f; // no peak: its neighbor is higher
        heat[second + 64 + 10] = 0.9f; // another class
        for (int edge = 0; edge < 4; edge++) {
            sizes[4 * 64 + edge * 64 + cell] = edge + 1;
        }

        assertThat(decode("centernet", 1, 32, 32, Map.of("scoreThreshold", "0.5")))
                .containsExactly(new Detected(Region.ofCorners(19, 10, 23, 16), 0.8f));
    }

    @Test
    void shouldReadYoloxCells() {
        float[] rows = head("output", 1, 64 + 16 + 4, 85);
        int at = (64 + 6) * 85; // second grid (stride 16), x 2, y 1
        rows[at] = 0.5f;
        rows[at + 1] = 0.5f;
        rows[at + 2] = (float) Math.log(2);
        rows[at + 3] = (float) Math.log(4);
        rows[at + 4] = 0.9f;
        rows[at + 5] = 0.5f;

        List<Detected> found = decode("yolox", 0, 64, 64, Map.of("scoreThreshold", "0.4"));

        assertThat(found).hasSize(1);
        close(found.get(0).box(), 40 - 16, 24 - 32, 40 + 16, 24 + 32);
        assertThat(found.get(0).score()).isEqualTo(0.45f);
    }

    @Test
    void shouldReadNanoDetDistributions() {
        for (int stride : List.of(8, 16, 32)) {
            int cells = 64 / stride * 64 / stride;
            float[] scores = head("cls_pred_stride_" + stride, 1, cells, 80);
            float[] edges = head("dis_pred_stride_" + stride, 1, cells, 32);
            if (stride == 16) {
                scores[5 * 80] = 0.7f;
                for (int edge = 0; edge < 4; edge++) {
                    edges[5 * 32 + edge * 8 + 1] = 50; // all weight on bin 1
                }
            }
        }

        List<Detected> found = decode("nanodet", 0, 64, 64, Map.of());

        assertThat(found).hasSize(1);
        close(found.get(0).box(), 24 - 16, 24 - 16, 24 + 16, 24 + 16);
    }

    @Test
    void shouldReadScrfdFacesWithTheirPoints() {
        for (int stride : List.of(8, 16, 32)) {
            int anchors = 2 * (64 / stride) * (64 / stride);
            float[] scores = head("score_" + stride, 1, anchors, 1);
            float[] edges = head("bbox_" + stride, 1, anchors, 4);
            float[] points = head("kps_" + stride, 1, anchors, 10);
            if (stride == 32) {
                scores[3] = 0.8f; // second anchor of cell x 1, y 0
                java.util.Arrays.fill(edges, 12, 16, 0.5f);
                java.util.Arrays.fill(points, 30, 40, 0.25f);
            }
        }

        List<Detected> found = decode("scrfd", 0, 64, 64, Map.of());

        assertThat(found).hasSize(1);
        close(found.get(0).box(), 16, -16, 48, 16);
        FivePoints points = java.util.Objects.requireNonNull(found.get(0).points());
        assertThat(points.x(4)).isEqualTo(40);
        assertThat(points.y(4)).isEqualTo(8);
    }

    @Test
    void shouldReadYuNetFacesWithTheirPoints() {
        for (int stride : List.of(8, 16, 32)) {
            int cells = 64 / stride * 64 / stride;
            float[] classes = head("cls_" + stride, 1, cells, 1);
            float[] objects = head("obj_" + stride, 1, cells, 1);
            float[] boxes = head("bbox_" + stride, 1, cells, 4);
            head("kps_" + stride, 1, cells, 10);
            if (stride == 8) {
                classes[9] = 0.81f;
                objects[9] = 1;
                boxes[36] = 0.5f;
                boxes[37] = 0.5f;
            }
        }

        List<Detected> found = decode("yunet", 0, 64, 64, Map.of());

        assertThat(found).hasSize(1);
        close(found.get(0).box(), 8, 8, 16, 16);
        assertThat(found.get(0).score()).isEqualTo(0.9f, org.assertj.core.api.Assertions.within(1e-6f));
    }

    @Test
    void shouldReadFractionsAsPixels() {
        float[] scores = head("scores", 1, 2, 2);
        float[] boxes = head("boxes", 1, 2, 4);
        scores[3] = 0.9f;
        System.arraycopy(new float[] {0.25f, 0.5f, 0.75f, 1.1f}, 0, boxes, 4, 4);

        List<Detected> found = decode("faceplugin-boxes", 0, 320, 240, Map.of());

        assertThat(found).hasSize(1);
        close(found.get(0).box(), 80, 120, 240, 264);
    }

    @Test
    void shouldNameWhatIsWrongInAManifest() {
        assertThatThrownBy(() -> BoxDecoders.of("ssd", new DecoderOptions(Map.of())))
                .hasMessageContaining("'ssd'")
                .hasMessageContaining("centernet");
        assertThatThrownBy(() -> BoxDecoders.of("yolox", new DecoderOptions(Map.of("scoreThreshold", "high"))))
                .hasMessageContaining("scoreThreshold")
                .hasMessageContaining("'high'");
        assertThatThrownBy(() -> BoxDecoders.of("yunet", new DecoderOptions(Map.of("boxes", "a,b"))))
                .hasMessageContaining("boxes")
                .hasMessageContaining("3 comma-separated");
    }

    private float[] head(String name, int... shape) {
        int size = 1;
        long[] sides = new long[shape.length];
        for (int i = 0; i < shape.length; i++) {
            size *= shape[i];
            sides[i] = shape[i];
        }
        float[] values = new float[size];
        heads.put(name, new Output(FloatBuffer.wrap(values), sides));
        return values;
    }

    private List<Detected> decode(String decoder, int slot, int width, int height, Map<String, String> options) {
        Outputs outputs = new Outputs(new ArrayList<>(heads.keySet()), heads);
        return BoxDecoders.of(decoder, new DecoderOptions(options)).decode(outputs, slot, width, height);
    }

    private static void close(Region box, double left, double top, double right, double bottom) {
        assertThat(new double[] {box.x(), box.y(), box.right(), box.bottom()})
                .containsExactly(new double[] {left, top, right, bottom}, org.assertj.core.api.Assertions.within(1e-3));
    }
}
