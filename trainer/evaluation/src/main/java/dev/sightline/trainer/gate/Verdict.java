package dev.sightline.trainer.gate;

import java.util.List;

/** What the gate decides. Only {@link Passed} lets the challenger in; in doubt the champion stays. */
public sealed interface Verdict {

    /** The word for it in reports. */
    String word();

    /** Why; empty when passed. */
    List<String> reasons();

    /** Not worse by more than the bounds, as sure as the policy asks. */
    record Passed() implements Verdict {
        @Override
        public String word() {
            return "passed";
        }

        @Override
        public List<String> reasons() {
            return List.of();
        }
    }

    /** Worse by more than a bound, or a limit is broken. */
    record Refused(List<String> reasons) implements Verdict {
        public Refused {
            reasons = List.copyOf(reasons);
        }

        @Override
        public String word() {
            return "refused";
        }
    }

    /** The data cannot tell, or something was not measured. */
    record Inconclusive(List<String> reasons) implements Verdict {
        public Inconclusive {
            reasons = List.copyOf(reasons);
        }

        @Override
        public String word() {
            return "inconclusive";
        }
    }
}
