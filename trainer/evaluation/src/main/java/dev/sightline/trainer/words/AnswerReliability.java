package dev.sightline.trainer.words;

import dev.sightline.trainer.evaluate.Measures;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Whether answers are right as often as they say: each search is made once with the one looked for there and once without, and
 * its first answer, nobody included, is held against the truth. One thread.
 */
public final class AnswerReliability implements Measures {
    private static final int BINS = 10;

    private final List<Answer> answers = new ArrayList<>();

    private record Answer(double said, boolean right, double nobody, boolean absent) {}

    /**
     * Adds a search.
     *
     * @param probabilities of each candidate
     * @param nobody that it is none of them
     * @param own the right candidate; -1: none of them
     */
    public void add(double[] probabilities, double nobody, int own) {
        int first = -1;
        double most = nobody;
        for (int i = 0; i < probabilities.length; i++) {
            if (probabilities[i] > most) {
                most = probabilities[i];
                first = i;
            }
        }
        answers.add(new Answer(most, first == own, nobody, own < 0));
    }

    /** Mean distance of what answers say and how often they are right, over ten bins by what they say (ECE). */
    public double calibrationError() {
        double[] said = new double[BINS];
        double[] right = new double[BINS];
        for (Answer answer : answers) {
            int bin = Math.min(BINS - 1, (int) (answer.said * BINS));
            said[bin] += answer.said;
            right[bin] += answer.right ? 1 : 0;
        }
        double sum = 0;
        for (int bin = 0; bin < BINS; bin++) {
            sum += Math.abs(said[bin] - right[bin]);
        }
        return sum / Math.max(1, answers.size());
    }

    @Override
    public Map<String, Object> measures() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("searches", answers.size());
        all.put(
                "first answer says, mean",
                answers.stream().mapToDouble(Answer::said).average().orElse(0));
        all.put(
                "first answer right",
                answers.stream().filter(Answer::right).count() / (double) Math.max(1, answers.size()));
        all.put("expected calibration error, 10 bins", calibrationError());
        all.put("says nobody when absent, mean", nobody(true));
        all.put("says nobody when there, mean", nobody(false));
        all.put("right, by what was said (from .1 to .9)", bins());
        return all;
    }

    private double nobody(boolean absent) {
        return answers.stream()
                .filter(a -> a.absent == absent)
                .mapToDouble(Answer::nobody)
                .average()
                .orElse(0);
    }

    private List<String> bins() {
        int[] count = new int[BINS];
        int[] right = new int[BINS];
        for (Answer answer : answers) {
            int bin = Math.min(BINS - 1, (int) (answer.said * BINS));
            count[bin]++;
            right[bin] += answer.right ? 1 : 0;
        }
        List<String> shown = new ArrayList<>();
        for (int bin = 0; bin < BINS; bin++) {
            if (count[bin] > 0) {
                shown.add(String.format(
                        java.util.Locale.ROOT, ".%d: %.2f of %d", bin, right[bin] / (double) count[bin], count[bin]));
            }
        }
        return shown;
    }

    /** What was said, ascending, for tests. */
    double[] said() {
        double[] said = answers.stream().mapToDouble(Answer::said).toArray();
        Arrays.sort(said);
        return said;
    }
}
