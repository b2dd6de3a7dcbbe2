package dev.sightline.trainer.run;

import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.trainer.augment.InputTensors;
import dev.sightline.trainer.graph.TorchGraph;
import dev.sightline.trainer.labeled.LabeledDescriptor;
import dev.sightline.trainer.loss.CollapseGuard;
import dev.sightline.trainer.loss.Distance;
import dev.sightline.trainer.snapshot.Crop;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.UnaryOperator;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/** Describes crops with a network as it stands in the middle of training: nothing is varied, nothing learned. */
public final class CropDescriber {
    /** Carried by the descriptors of a network that has no name yet. */
    static final String MODEL_ID = "in-training@0";

    private static final int BATCH = 64;
    private static final long WIDTH_AXIS = 3;

    private final InputTensors inputs;
    private final Device device;
    private final IntConsumer described;

    public CropDescriber(InputTensors inputs, Device device) {
        this(inputs, device, count -> {});
    }

    /** @param described gets, after each batch, how many crops are described */
    public CropDescriber(InputTensors inputs, Device device, IntConsumer described) {
        this.inputs = inputs;
        this.device = device;
        this.described = described;
    }

    /** One raw descriptor per crop, in order. */
    public List<float[]> raw(TorchGraph graph, List<Crop> crops) throws IOException {
        return rows(crops, pictures -> described(graph, pictures));
    }

    /** One row per crop, in order: between the picture's and its mirror image's descriptor, length 1 or zeros. */
    public List<float[]> withMirrorImages(TorchGraph graph, List<Crop> crops) throws IOException {
        return rows(
                crops,
                pictures -> Distance.normalized(Distance.normalized(described(graph, pictures))
                        .add(Distance.normalized(described(graph, pictures.flip(WIDTH_AXIS))))));
    }

    private static Tensor described(TorchGraph graph, Tensor pictures) {
        return graph.run(pictures, false).descriptors();
    }

    private List<float[]> rows(List<Crop> crops, UnaryOperator<Tensor> describe) throws IOException {
        List<float[]> rows = new ArrayList<>(crops.size());
        for (int from = 0; from < crops.size(); from += BATCH) {
            List<Crop> batch = crops.subList(from, Math.min(crops.size(), from + BATCH));
            try (PointerScope scope = new PointerScope();
                    NoGradGuard guard = new NoGradGuard()) {
                Tensor pictures = inputs.plain(batch.stream().map(Crop::path).toList());
                Tensor moved = device.is_cpu() ? pictures : pictures.to(device, pictures.scalar_type());
                float[] values = TorchGraph.values(describe.apply(moved));
                int dimension = values.length / batch.size();
                for (int i = 0; i < batch.size(); i++) {
                    float[] row = new float[dimension];
                    System.arraycopy(values, i * dimension, row, 0, dimension);
                    rows.add(row);
                }
            }
            described.accept(rows.size());
        }
        return rows;
    }

    /**
     * The crops with unit descriptors, for evaluation.
     *
     * @param modelId that the descriptors carry; {@link #MODEL_ID} for a network without a name
     * @throws TrainingFailure if a crop's values are all 0, as those of a network that ends in a ReLU and has collapsed
     */
    public List<LabeledDescriptor> labeled(TorchGraph graph, List<Crop> crops, String modelId) throws IOException {
        List<float[]> rows = raw(graph, crops);
        List<LabeledDescriptor> described = new ArrayList<>(crops.size());
        for (int i = 0; i < crops.size(); i++) {
            float[] row = rows.get(i);
            if (isZero(row)) {
                throw new TrainingFailure(
                        "the network describes " + crops.get(i).path() + " by " + row.length
                                + " zeros, which have no direction: it has collapsed. Before the next try, in a folder of its own: "
                                + CollapseGuard.AGAINST_A_POINT);
            }
            described.add(crops.get(i).labeled().described(UnitVector.normalize(modelId, row, 1)));
        }
        return described;
    }

    private static boolean isZero(float[] row) {
        for (float value : row) {
            if (value != 0) {
                return false;
            }
        }
        return true;
    }
}
