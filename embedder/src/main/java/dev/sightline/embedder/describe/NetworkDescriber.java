package dev.sightline.embedder.describe;

import dev.sightline.embedder.detect.DecoderOptions;
import dev.sightline.embedder.image.Picture;
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
import java.util.Optional;

/** A descriptor network with its manifest's recipe around it. Decoder name {@code descriptor}. */
final class NetworkDescriber implements Describer {
    private static final int BATCH = 16;

    private final Network network;
    private final TensorWriter writer;
    private final ModelManifest manifest;
    private final String output;

    private NetworkDescriber(Network network, ModelManifest manifest) {
        this.network = network;
        this.manifest = manifest;
        this.writer = new TensorWriter(manifest.input());
        this.output = new DecoderOptions(manifest.decoderOptions())
                .text("output", network.outputNames().get(0));
    }

    static NetworkDescriber open(ModelPackage model, NetworkSettings settings) {
        return new NetworkDescriber(Network.open(model.network(), settings), model.manifest());
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
        int step = network.batches() ? BATCH : 1;
        for (int from = 0; from < crops.size(); from += step) {
            described.addAll(run(crops.subList(from, Math.min(crops.size(), from + step))));
        }
        return described;
    }

    private List<float[]> run(List<Picture> crops) {
        return network.use(lane -> {
            Fit size = writer.fit(crops.get(0).width(), crops.get(0).height());
            long[] shape = writer.shape(crops.size(), size);
            FloatBuffer input = lane.input(shape);
            for (int i = 0; i < crops.size(); i++) {
                writer.write(
                        crops.get(i),
                        writer.fit(crops.get(i).width(), crops.get(i).height()),
                        input,
                        i);
            }
            Output values = lane.run(shape).get(output);
            if (values.stride() != manifest.dimension()) {
                throw new IllegalArgumentException("model " + modelId() + " declares dimension " + manifest.dimension()
                        + " but gives " + values.stride() + "; correct model.json");
            }
            List<float[]> rows = new ArrayList<>(crops.size());
            for (int i = 0; i < crops.size(); i++) {
                rows.add(values.of(i));
            }
            return rows;
        });
    }

    @Override
    public Optional<Network> network() {
        return Optional.of(network);
    }

    @Override
    public void close() {
        network.close();
    }
}
