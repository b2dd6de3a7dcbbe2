package dev.sightline.embedder.face;

import dev.sightline.embedder.detect.FivePoints;
import dev.sightline.embedder.image.Picture;
import dev.sightline.embedder.image.Region;
import dev.sightline.embedder.image.TensorWriter;
import dev.sightline.embedder.image.TensorWriter.Fit;
import dev.sightline.embedder.network.Network;
import dev.sightline.embedder.network.NetworkSettings;
import dev.sightline.embedder.network.Outputs.Output;
import dev.sightline.models.manifest.ModelManifest;
import dev.sightline.models.manifest.ModelPackage;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the five points of a face by a network of 68 landmarks in iBUG 300-W order, given as fractions of the crop.
 * Decoder name {@code landmarks-68}. Safe for several threads.
 */
public final class Landmarks68 implements AutoCloseable {
    /** The decoder's name in manifests. */
    public static final String DECODER = "landmarks-68";

    private static final int VALUES = 136;
    private static final int[][] FIVE = {{37, 38, 40, 41}, {43, 44, 46, 47}, {30}, {48, 60}, {54, 64}};

    private final Network network;
    private final TensorWriter writer;

    private Landmarks68(Network network, ModelManifest manifest) {
        this.network = network;
        this.writer = new TensorWriter(manifest.input());
    }

    /** Loads a landmark network. */
    public static Landmarks68 open(ModelPackage model, NetworkSettings settings) {
        if (!model.manifest().decoder().equals(DECODER)) {
            throw new IllegalArgumentException("model " + model.manifest().modelId() + " has decoder '"
                    + model.manifest().decoder() + "'; allowed for face landmarks: " + DECODER);
        }
        return new Landmarks68(Network.open(model.network(), settings), model.manifest());
    }

    /** The network, for measuring. */
    public Network network() {
        return network;
    }

    /** The points of each face, in pixels of the picture. */
    public List<FivePoints> locate(Picture picture, List<Region> faces) {
        List<FivePoints> found = new ArrayList<>(faces.size());
        for (Region face : faces) {
            // A square as high as the face; whole pixels, as the crop is.
            Region square = whole(new Region(
                    face.x() + face.width() / 2 - face.height() / 2, face.y(), face.height(), face.height()));
            try (Picture crop = picture.crop(square)) {
                Fit fit = writer.fit(crop.width(), crop.height());
                found.add(network.use(lane -> {
                    long[] shape = writer.shape(1, fit);
                    FloatBuffer input = lane.input(shape);
                    writer.write(crop, fit, input, 0);
                    return five(lane.run(shape).first(), square);
                }));
            }
        }
        return found;
    }

    @Override
    public void close() {
        network.close();
    }

    private static Region whole(Region square) {
        int side = Math.max(1, Math.round(square.width()));
        return new Region(Math.round(square.x()), Math.round(square.y()), side, side);
    }

    private static FivePoints five(Output output, Region crop) {
        if (output.stride() != VALUES) {
            throw new IllegalArgumentException(
                    "a landmarks-68 network gives 136 values, this one " + output.stride() + "; correct model.json");
        }
        float[] values = output.of(0);
        Float[] xy = new Float[2 * FivePoints.COUNT];
        for (int point = 0; point < FIVE.length; point++) {
            float x = 0;
            float y = 0;
            for (int landmark : FIVE[point]) {
                x += values[2 * landmark] / FIVE[point].length;
                y += values[2 * landmark + 1] / FIVE[point].length;
            }
            xy[2 * point] = crop.x() + x * crop.width();
            xy[2 * point + 1] = crop.y() + y * crop.height();
        }
        return new FivePoints(List.of(xy));
    }
}
