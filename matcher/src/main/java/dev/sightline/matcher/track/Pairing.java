package dev.sightline.matcher.track;

import dev.sightline.contracts.assignment.LinearAssignment;
import java.util.Arrays;

/** Pairs tracklets with detections so that the summed evidence is largest; a pair without evidence stays apart. */
final class Pairing {
    static final int NONE = LinearAssignment.NONE;

    private Pairing() {}

    /**
     * @param evidence {@code evidence[tracklet][detection]} in nats; zero and less forbids a pair
     * @return per tracklet its detection, or {@link #NONE}
     */
    static int[] best(double[][] evidence) {
        int rows = evidence.length;
        int columns = rows == 0 ? 0 : evidence[0].length;
        double[][] cost = new double[rows][columns + rows];
        for (int row = 0; row < rows; row++) {
            Arrays.fill(cost[row], Double.POSITIVE_INFINITY);
            for (int column = 0; column < columns; column++) {
                if (evidence[row][column] > 0) {
                    cost[row][column] = -evidence[row][column];
                }
            }
            // Staying alone costs nothing, so only pairs with evidence are worth making.
            cost[row][columns + row] = 0;
        }
        int[] result = LinearAssignment.minimize(cost);
        for (int row = 0; row < rows; row++) {
            result[row] = result[row] >= columns ? NONE : result[row];
        }
        return result;
    }
}
