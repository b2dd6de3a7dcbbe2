package dev.sightline.embedder.detect;

import dev.sightline.embedder.image.Region;
import dev.sightline.embedder.network.Outputs;
import dev.sightline.embedder.network.Outputs.Output;
import java.util.ArrayList;
import java.util.List;

/**
 * SCRFD faces (Guo et al. 2021) with five points: per stride a map of scores, of edge distances and of point offsets,
 * two anchors a cell, all in strides from the cell's corner.
 */
final class Scrfd implements BoxDecoder {
    private final List<Integer> strides;
    private final List<String> scoreNames;
    private final List<String> edgeNames;
    private final List<String> pointNames;
    private final int anchors;
    private final float threshold;

    Scrfd(DecoderOptions options) {
        strides = options.wholes("strides", List.of(8, 16, 32));
        scoreNames = options.names("scores", strides, "score_");
        edgeNames = options.names("boxes", strides, "bbox_");
        pointNames = options.names("landmarks", strides, "kps_");
        anchors = options.whole("anchors", 2, 1, 16);
        threshold = (float) options.number("scoreThreshold", 0.5, 0, 1);
    }

    @Override
    public List<Detected> decode(Outputs outputs, int slot, int width, int height) {
        List<Detected> faces = new ArrayList<>();
        for (int level = 0; level < strides.size(); level++) {
            Output scores = outputs.get(scoreNames.get(level));
            Output edges = outputs.get(edgeNames.get(level));
            Output points = outputs.get(pointNames.get(level));
            int stride = strides.get(level);
            int columns = width / stride;
            for (int i = 0; i < scores.stride(); i++) {
                float score = scores.values().get(slot * scores.stride() + i);
                if (score >= threshold) {
                    double x = i / anchors % columns * stride;
                    double y = i / anchors / columns * stride;
                    int e = slot * edges.stride() + i * 4;
                    Region box = Region.ofCorners(
                            x - edges.values().get(e) * stride,
                            y - edges.values().get(e + 1) * stride,
                            x + edges.values().get(e + 2) * stride,
                            y + edges.values().get(e + 3) * stride);
                    int p = slot * points.stride() + i * 2 * FivePoints.COUNT;
                    faces.add(new Detected(box, score, points(points, p).mapped(stride, stride, x, y)));
                }
            }
        }
        return faces;
    }

    static FivePoints points(Output output, int at) {
        Float[] xy = new Float[2 * FivePoints.COUNT];
        for (int i = 0; i < xy.length; i++) {
            xy[i] = output.values().get(at + i);
        }
        return new FivePoints(List.of(xy));
    }
}
