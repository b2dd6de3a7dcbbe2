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
    void shouldFindHowThePictureZoomedAndRolled() {
        SmallPicture before = view(60, 60);

        for (double[] c : new double[][] {{0.012, 0}, {-0.012, 0.015}, {0, -0.03}, {0.04, 0.02}, {-0.05, 0}}) {
            for (double[] move : new double[][] {{0, 0}, {3, -2}, {-12, 6}}) {
                String as = Arrays.toString(c) + Arrays.toString(move);
                PictureShift shift = PictureShift.between(before, turned(c[0], c[1], move[0], move[1]))
                        .orElseThrow(() -> new AssertionError("nothing for " + as));

                assertThat(shift.stretch()).as(as).isCloseTo(c[0], within(0.003));
                assertThat(shift.turn()).as(as).isCloseTo(c[1], within(0.003));
                assertThat(shift.dx()).as(as).isCloseTo(move[0] * CELL, within(1.0));
                assertThat(shift.dy()).as(as).isCloseTo(move[1] * CELL, within(1.0));
            }
        }
    }

    @Test
    void shouldSayNoZoomAndNoRollOfACameraThatOnlyShakes() {
        for (double[] move : new double[][] {{1, 0}, {-2.5, 1}, {6, -4}, {-20, 9}}) {
            PictureShift shift = PictureShift.between(view(60, 60), view(60 - move[0], 60 - move[1]))
                    .orElseThrow();
            assertThat(shift).isEqualTo(new PictureShift(shift.dx(), shift.dy(), 0, 0));
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

    /** The picture at (60, 60) multiplied by 1 + stretch + i turn around its middle, and moved. */
    private SmallPicture turned(double stretch, double turn, double dx, double dy) {
        byte[] values = new byte[WIDTH * HEIGHT];
        double square = (1 + stretch) * (1 + stretch) + turn * turn;
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                double right = x - WIDTH / 2.0 - dx;
                double below = y - HEIGHT / 2.0 - dy;
                double fromX = ((1 + stretch) * right + turn * below) / square + WIDTH / 2.0;
                double fromY = ((1 + stretch) * below - turn * right) / square + HEIGHT / 2.0;
                values[y * WIDTH + x] = (byte) Math.round(at(scene, 60 + fromX, 60 + fromY) + noise.nextGaussian());
            }
        }
        return new SmallPicture(WIDTH, HEIGHT, CELL, values);
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
