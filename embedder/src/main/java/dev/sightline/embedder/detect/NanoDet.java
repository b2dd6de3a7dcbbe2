package dev.sightline.embedder.detect;

import dev.sightline.embedder.image.Region;
import dev.sightline.embedder.network.Outputs;
import dev.sightline.embedder.network.Outputs.Output;
import java.util.ArrayList;
import java.util.List;

/**
 * NanoDet, whose edges are distributions (Generalized Focal Loss, Li et al. 2020): per cell and edge a row of bins; the
 * expectation of its softmax times the stride is the distance from the cell's middle. Class scores are sigmoided.
 */
final class NanoDet implements BoxDecoder {
    private final List<Integer> strides;
    private final List<String> scoreNames;
    private final List<String> edgeNames;
    private final double cellOffset;
    private final int label;
    private final float threshold;

    NanoDet(DecoderOptions options) {
        strides = options.wholes("strides", List.of(8, 16, 32));
        scoreNames = options.names("scores", strides, "cls_pred_stride_");
        edgeNames = options.names("distances", strides, "dis_pred_stride_");
        cellOffset = options.number("cellOffset", 0.5, 0, 1);
        label = options.whole("personClass", 0, 0, 10_000);
        threshold = (float) options.number("scoreThreshold", 0.35, 0, 1);
    }

    @Override
    public List<Detected> decode(Outputs outputs, int slot, int width, int height) {
        List<Detected> boxes = new ArrayList<>();
        for (int level = 0; level < strides.size(); level++) {
            Output scores = outputs.get(scoreNames.get(level));
            Output edges = outputs.get(edgeNames.get(level));
            int stride = strides.get(level);
            int columns = (width + stride - 1) / stride;
            int classes = (int) scores.shape()[2];
            int bins = (int) edges.shape()[2] / 4;
            for (int cell = 0; cell < scores.shape()[1]; cell++) {
                float score = scores.values().get(slot * scores.stride() + cell * classes + label);
                if (score >= threshold) {
                    double x = (cell % columns + cellOffset) * stride;
                    double y = (cell / columns + cellOffset) * stride;
                    int at = slot * edges.stride() + cell * 4 * bins;
                    boxes.add(new Detected(
                            Region.ofCorners(
                                    x - distance(edges, at, bins) * stride,
                                    y - distance(edges, at + bins, bins) * stride,
                                    x + distance(edges, at + 2 * bins, bins) * stride,
                                    y + distance(edges, at + 3 * bins, bins) * stride),
                            score));
                }
            }
        }
        return boxes;
    }

    private static double distance(Output edges, int at, int bins) {
        double sum = 0;
        double weighted = 0;
        for (int bin = 0; bin < bins; bin++) {
            double weight = Math.exp(edges.values().get(at + bin));
            sum += weight;
            weighted += weight * bin;
        }
        return weighted / sum;
    }
}
