package dev.sightline.embedder.detect;

import dev.sightline.embedder.image.Region;
import dev.sightline.embedder.network.Outputs;
import dev.sightline.embedder.network.Outputs.Output;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Objects as points (Zhou et al. 2019): cells of a class's heat map that equal their 3x3 maximum are objects; a second
 * map gives the distances from the cell to the left, top, right and bottom edge in input pixels. The heat map is
 * sigmoided already, and the cell's corner, not its middle, is the reference point.
 */
final class CenterNet implements BoxDecoder {
    private final String heat;
    private final String distances;
    private final int stride;
    private final int label;
    private final int peaks;
    private final float threshold;

    CenterNet(DecoderOptions options) {
        heat = options.text("heatmap", "keypoints");
        distances = options.text("sizes", "wh");
        stride = options.whole("stride", 4, 1, 64);
        label = options.whole("personClass", 0, 0, 10_000);
        peaks = options.whole("maxDetections", 100, 1, 10_000);
        threshold = (float) options.number("scoreThreshold", 0.35, 0, 1);
    }

    @Override
    public List<Detected> decode(Outputs outputs, int slot, int width, int height) {
        Output map = outputs.get(heat);
        int rows = (int) map.shape()[2];
        int columns = (int) map.shape()[3];
        int plane = rows * columns;
        float[] scores = new float[plane];
        map.values().get(slot * map.stride() + label * plane, scores);
        List<Integer> found = peaks(scores, rows, columns);
        Output edges = outputs.get(distances);
        int base = slot * edges.stride();
        List<Detected> boxes = new ArrayList<>(found.size());
        for (int cell : found) {
            double x = (double) cell % columns * stride;
            double y = Math.floorDiv(cell, columns) * (double) stride;
            boxes.add(new Detected(
                    Region.ofCorners(
                            x - edges.values().get(base + cell),
                            y - edges.values().get(base + plane + cell),
                            x + edges.values().get(base + 2 * plane + cell),
                            y + edges.values().get(base + 3 * plane + cell)),
                    scores[cell]));
        }
        return boxes;
    }

    private List<Integer> peaks(float[] scores, int rows, int columns) {
        List<Integer> found = new ArrayList<>();
        for (int cell = 0; cell < scores.length; cell++) {
            if (scores[cell] >= threshold && isPeak(scores, cell, rows, columns)) {
                found.add(cell);
            }
        }
        found.sort(Comparator.comparingDouble(cell -> -scores[cell]));
        return found.subList(0, Math.min(peaks, found.size()));
    }

    private static boolean isPeak(float[] scores, int cell, int rows, int columns) {
        int row = cell / columns;
        int column = cell % columns;
        for (int y = Math.max(0, row - 1); y <= Math.min(rows - 1, row + 1); y++) {
            for (int x = Math.max(0, column - 1); x <= Math.min(columns - 1, column + 1); x++) {
                if (scores[y * columns + x] > scores[cell]) {
                    return false;
                }
            }
        }
        return true;
    }
}
