package dev.sightline.embedder.words;

import dev.sightline.models.manifest.ModelPackage;
import dev.sightline.onnx.OnnxException;
import dev.sightline.onnx.file.OnnxFile;
import dev.sightline.onnx.file.Tensors;
import dev.sightline.onnx.graph.GraphEdit;
import dev.sightline.onnx.graph.HalfWeights;

/**
 * Mean and covariance of the descriptors of people at large, as a package for words keeps them: what a prototype made of a
 * few crops is held against. Immutable.
 */
public final class PeopleAtLarge {
    private final float[] mean;
    private final float[] root;

    /**
     * @param mean of people's descriptors
     * @param root [D,D] row by row; root times its transpose is their covariance
     */
    public PeopleAtLarge(float[] mean, float[] root) {
        if (root.length != mean.length * mean.length) {
            throw new IllegalArgumentException("a root of " + root.length + " numbers does not fit " + mean.length);
        }
        this.mean = mean.clone();
        this.root = root.clone();
    }

    /** Reads them out of a package with the decoder {@value WordEncoder#DECODER}. */
    public static PeopleAtLarge of(ModelPackage words) {
        GraphEdit graph = new GraphEdit(HalfWeights.restore(OnnxFile.read(words.network())));
        return new PeopleAtLarge(floats(graph, "people-mean"), floats(graph, "people-root"));
    }

    private static float[] floats(GraphEdit graph, String name) {
        return Tensors.floats(graph.constant(name)
                .orElseThrow(() -> new OnnxException("the network for words has no constant '" + name
                        + "'; take the package that 'sightline words train' wrote")));
    }

    /** The mean; a copy. */
    public float[] mean() {
        return mean.clone();
    }

    /** The mean score along a direction. */
    public double center(float[] direction) {
        double sum = 0;
        for (int i = 0; i < mean.length; i++) {
            sum += (double) direction[i] * mean[i];
        }
        return sum;
    }

    /** The deviation of scores along a direction. */
    public double spread(float[] direction) {
        double squares = 0;
        for (int column = 0; column < mean.length; column++) {
            double along = 0;
            for (int row = column; row < mean.length; row++) {
                along += (double) direction[row] * root[row * mean.length + column];
            }
            squares += along * along;
        }
        return Math.sqrt(squares);
    }
}
