package dev.sightline.trainer.gate;

/**
 * McNemar's test (1947) for two models on the same queries: only the queries count that one answers rightly and the
 * other wrongly. Exact at any count: under equal models each such query is a fair coin.
 *
 * <p>It takes queries for independent. Several crops of one person are not, so it calls small differences real too
 * soon; the gate uses it to refuse, where that error is on the champion's side, never to let in.
 *
 * @param lost queries that the champion answers and the challenger does not
 * @param gained queries that the challenger answers and the champion does not
 */
public record McNemar(int lost, int gained) {

    public McNemar {
        if (lost < 0 || gained < 0) {
            throw new IllegalArgumentException(lost + " lost and " + gained + " gained queries: use 0 or more");
        }
    }

    /** Two-sided p-value: how often equal models differ as much or more. 1 without a discordant query. */
    public double p() {
        return Math.min(1, 2 * atMost(Math.min(lost, gained)));
    }

    /** One-sided p-value of a loss: how often equal models lose this much more than they gain, or more. */
    public double pOfLoss() {
        return atMost(gained);
    }

    /** The share of sequences of fair coins with at most {@code count} heads. */
    private double atMost(int count) {
        int n = lost + gained;
        double logTerm = -n * Math.log(2);
        double sum = 0;
        for (int k = 0; k <= count; k++) {
            sum += Math.exp(logTerm);
            logTerm += Math.log(n - k) - Math.log(k + 1);
        }
        return Math.min(1, sum);
    }
}
