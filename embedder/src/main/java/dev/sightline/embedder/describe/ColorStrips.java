package dev.sightline.embedder.describe;

import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2Lab;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import dev.sightline.embedder.image.Picture;
import dev.sightline.embedder.network.Network;
import dev.sightline.models.manifest.ModelManifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * A stand-in person descriptor without a network: per horizontal strip of the body, top to bottom, a histogram of color
 * (a*, b* of CIELAB, finest near gray where clothes are) and one of lightness. Lightness counts by its rank within the
 * crop, which no exposure changes; pixels weigh less toward the sides, where the background is; neighboring bins and
 * strips share each pixel. It tells clothes apart, not people, and far worse than a trained descriptor; it is there so
 * that everything runs before weights exist. Decoder name {@code colour-strip}. Stateless.
 */
final class ColorStrips implements Describer {
    /** The decoder's name in manifests. */
    static final String DECODER = "colour-strip";

    private static final int WIDTH = 32;
    private static final int HEIGHT = 96;
    private static final int STRIPS = 8;
    private static final int CHROMA = 5;
    private static final int LIGHT = 8;
    private static final int BINS = CHROMA * CHROMA + LIGHT;
    /** Length of a descriptor. */
    static final int DIMENSION = STRIPS * BINS;

    /** Units of a* and b* over which bins are fine; beyond, they saturate. */
    private static final double CHROMA_SCALE = 8;
    /** Width of the weight across the body, in half widths of the crop. */
    private static final double BODY_SIGMA = 0.4;

    private static final float[] ACROSS = new float[WIDTH];
    private static final float[] CHROMA_BIN = new float[256];

    static {
        for (int x = 0; x < WIDTH; x++) {
            double off = (x + 0.5 - WIDTH / 2.0) / (WIDTH / 2.0);
            ACROSS[x] = (float) Math.exp(-off * off / (2 * BODY_SIGMA * BODY_SIGMA));
        }
        for (int v = 0; v < 256; v++) {
            CHROMA_BIN[v] = (float) ((Math.tanh((v - 128) / CHROMA_SCALE) + 1) / 2 * (CHROMA - 1));
        }
    }

    private final ModelManifest manifest;

    ColorStrips(ModelManifest manifest) {
        this.manifest = manifest;
        if (manifest.dimension() != DIMENSION) {
            throw new IllegalArgumentException("model " + manifest.modelId() + " declares dimension "
                    + manifest.dimension() + " but colour-strip gives " + DIMENSION + "; correct model.json");
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
        byte[] lab = new byte[WIDTH * HEIGHT * 3];
        try (PointerScope scope = new PointerScope()) {
            Mat small = new Mat();
            resize(crop.mat(), small, new Size(WIDTH, HEIGHT), 0, 0, INTER_AREA);
            Mat converted = new Mat();
            cvtColor(small, converted, COLOR_BGR2Lab);
            converted.data().get(lab);
        }
        float[] ranks = ranks(lab);
        float[] values = new float[DIMENSION];
        for (int y = 0; y < HEIGHT; y++) {
            float place = (y + 0.5f) * STRIPS / HEIGHT - 0.5f;
            int upper = (int) Math.floor(place);
            float lowerShare = place - upper;
            for (int x = 0; x < WIDTH; x++) {
                int at = (y * WIDTH + x) * 3;
                if (upper >= 0) {
                    add(values, upper * BINS, lab, at, ranks, ACROSS[x] * (1 - lowerShare));
                }
                if (upper + 1 < STRIPS) {
                    add(values, (upper + 1) * BINS, lab, at, ranks, ACROSS[x] * lowerShare);
                }
            }
        }
        return rooted(values);
    }

    /** Share of the weighted crop that is darker than each of the 256 lightness levels, 0 to below 1. */
    private static float[] ranks(byte[] lab) {
        double[] weights = new double[256];
        double all = 0;
        for (int i = 0; i < WIDTH * HEIGHT; i++) {
            weights[lab[3 * i] & 0xFF] += ACROSS[i % WIDTH];
            all += ACROSS[i % WIDTH];
        }
        float[] ranks = new float[256];
        double below = 0;
        for (int level = 0; level < 256; level++) {
            ranks[level] = (float) Math.min(0.999, (below + weights[level] / 2) / all);
            below += weights[level];
        }
        return ranks;
    }

    private static void add(float[] values, int base, byte[] lab, int at, float[] ranks, float weight) {
        float a = CHROMA_BIN[lab[at + 1] & 0xFF];
        float b = CHROMA_BIN[lab[at + 2] & 0xFF];
        int a0 = Math.min((int) a, CHROMA - 2);
        int b0 = Math.min((int) b, CHROMA - 2);
        float aShare = a - a0;
        float bShare = b - b0;
        int corner = base + a0 * CHROMA + b0;
        values[corner] += weight * (1 - aShare) * (1 - bShare);
        values[corner + 1] += weight * (1 - aShare) * bShare;
        values[corner + CHROMA] += weight * aShare * (1 - bShare);
        values[corner + CHROMA + 1] += weight * aShare * bShare;
        float light = ranks[lab[at] & 0xFF] * (LIGHT - 1);
        int l0 = (int) light;
        values[base + CHROMA * CHROMA + l0] += weight * (1 - (light - l0));
        values[base + CHROMA * CHROMA + l0 + 1] += weight * (light - l0);
    }

    /** Shares per strip, rooted: then the cosine of two is the Bhattacharyya coefficient of their histograms. */
    private static float[] rooted(float[] values) {
        for (int strip = 0; strip < STRIPS; strip++) {
            float sum = 0;
            for (int i = 0; i < BINS; i++) {
                sum += values[strip * BINS + i];
            }
            for (int i = 0; i < BINS; i++) {
                values[strip * BINS + i] = (float) Math.sqrt(values[strip * BINS + i] / sum);
            }
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
