package dev.sightline.trainer.pair;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Labels that cannot all be true.
 *
 * @param different says that two are different people
 * @param chain labels that make them one person, from {@code different.left()} to {@code different.right()}; none shorter
 * @param leftOut those of them that are not used: all of the least trusted kind among them, for nobody knows which is
 *     wrong
 */
public record Contradiction(LabeledPair different, List<LabeledPair> chain, List<LabeledPair> leftOut) {

    public Contradiction {
        chain = List.copyOf(chain);
        leftOut = List.copyOf(leftOut);
    }

    /** For people. */
    public String sentence() {
        return different + " contradicts " + listed(chain) + "; left out: " + listed(leftOut);
    }

    private static String listed(List<LabeledPair> labels) {
        return labels.stream().map(LabeledPair::toString).collect(Collectors.joining(", "));
    }
}
