package dev.sightline.embedder.detect;

import dev.sightline.embedder.image.Region;
import dev.sightline.embedder.network.Outputs;
import dev.sightline.embedder.network.Outputs.Output;
import java.util.ArrayList;
import java.util.List;

/**
 * YOLOX (Ge et al. 2021), raw head: per cell of the grids of strides 8, 16 and 32 a row of center offset, log size,
 * objectness and class scores, both scores sigmoided already.
 */
final class Yolox implements BoxDecoder {
    private static final int OBJECTNESS = 4;

    private final String output;
    private final List<Integer> strides;
    private final int label;
    private final float threshold;

    Yolox(DecoderOptions options) {
        output = options.text("output", "output");
        strides = options.wholes("strides", List.of(8, 16, 32));
        label = options.whole("personClass", 0, 0, 10_000);
        threshold = (float) options.number("scoreThreshold", 0.35, 0, 1);
    }

    @Override
    public List<Detected> decode(Outputs outputs, int slot, int width, int height) {
        Output rows = outputs.get(output);
        int columns = (int) rows.shape()[2];
        int at = slot * rows.stride();
        List<Detected> boxes = new ArrayList<>();
        for (int stride : strides) {
            for (int y = 0; y < height / stride; y++) {
                for (int x = 0; x < width / stride; x++, at += columns) {
                    float score =
                            rows.values().get(at + OBJECTNESS) * rows.values().get(at + OBJECTNESS + 1 + label);
                    if (score >= threshold) {
                        boxes.add(new Detected(box(rows, at, x, y, stride), score));
                    }
                }
            }
        }
        return boxes;
    }

    private static Region box(Output rows, int at, int x, int y, int stride) {
        double cx = (rows.values().get(at) + x) * stride;
        double cy = (rows.values().get(at + 1) + y) * stride;
        double w = Math.exp(rows.values().get(at + 2)) * stride;
        double h = Math.exp(rows.values().get(at + 3)) * stride;
        return Region.ofCorners(cx - w / 2, cy - h / 2, cx + w / 2, cy + h / 2);
    }
}
