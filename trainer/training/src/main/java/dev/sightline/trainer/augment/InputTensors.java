package dev.sightline.trainer.augment;

import static org.bytedeco.opencv.global.opencv_core.CV_32F;
import static org.bytedeco.opencv.global.opencv_core.CV_32FC1;
import static org.bytedeco.opencv.global.opencv_core.extractChannel;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;

import dev.sightline.models.manifest.InputSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.javacpp.indexer.FloatIndexer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Lays crops into a network's input as its manifest says, with the arithmetic of the live system (OpenCV's bilinear
 * resize, then (value - mean) / scale), so that a network sees in use what it saw while learning. Networks of one layout
 * are supported: NCHW, three channels, stretched to a fixed size. Any thread.
 */
public final class InputTensors {
    private final InputSpec spec;
    private final int[] channels;

    /** @throws IllegalArgumentException when the manifest asks for a layout that cannot be trained */
    public InputTensors(InputSpec spec) {
        boolean supported = spec.layout() == InputSpec.Layout.NCHW
                && spec.resize() == InputSpec.Resize.STRETCH
                && spec.color() != InputSpec.Color.GRAY;
        if (!supported) {
            throw new IllegalArgumentException("input '" + spec.name() + "' is " + spec.layout() + ", "
                    + spec.resize().label() + ", " + spec.color()
                    + "; the trainer supports NCHW, stretch and RGB or BGR");
        }
        this.spec = spec;
        this.channels = spec.color() == InputSpec.Color.BGR ? new int[] {0, 1, 2} : new int[] {2, 1, 0};
    }

    public InputSpec spec() {
        return spec;
    }

    /**
     * Crops as they are.
     *
     * @return [files, 3, height, width], in the caller's pointer scope
     * @throws IOException naming the file that cannot be read
     */
    public Tensor plain(List<Path> files) throws IOException {
        return fill(files, (picture, slot) -> Variation.scaled(picture, spec.width(), spec.height(), INTER_LINEAR));
    }

    /**
     * Crops varied at random.
     *
     * @param seed the same seed gives the same tensor
     * @return [files, 3, height, width], in the caller's pointer scope
     * @throws IOException naming the file that cannot be read
     */
    public Tensor varied(List<Path> files, Augmentation augmentation, long seed) throws IOException {
        SplittableRandom[] randoms = randoms(files.size(), seed);
        Tensor tensor = fill(
                files,
                (picture, slot) ->
                        new Variation(augmentation, randoms[slot]).apply(picture, spec.width(), spec.height()));
        erase(tensor, augmentation.erase(), randoms);
        return tensor;
    }

    /**
     * Parts of crops, each at the whole input's size: of every two files, which are one crop, the first's middle and the second's
     * neighbor of it.
     *
     * @param places of the neighbors, 0 to 7 row by row from the top left; one per file
     * @param augmentation what may vary but places
     * @param seed the same seed gives the same tensor
     * @return [files, 3, height, width], in the caller's pointer scope
     * @throws IOException naming the file that cannot be read
     */
    public Tensor patches(Patches patches, List<Path> files, long[] places, Augmentation augmentation, long seed)
            throws IOException {
        SplittableRandom[] randoms = randoms(files.size(), seed);
        return fill(files, (picture, slot) -> {
            int cell = slot % 2 == 0 ? Patches.middle() : Patches.cell((int) places[slot]);
            Mat patch = new Mat(picture, patches.area(picture.cols(), picture.rows(), cell, randoms[slot]));
            Mat varied = new Variation(augmentation.keepingPlaces(), randoms[slot])
                    .apply(patch, spec.width(), spec.height());
            return patches.colors(varied.isContinuous() ? varied : varied.clone(), randoms[slot]);
        });
    }

    private static SplittableRandom[] randoms(int count, long seed) {
        SplittableRandom[] randoms = new SplittableRandom[count];
        SplittableRandom first = new SplittableRandom(seed);
        for (int i = 0; i < randoms.length; i++) {
            randoms[i] = first.split();
        }
        return randoms;
    }

    private interface Fitting {
        Mat fit(Mat picture, int slot);
    }

    private Tensor fill(List<Path> files, Fitting fitting) throws IOException {
        int plane = spec.width() * spec.height();
        Tensor tensor = torch.zeros(files.size(), 3, spec.height(), spec.width());
        FloatPointer data = new FloatPointer(tensor.data_ptr_float());
        for (int slot = 0; slot < files.size(); slot++) {
            try (PointerScope scope = new PointerScope()) {
                write(fitting.fit(CropPicture.read(files.get(slot)), slot), data, (long) slot * 3 * plane);
            }
        }
        return tensor;
    }

    private void write(Mat picture, FloatPointer data, long offset) {
        int plane = spec.width() * spec.height();
        for (int c = 0; c < 3; c++) {
            Mat channel = new Mat();
            extractChannel(picture, channel, channels[c]);
            double scale = spec.scale().get(c);
            Mat target = new Mat(spec.height(), spec.width(), CV_32FC1, data.getPointer(offset + (long) c * plane));
            channel.convertTo(target, CV_32F, 1 / scale, -spec.mean().get(c) / scale);
        }
    }

    private void erase(Tensor tensor, double chance, SplittableRandom[] randoms) {
        if (chance <= 0) {
            return;
        }
        float[] mean = new float[3];
        float[] deviation = new float[3];
        for (int c = 0; c < 3; c++) {
            mean[c] = (MIDDLE - spec.mean().get(c)) / spec.scale().get(c);
            deviation[c] = SPREAD / Math.abs(spec.scale().get(c));
        }
        try (FloatIndexer indexer = tensor.createIndexer()) {
            for (int slot = 0; slot < randoms.length; slot++) {
                if (randoms[slot].nextDouble() < chance) {
                    Erasing.apply(indexer, slot, mean, deviation, randoms[slot]);
                }
            }
        }
    }

    /** Mean and deviation of ordinary pictures, 0..255: what an erased rectangle is filled with. */
    private static final float MIDDLE = 115;

    private static final float SPREAD = 58;
}
