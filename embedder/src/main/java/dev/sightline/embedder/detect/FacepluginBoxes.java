package dev.sightline.embedder.detect;

import dev.sightline.embedder.image.Region;
import dev.sightline.embedder.network.Outputs;
import dev.sightline.embedder.network.Outputs.Output;
import java.util.ArrayList;
import java.util.List;

/**
 * A single-shot face detector whose file already decodes: corners as fractions of the picture (they may leave 0..1) and
 * a softmax of two classes, of which the second is face.
 */
final class FacepluginBoxes implements BoxDecoder {
    private final String scoreName;
    private final String boxName;
    private final int label;
    private final float threshold;

    FacepluginBoxes(DecoderOptions options) {
        scoreName = options.text("scores", "scores");
        boxName = options.text("boxes", "boxes");
        label = options.whole("faceClass", 1, 0, 1);
        threshold = (float) options.number("scoreThreshold", 0.65, 0, 1);
    }

    @Override
    public List<Detected> decode(Outputs outputs, int slot, int width, int height) {
        Output scores = outputs.get(scoreName);
        Output corners = outputs.get(boxName);
        List<Detected> faces = new ArrayList<>();
        for (int i = 0; i < scores.shape()[1]; i++) {
            float score = scores.values().get(slot * scores.stride() + 2 * i + label);
            if (score >= threshold) {
                int at = slot * corners.stride() + 4 * i;
                faces.add(new Detected(
                        Region.ofCorners(
                                corners.values().get(at) * width,
                                corners.values().get(at + 1) * height,
                                corners.values().get(at + 2) * width,
                                corners.values().get(at + 3) * height),
                        score));
            }
        }
        return faces;
    }
}
