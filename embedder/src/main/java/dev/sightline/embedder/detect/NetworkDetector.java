package dev.sightline.embedder.detect;

import dev.sightline.embedder.image.Picture;
import dev.sightline.embedder.image.Region;
import dev.sightline.embedder.image.TensorWriter;
import dev.sightline.embedder.image.TensorWriter.Fit;
import dev.sightline.embedder.network.Network;
import dev.sightline.embedder.network.NetworkSettings;
import dev.sightline.embedder.network.Outputs;
import dev.sightline.models.manifest.ModelManifest;
import dev.sightline.models.manifest.ModelPackage;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A detection network with its manifest's recipe around it. Pictures that fit the tensor alike share a run when the
 * network's batch axis is symbolic. Safe for several threads.
 */
public final class NetworkDetector implements AutoCloseable {
    private final Network network;
    private final TensorWriter writer;
    private final BoxDecoder decoder;
    private final Suppression suppression;

    private NetworkDetector(Network network, ModelManifest manifest) {
        DecoderOptions options = new DecoderOptions(manifest.decoderOptions());
        this.network = network;
        this.writer = new TensorWriter(manifest.input());
        this.decoder = BoxDecoders.of(manifest.decoder(), options);
        this.suppression =
                new Suppression(options.number("nmsIou", 0.5, 0, 1), options.whole("maxDetections", 100, 1, 10_000));
    }

    /** Loads a detector. */
    public static NetworkDetector open(ModelPackage model, NetworkSettings settings) {
        return new NetworkDetector(Network.open(model.network(), settings), model.manifest());
    }

    /** The network, for measuring. */
    public Network network() {
        return network;
    }

    /** What each picture shows, best first, clamped to the picture. */
    public List<List<Detected>> detect(List<Picture> pictures) {
        List<List<Detected>> found = new ArrayList<>(pictures.size());
        int from = 0;
        while (from < pictures.size()) {
            Fit fit = fit(pictures.get(from));
            int to = from + 1;
            while (network.batches()
                    && to < pictures.size()
                    && fit(pictures.get(to)).equals(fit)) {
                to++;
            }
            List<Picture> alike = pictures.subList(from, to);
            found.addAll(network.use(lane -> {
                long[] shape = writer.shape(alike.size(), fit);
                FloatBuffer input = lane.input(shape);
                for (int i = 0; i < alike.size(); i++) {
                    writer.write(alike.get(i), fit, input, i);
                }
                return read(lane.run(shape), alike, fit);
            }));
            from = to;
        }
        return found;
    }

    private Fit fit(Picture picture) {
        return writer.fit(picture.width(), picture.height());
    }

    private List<List<Detected>> read(Outputs outputs, List<Picture> pictures, Fit fit) {
        List<List<Detected>> found = new ArrayList<>(pictures.size());
        for (int i = 0; i < pictures.size(); i++) {
            Picture picture = pictures.get(i);
            List<Detected> boxes = new ArrayList<>();
            for (Detected d : decoder.decode(outputs, i, fit.tensorWidth(), fit.tensorHeight())) {
                Region box = fit.toPicture(d.box()).clamp(picture.width(), picture.height());
                if (box.area() > 0) {
                    FivePoints points = d.points();
                    boxes.add(new Detected(
                            box,
                            d.score(),
                            points == null ? null : points.mapped(1 / fit.scaleX(), 1 / fit.scaleY(), 0, 0)));
                }
            }
            found.add(suppression.keep(boxes));
        }
        return found;
    }

    @Override
    public void close() {
        network.close();
    }
}
