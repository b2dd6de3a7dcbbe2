package dev.sightline.embedder.describe;

import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2HSV;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import dev.sightline.embedder.image.Picture;
import dev.sightline.embedder.network.Network;
import dev.sightline.platform.models.ModelManifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * A stand-in person descriptor without a network: colour histograms of horizontal strips of the body, top to bottom. It
 * tells clothes apart, not people, and far worse than a trained descriptor; it is there so that everything runs before
 * weights exist. Decoder name {@code colour-strip}.
 */
final class ColourStrips implements Describer {
    /** The decoder's name in manifests. */
    static final String DECODER = "colour-strip";

    private static final int WIDTH = 32;
    private static final int HEIGHT = 96;
    private static final int STRIPS = 6;
    private static final int HUES = 12;
    private static final int GREYS = 8;

    private final ModelManifest manifest;

    ColourStrips(ModelManifest manifest) {
        this.manifest = manifest;
        if (manifest.dimension() != STRIPS * (HUES + GREYS)) {
            throw new IllegalArgumentException("model " + manifest.modelId() + " declares dimension "
                    + manifest.dimension() + " but colour-strip gives " + STRIPS * (HUES + GREYS)
                    + "; correct model.json");
        }
    }

    @Override
    public String modelId() {
        return manifest.modelId();
    }

    @Override
    public int dimension() {
        return manifest.dimension();
    }

    @Override
    public List<float[]> describe(List<Picture> crops) {
        List<float[]> described = new ArrayList<>(crops.size());
        for (Picture crop : crops) {
            described.add(describe(crop));
        }
        return described;
    }

    private static float[] describe(Picture crop) {
        byte[] hsv = new byte[WIDTH * HEIGHT * 3];
        try (PointerScope scope = new PointerScope()) {
            Mat small = new Mat();
            resize(crop.mat(), small, new Size(WIDTH, HEIGHT), 0, 0, INTER_AREA);
            Mat converted = new Mat();
            cvtColor(small, converted, COLOR_BGR2HSV);
            converted.data().get(hsv);
        }
        float[] values = new float[STRIPS * (HUES + GREYS)];
        for (int y = 0; y < HEIGHT; y++) {
            int base = y * STRIPS / HEIGHT * (HUES + GREYS);
            for (int x = 0; x < WIDTH; x++) {
                double off = (x + 0.5 - WIDTH / 2.0) / (WIDTH / 4.0);
                float weight = (float) Math.exp(-off * off / 2);
                int at = (y * WIDTH + x) * 3;
                int hue = hsv[at] & 0xFF;
                float saturation = (hsv[at + 1] & 0xFF) / 255f;
                int value = hsv[at + 2] & 0xFF;
                values[base + hue * HUES / 180] += weight * saturation;
                values[base + HUES + value * GREYS / 256] += weight * (1 - saturation);
            }
        }
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) Math.sqrt(values[i]);
        }
        return values;
    }

    @Override
    public Optional<Network> network() {
        return Optional.empty();
    }

    @Override
    public void close() {
        // Holds nothing.
    }
}
