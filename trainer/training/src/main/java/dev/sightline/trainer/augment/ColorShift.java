package dev.sightline.trainer.augment;

import static org.bytedeco.opencv.global.opencv_core.CV_32FC1;
import static org.bytedeco.opencv.global.opencv_core.transform;

import java.util.SplittableRandom;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Another camera's colors: brightness, contrast, white balance, saturation and hue, all linear, so that one matrix
 * [3, 4] over BGR does them in a single pass. Hue turns about the gray axis (Rodrigues' rotation).
 */
record ColorShift(float[] matrix) {
    private static final float[] GRAY_OF_BGR = {0.114f, 0.587f, 0.299f};
    private static final float MIDDLE = 127.5f;

    static ColorShift draw(SplittableRandom random, double strength) {
        double contrast = 1 + random.nextDouble(-strength, strength);
        double brightness = random.nextDouble(-strength, strength) * MIDDLE;
        double saturation = 1 + random.nextDouble(-strength, strength);
        double hue = random.nextDouble(-strength, strength) * 0.4;
        double[][] m = product(saturation(saturation), rotation(hue));
        float[] matrix = new float[12];
        for (int row = 0; row < 3; row++) {
            double balance = 1 + random.nextDouble(-strength, strength) * 0.4;
            for (int column = 0; column < 3; column++) {
                matrix[row * 4 + column] = (float) (balance * contrast * m[row][column]);
            }
            matrix[row * 4 + 3] = (float) (brightness + MIDDLE * (1 - contrast));
        }
        return new ColorShift(matrix);
    }

    static ColorShift gray() {
        float[] matrix = new float[12];
        for (int row = 0; row < 3; row++) {
            System.arraycopy(GRAY_OF_BGR, 0, matrix, row * 4, 3);
        }
        return new ColorShift(matrix);
    }

    Mat apply(Mat picture) {
        Mat shifted = new Mat();
        transform(picture, shifted, new Mat(3, 4, CV_32FC1, new FloatPointer(matrix)));
        return shifted;
    }

    private static double[][] saturation(double keep) {
        double[][] m = new double[3][3];
        for (int row = 0; row < 3; row++) {
            for (int column = 0; column < 3; column++) {
                m[row][column] = (1 - keep) * GRAY_OF_BGR[column] + (row == column ? keep : 0);
            }
        }
        return m;
    }

    private static double[][] rotation(double angle) {
        double cos = Math.cos(angle);
        double third = (1 - cos) / 3;
        double side = Math.sqrt(1.0 / 3) * Math.sin(angle);
        return new double[][] {
            {cos + third, third - side, third + side},
            {third + side, cos + third, third - side},
            {third - side, third + side, cos + third}
        };
    }

    private static double[][] product(double[][] a, double[][] b) {
        double[][] m = new double[3][3];
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                for (int k = 0; k < 3; k++) {
                    m[i][j] += a[i][k] * b[k][j];
                }
            }
        }
        return m;
    }
}
