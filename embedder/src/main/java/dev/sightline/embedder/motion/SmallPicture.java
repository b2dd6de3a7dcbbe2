package dev.sightline.embedder.motion;

import dev.sightline.embedder.image.Picture;
import java.nio.ByteBuffer;

/** A picture's green in at most {@link #WIDEST} columns: all that is kept of a frame until the next one of its camera. */
public final class SmallPicture {
    static final int WIDEST = 160;
    /** Samples along each side of a cell; more cost time and tell no more. */
    private static final int SAMPLES = 4;

    private final int width;
    private final int height;
    private final int cell;
    private final byte[] values;

    /**
     * @param cell pixels of the picture along each side of a value
     * @param values unsigned, rows top down
     */
    SmallPicture(int width, int height, int cell, byte[] values) {
        this.width = width;
        this.height = height;
        this.cell = cell;
        this.values = values;
    }

    /** Averages the cells of a picture. */
    public static SmallPicture of(Picture picture) {
        int cell = Math.max(1, (picture.width() + WIDEST - 1) / WIDEST);
        int width = picture.width() / cell;
        int height = picture.height() / cell;
        int step = Math.max(1, cell / SAMPLES);
        int samples = (cell + step - 1) / step;
        long rowBytes = picture.mat().step();
        ByteBuffer bytes = picture.mat()
                .data()
                .capacity(rowBytes * (picture.height() - 1) + 3L * picture.width())
                .asByteBuffer();
        int[] sums = new int[width * height];
        for (int y = 0; y < height; y++) {
            for (int sy = 0; sy < samples; sy++) {
                int row = (int) ((y * cell + sy * step) * rowBytes) + 1;
                addRow(bytes, row, sums, y * width, new Grid(width, cell, step));
            }
        }
        byte[] values = new byte[sums.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (byte) (sums[i] / (samples * samples));
        }
        return new SmallPicture(width, height, cell, values);
    }

    private record Grid(int width, int cell, int step) {}

    private static void addRow(ByteBuffer bytes, int row, int[] sums, int into, Grid grid) {
        for (int x = 0; x < grid.width; x++) {
            int sum = 0;
            int first = row + x * grid.cell * 3;
            for (int s = 0; s < grid.cell; s += grid.step) {
                sum += bytes.get(first + s * 3) & 0xFF;
            }
            sums[into + x] += sum;
        }
    }

    SmallPicture halved() {
        int w = width / 2;
        int h = height / 2;
        byte[] half = new byte[w * h];
        for (int y = 0; y < h; y++) {
            for (int x = 0; x < w; x++) {
                int sum = at(2 * x, 2 * y) + at(2 * x + 1, 2 * y) + at(2 * x, 2 * y + 1) + at(2 * x + 1, 2 * y + 1);
                half[y * w + x] = (byte) (sum / 4);
            }
        }
        return new SmallPicture(w, h, 2 * cell, half);
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    int cell() {
        return cell;
    }

    int at(int x, int y) {
        return values[y * width + x] & 0xFF;
    }

    /** The values themselves, unsigned, not to be written. */
    byte[] values() {
        return values;
    }

    boolean fits(SmallPicture other) {
        return width == other.width && height == other.height && cell == other.cell;
    }
}
