package dev.sightline.trainer.imagetext;

import java.util.Collection;
import java.util.List;

/**
 * What texts and people are like at large: each person counts once. The deviation of people along a direction d is |d root|.
 *
 * @param featureMean and {@code featureScale}: of each text feature
 * @param mean of people's descriptors
 * @param root [D,D] row by row, lower triangle: root times its transpose is the covariance of people's descriptors (Cholesky)
 */
@SuppressWarnings("ArrayRecordComponent")
record Population(float[] featureMean, float[] featureScale, float[] mean, float[] root) {
    /** Keeps a word that hardly a caption says from counting as a sensation. */
    private static final double LEAST_SCALE = .05;

    /** Keeps a direction in which nobody differs off zero. */
    private static final double LEAST = 1e-3;

    static Population of(WordsData data) {
        List<float[]> texts = data.texts().stream()
                .filter(t -> t.kind() == WordsData.Kind.CAPTION)
                .map(WordsData.Text::features)
                .toList();
        if (texts.isEmpty()) {
            texts = data.texts().stream().map(WordsData.Text::features).toList();
        }
        List<float[]> people =
                data.people().values().stream().map(WordsData.Person::mean).toList();
        float[] features = mean(texts);
        float[] scale = new float[features.length];
        for (int i = 0; i < scale.length; i++) {
            double sum = 0;
            for (float[] text : texts) {
                sum += (text[i] - features[i]) * (text[i] - features[i]);
            }
            scale[i] = (float) Math.max(Math.sqrt(sum / texts.size()), LEAST_SCALE);
        }
        float[] mean = mean(people);
        return new Population(features, scale, mean, root(people, mean));
    }

    private static float[] mean(Collection<float[]> rows) {
        float[] first = rows.iterator().next();
        double[] sum = new double[first.length];
        for (float[] row : rows) {
            for (int i = 0; i < sum.length; i++) {
                sum[i] += row[i];
            }
        }
        float[] mean = new float[sum.length];
        for (int i = 0; i < mean.length; i++) {
            mean[i] = (float) (sum[i] / rows.size());
        }
        return mean;
    }

    private static float[] root(List<float[]> rows, float[] mean) {
        int d = mean.length;
        double[][] covariance = new double[d][d];
        for (float[] row : rows) {
            for (int i = 0; i < d; i++) {
                double off = row[i] - mean[i];
                for (int j = 0; j <= i; j++) {
                    covariance[i][j] += off * (row[j] - mean[j]) / rows.size();
                }
            }
        }
        float[] root = new float[d * d];
        double[][] lower = new double[d][d];
        for (int i = 0; i < d; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = covariance[i][j];
                for (int k = 0; k < j; k++) {
                    sum -= lower[i][k] * lower[j][k];
                }
                lower[i][j] = i == j ? Math.sqrt(Math.max(sum, LEAST * LEAST)) : sum / lower[j][j];
                root[i * d + j] = (float) lower[i][j];
            }
        }
        return root;
    }
}
