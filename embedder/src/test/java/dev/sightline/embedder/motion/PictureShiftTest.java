package dev.sightline.embedder.motion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PictureShiftTest {
    private static final int WIDTH = 160;
    private static final int HEIGHT = 120;
    private static final int CELL = 4;

    private final double[][] scene = scene(new Random(5), 300, 260);
    private final Random noise = new Random(9);

    @Test
    void shouldFindByHowMuchThePictureMoved() {
        SmallPicture before = view(60, 60);

        for (double[] move : new double[][] {{1, 0}, {-2.5, 1}, {6, -4}, {-20, 9}, {30, -22}}) {
            PictureShift shift = PictureShift.between(before, view(60 - move[0], 60 - move[1]))
                    .orElseThrow(() -> new AssertionError("nothing for " + move[0] + ", " + move[1]));

            assertThat(shift.dx()).as("right by %s", move[0]).isCloseTo(move[0] * CELL, within(1.0));
            assertThat(shift.dy()).as("down by %s", move[1]).isCloseTo(move[1] * CELL, within(1.0));
        }
    }

    @Test
    void shouldSayNothingOfACameraThatStandsStill() {
        assertThat(PictureShift.between(view(60, 60), view(60, 60))).isEmpty();
        assertThat(PictureShift.between(view(60, 60), view(60.1, 59.9)))
                .as("trembling")
                .isEmpty();
    }

    @Test
    void shouldNotTakePeopleWhoWalkForTheCamera() {
        assertThat(PictureShift.between(covered(60, 60, 20), covered(60, 60, 26)))
                .as("still camera, a third covered")
                .isEmpty();

        PictureShift shift =
                PictureShift.between(covered(60, 60, 20), covered(55, 60, 26)).orElseThrow();
        assertThat(shift.dx()).isCloseTo(5 * CELL, within(1.0));
    }

    @Test
    void shouldSayNothingWhereItCannotBeTold() {
        SmallPicture gray = new SmallPicture(WIDTH, HEIGHT, CELL, new byte[WIDTH * HEIGHT]);
        double[][] other = scene(new Random(77), 300, 260);

        assertThat(PictureShift.between(gray, gray)).as("nothing to see").isEmpty();
        assertThat(PictureShift.between(view(60, 60), view(other, 60, 60)))
                .as("another place")
                .isEmpty();
        assertThat(PictureShift.between(view(60, 60), new SmallPicture(80, 60, CELL, new byte[80 * 60])))
                .as("another size")
                .isEmpty();
        assertThat(PictureShift.between(new SmallPicture(1, 1, 1, new byte[1]), new SmallPicture(1, 1, 1, new byte[1])))
                .as("a dot")
                .isEmpty();
    }

    private SmallPicture view(double left, double top) {
        return view(scene, left, top);
    }

    private SmallPicture view(double[][] of, double left, double top) {
        byte[] values = new byte[WIDTH * HEIGHT];
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                values[y * WIDTH + x] = (byte) Math.round(at(of, left + x, top + y) + noise.nextGaussian());
            }
        }
        return new SmallPicture(WIDTH, HEIGHT, CELL, values);
    }

    /** The same with somebody near, of other stuff, who covers a third of it from a column on. */
    private SmallPicture covered(double left, double top, int from) {
        SmallPicture picture = view(left, top);
        byte[] values = picture.values().clone();
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH / 3; x++) {
                values[y * WIDTH + from + x] = (byte) at(scene, 200 + x * 0.5, 100 + y);
            }
        }
        return new SmallPicture(WIDTH, HEIGHT, CELL, values);
    }

    private static double at(double[][] of, double x, double y) {
        int left = (int) Math.floor(x);
        int top = (int) Math.floor(y);
        double fx = x - left;
        double fy = y - top;
        return (1 - fy) * ((1 - fx) * of[top][left] + fx * of[top][left + 1])
                + fy * ((1 - fx) * of[top + 1][left] + fx * of[top + 1][left + 1]);
    }

    /** Rectangles of all sizes over one another, a little blurred. */
    private static double[][] scene(Random random, int width, int height) {
        double[][] sharp = new double[height][width];
        for (int i = 0; i < 900; i++) {
            int x = random.nextInt(width);
            int y = random.nextInt(height);
            int right = Math.min(width, x + 3 + random.nextInt(25));
            int bottom = Math.min(height, y + 3 + random.nextInt(25));
            double value = 30 + random.nextInt(190);
            for (int row = y; row < bottom; row++) {
                Arrays.fill(sharp[row], x, right, value);
            }
        }
        double[][] blurred = new double[height][width];
        for (int y = 1; y < height - 1; y++) {
            for (int x = 1; x < width - 1; x++) {
                blurred[y][x] =
                        (4 * sharp[y][x] + sharp[y - 1][x] + sharp[y + 1][x] + sharp[y][x - 1] + sharp[y][x + 1]) / 8;
            }
        }
        return blurred;
    }
}
