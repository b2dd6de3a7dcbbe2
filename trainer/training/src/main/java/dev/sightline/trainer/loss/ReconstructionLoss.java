package dev.sightline.trainer.loss;

import static org.bytedeco.pytorch.global.torch.adaptive_avg_pool2d;
import static org.bytedeco.pytorch.global.torch.conv2d;
import static org.bytedeco.pytorch.global.torch.linear;
import static org.bytedeco.pytorch.global.torch.mse_loss;
import static org.bytedeco.pytorch.global.torch.rand;
import static org.bytedeco.pytorch.global.torch.randn_like;
import static org.bytedeco.pytorch.global.torch.relu;
import static org.bytedeco.pytorch.global.torch.upsample_nearest2d;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;

/**
 * The picture drawn again from its descriptor: the network is the encoder of an autoencoder, the descriptor its bottleneck
 * (Hinton and Salakhutdinov 2006), and a convolutional decoder, which is left behind after training, draws at a quarter of the
 * resolution. With noise or hidden blocks the network sees a spoiled picture and the decoder must draw the whole one
 * (Vincent et al., Extracting and Composing Robust Features with Denoising Autoencoders, 2008). No label is used. The value is
 * the share of the pictures' variance that is not explained: 1 says no more than the batch's mean color.
 */
public final class ReconstructionLoss implements Loss {
    /** Pixels of the picture for one place of the decoder's first map. */
    private static final int FIRST = 32;
    /** How often the decoder doubles its map. */
    private static final int DOUBLINGS = 3;
    /** Sides of a hidden block, in pixels. */
    private static final long BLOCK = 8;

    private static final double SMALLEST_DEVIATION = 1e-6;
    private static final long[] BATCH_AND_PLACES = {0, 2, 3};

    private final Spoiling spoiling;
    private final long[] first;
    private final Map<String, Leaf> weights = new LinkedHashMap<>();

    /**
     * What is taken away from what the network sees.
     *
     * @param noise deviation of Gaussian noise, in units of the pictures' own; 0: none
     * @param hide share of blocks of 8x8 pixels that show the mean color instead; 0: none
     */
    public record Spoiling(double noise, double hide) {
        public Spoiling {
            if (!(noise >= 0 && noise <= 10) || !(hide >= 0 && hide < 1)) {
                throw new IllegalArgumentException("Noise " + noise + " and hidden share " + hide
                        + " are not allowed: use noise from 0 to 10 and a share from 0 to below 1");
            }
        }
    }

    private ReconstructionLoss(Spoiling spoiling, long[] first) {
        this.spoiling = spoiling;
        this.first = first;
    }

    /**
     * With a fresh decoder, on the CPU.
     *
     * @param dimension numbers of a feature
     * @param channels of the decoder's first map, a multiple of 8
     * @param sides height and width of the pictures, in pixels
     */
    public static ReconstructionLoss fresh(Spoiling spoiling, int dimension, int channels, long[] sides, long seed) {
        if (channels < 1 << DOUBLINGS || channels % (1 << DOUBLINGS) != 0) {
            throw new IllegalArgumentException(channels + " channels are not allowed: use a multiple of 8, such as 64");
        }
        long[] first = {channels, rounded(sides[0]), rounded(sides[1])};
        ReconstructionLoss loss = new ReconstructionLoss(spoiling, first);
        long places = first[0] * first[1] * first[2];
        loss.trained("grid", Leaf.normal(Math.sqrt(2.0 / dimension), seed, places, dimension));
        loss.trained("grid-shift", Tensor.create(new float[(int) places], places));
        int in = channels;
        for (int i = 0; i <= DOUBLINGS; i++) {
            int out = i == DOUBLINGS ? 3 : in / 2;
            loss.trained("map" + i, Leaf.normal(Math.sqrt(2.0 / (9.0 * in)), seed + 1 + i, out, in, 3, 3));
            loss.trained("shift" + i, Tensor.create(new float[out], out));
            in = out;
        }
        return loss;
    }

    private static long rounded(long side) {
        return Math.max(1, Math.round(side / (double) FIRST));
    }

    private void trained(String name, Tensor values) {
        weights.put(name() + "." + name, Leaf.trained(values));
    }

    private Tensor weight(String name) {
        Leaf leaf = weights.get(name() + "." + name);
        if (leaf == null) {
            throw new IllegalStateException("no weight " + name);
        }
        return leaf.tensor();
    }

    @Override
    public String name() {
        return "reconstruction";
    }

    @Override
    public Tensor shown(Tensor pictures) {
        Tensor shown = pictures;
        if (spoiling.noise() > 0) {
            double deviation = pictures.std().item_double();
            shown = shown.add(randn_like(pictures).mul(new Scalar(spoiling.noise() * deviation)));
        }
        if (spoiling.hide() > 0) {
            long high = pictures.size(2);
            long wide = pictures.size(3);
            long[] grid = {pictures.size(0), 1, (high + BLOCK - 1) / BLOCK, (wide + BLOCK - 1) / BLOCK};
            Tensor blocks = rand(grid).lt(new Scalar(spoiling.hide())).to(pictures.scalar_type());
            Tensor hidden = upsample_nearest2d(blocks, new long[] {grid[2] * BLOCK, grid[3] * BLOCK})
                    .narrow(2, 0, high)
                    .narrow(3, 0, wide)
                    .to(pictures.device(), pictures.scalar_type());
            Tensor mean = pictures.mean(BATCH_AND_PLACES, true, new ScalarTypeOptional());
            shown = shown.mul(hidden.neg().add(new Scalar(1.0))).add(mean.mul(hidden));
        }
        return shown;
    }

    @Override
    public Tensor value(LossInput in) {
        Tensor pictures = in.pictures().orElseThrow(() -> new IllegalArgumentException("there is no picture to draw"));
        Tensor drawn = drawn(in.features());
        Tensor target = adaptive_avg_pool2d(pictures.detach(), drawn.size(2), drawn.size(3));
        Tensor mean = target.mean(BATCH_AND_PLACES, true, new ScalarTypeOptional());
        Tensor apart = target.sub(mean);
        Tensor deviation = apart.square()
                .mean(BATCH_AND_PLACES, true, new ScalarTypeOptional())
                .sqrt()
                .clamp_min(new Scalar(SMALLEST_DEVIATION));
        return mse_loss(drawn, apart.div(deviation));
    }

    /** What the decoder draws of features [N,D]: [N,3,height,width], each channel in units of its deviation. */
    Tensor drawn(Tensor features) {
        Tensor unit = Distance.normalized(features);
        Tensor scaled = unit.mul(new Scalar(Math.sqrt(unit.size(1))));
        Tensor map = relu(linear(scaled, weight("grid"), new TensorOptional(weight("grid-shift"))))
                .reshape(features.size(0), first[0], first[1], first[2]);
        for (int i = 0; i < DOUBLINGS; i++) {
            Tensor larger = upsample_nearest2d(map, new long[] {2 * map.size(2), 2 * map.size(3)});
            map = relu(convolved(larger, i));
        }
        return convolved(map, DOUBLINGS);
    }

    private Tensor convolved(Tensor map, int i) {
        long[] one = {1, 1};
        return conv2d(map, weight("map" + i), new TensorOptional(weight("shift" + i)), one, one, one, 1);
    }

    @Override
    public Map<String, Tensor> parameters() {
        Map<String, Tensor> all = new LinkedHashMap<>();
        weights.forEach((name, leaf) -> all.put(name, leaf.tensor()));
        return all;
    }

    @Override
    public void move(Device device) {
        weights.values().forEach(leaf -> leaf.move(device));
    }

    @Override
    public void close() {
        List<Leaf> all = new ArrayList<>(weights.values());
        all.forEach(Leaf::close);
    }
}
