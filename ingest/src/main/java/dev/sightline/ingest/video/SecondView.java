package dev.sightline.ingest.video;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Makes a second camera's picture out of the first one's: mirrored left to right, darker, with sensor noise. The noise
 * comes from a seed, so the same pictures in the same order give the same pictures. Pixels are bytes B, G, R row by row.
 * Not thread-safe.
 */
final class SecondView {
    private static final double BRIGHTNESS = 0.7;
    private static final double NOISE = 6;
    /** Gaussian noise drawn once and read from a random place for each picture: as good to the eye, and quick. */
    private static final int NOISE_VALUES = 1 << 20;

    private final SplittableRandom random;
    private final byte[] noise = new byte[NOISE_VALUES];
    private final int[] darker = new int[256];

    SecondView(long seed) {
        random = new SplittableRandom(seed);
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (byte) Math.round(Math.max(-127, Math.min(127, random.nextGaussian() * NOISE)));
        }
        Arrays.setAll(darker, value -> (int) Math.round(value * BRIGHTNESS));
    }

    /** The second camera's picture of what the first one sees. */
    byte[] of(byte[] bgr, int width, int height) {
        byte[] seen = new byte[bgr.length];
        int at = random.nextInt(NOISE_VALUES);
        for (int y = 0; y < height; y++) {
            int row = y * width * 3;
            for (int x = 0; x < width; x++) {
                int from = row + x * 3;
                int to = row + (width - 1 - x) * 3;
                for (int c = 0; c < 3; c++) {
                    int value = darker[bgr[from + c] & 0xFF] + noise[at++ & (NOISE_VALUES - 1)];
                    seen[to + c] = (byte) Math.max(0, Math.min(255, value));
                }
            }
        }
        return seen;
    }

    /** What stays when people come and go: the median of pictures spread over the footage, for every byte. */
    static byte[] background(List<byte[]> pictures) {
        byte[] background = new byte[pictures.get(0).length];
        int[] values = new int[pictures.size()];
        for (int i = 0; i < background.length; i++) {
            for (int p = 0; p < values.length; p++) {
                values[p] = pictures.get(p)[i] & 0xFF;
            }
            Arrays.sort(values);
            background[i] = (byte) values[values.length / 2];
        }
        return background;
    }
}
