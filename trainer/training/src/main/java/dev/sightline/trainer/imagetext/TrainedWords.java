package dev.sightline.trainer.imagetext;

import dev.sightline.contracts.calibration.AnswerOdds;
import dev.sightline.onnx.proto.ModelProto;
import java.util.List;

/**
 * What was learned, as arithmetic on the host: what {@link #graph()} computes as a network.
 *
 * @param population what texts and people are like at large
 * @param members trained apart
 */
record TrainedWords(Population population, List<Member> members) {
    TrainedWords {
        members = List.copyOf(members);
    }

    ModelProto graph() {
        return WordsGraph.of(population, members);
    }

    /** The unit direction of a text among descriptors. */
    float[] direction(float[] features) {
        int dimension = population.mean().length;
        float[] sum = new float[dimension];
        for (Member member : members) {
            float[] one = WordsData.unit(folded(member, features));
            for (int i = 0; i < dimension; i++) {
                sum[i] += one[i];
            }
        }
        return WordsData.unit(sum);
    }

    private float[] folded(Member member, float[] features) {
        int dimension = population.mean().length;
        float[] folded = new float[dimension];
        for (int row = 0; row < dimension; row++) {
            double text = member.bias()[row];
            for (int i = 0; i < features.length; i++) {
                text += (double) member.weights()[row * features.length + i]
                        * (features[i] - population.featureMean()[i])
                        / population.featureScale()[i];
            }
            for (int i = 0; i < dimension; i++) {
                folded[i] += (float) (text * member.projection()[row * dimension + i]);
            }
        }
        return folded;
    }

    /** By how many deviations each of {@code descriptors}, the candidates of a search, stands out along {@code direction}. */
    double[] standings(float[] direction, List<float[]> descriptors) {
        double[] scores =
                descriptors.stream().mapToDouble(d -> dot(direction, d)).toArray();
        return AnswerOdds.standings(scores, dot(direction, population.mean()), spread(direction));
    }

    private double spread(float[] direction) {
        int dimension = direction.length;
        double squares = 0;
        for (int column = 0; column < dimension; column++) {
            double along = 0;
            for (int row = column; row < dimension; row++) {
                along += direction[row] * population.root()[row * dimension + column];
            }
            squares += along * along;
        }
        return Math.sqrt(squares);
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }
}
