package dev.sightline.embedder.detect;

import dev.sightline.embedder.image.Region;
import dev.sightline.embedder.network.Outputs;
import dev.sightline.embedder.network.Outputs.Output;
import java.util.ArrayList;
import java.util.List;

/**
 * YuNet faces (Wu et al. 2023) with five points, no anchors: per stride class and object scores (the face's is the root
 * of their product), center offset and log size, and point offsets, all in strides from the cell's corner.
 */
final class YuNet implements BoxDecoder {
    private final List<Integer> strides;
    private final List<String> classNames;
    private final List<String> objectNames;
    private final List<String> boxNames;
    private final List<String> pointNames;
    private final float threshold;

    YuNet(DecoderOptions options) {
        strides = options.wholes("strides", List.of(8, 16, 32));
        classNames = options.names("classes", strides, "cls_");
        objectNames = options.names("objects", strides, "obj_");
        boxNames = options.names("boxes", strides, "bbox_");
        pointNames = options.names("landmarks", strides, "kps_");
        threshold = (float) options.number("scoreThreshold", 0.6, 0, 1);
    }

    @Override
    public List<Detected> decode(Outputs outputs, int slot, int width, int height) {
        List<Detected> faces = new ArrayList<>();
        for (int level = 0; level < strides.size(); level++) {
            int stride = strides.get(level);
            Output classes = outputs.get(classNames.get(level));
            Output objects = outputs.get(objectNames.get(level));
            Output boxes = outputs.get(boxNames.get(level));
            Output points = outputs.get(pointNames.get(level));
            int columns = width / stride;
            for (int i = 0; i < classes.stride(); i++) {
                float score = (float) Math.sqrt(unit(classes.values().get(slot * classes.stride() + i))
                        * unit(objects.values().get(slot * objects.stride() + i)));
                if (score >= threshold) {
                    int x = i % columns;
                    int y = i / columns;
                    FivePoints five = Scrfd.points(points, slot * points.stride() + i * 2 * FivePoints.COUNT)
                            .mapped(stride, stride, x * stride, y * stride);
                    faces.add(new Detected(box(boxes, slot * boxes.stride() + i * 4, x, y, stride), score, five));
                }
            }
        }
        return faces;
    }

    private static Region box(Output boxes, int at, int x, int y, int stride) {
        double cx = (x + boxes.values().get(at)) * stride;
        double cy = (y + boxes.values().get(at + 1)) * stride;
        double w = Math.exp(boxes.values().get(at + 2)) * stride;
        double h = Math.exp(boxes.values().get(at + 3)) * stride;
        return Region.ofCorners(cx - w / 2, cy - h / 2, cx + w / 2, cy + h / 2);
    }

    private static double unit(float value) {
        return Math.max(0, Math.min(1, value));
    }
}
