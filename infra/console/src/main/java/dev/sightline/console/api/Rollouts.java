package dev.sightline.console.api;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Changes which model serves, in the background. Thread-safe. */
public interface Rollouts {
    /**
     * Begins to let a registered model take over.
     *
     * @param force why it may although the gate did not pass it; empty: it may not
     * @throws ApiProblem when a change is under way, or this process cannot
     */
    void promote(String model, Optional<String> force, String by);

    /**
     * Begins to go back to what served before; gives a promotion up that has not decided its switch time.
     *
     * @throws ApiProblem when it is no task, or this process cannot
     */
    void rollback(String task, String reason, String by);

    /**
     * Begins to let the person descriptor learn on from what a site has seen; the gate judges the result, and what passes takes
     * over where {@code adapt.promote} says so.
     *
     * @throws ApiProblem when a change is under way, or this process cannot
     */
    void adapt(String site, String by);

    /**
     * Stops learning on: what it had begun is lost, what serves is not touched.
     *
     * @throws ApiProblem when none is under way
     */
    void cancelAdaptation();

    /** The change that is under way, or the last one of this process. */
    Optional<Progress> progress();

    /**
     * How far a change is.
     *
     * @param what such as {@code promote person@3}
     * @param running whether it goes on
     * @param cancellable whether it can be stopped
     * @param said what was done, the newest last
     * @param done stored pictures that were looked at
     * @param total stored pictures that are to be; 0 while that is not known
     * @param failure why it ended before its time; empty when it did not
     */
    record Progress(
            String what,
            String by,
            Instant begun,
            boolean running,
            boolean cancellable,
            List<String> said,
            long done,
            long total,
            Optional<String> failure) {
        public Progress {
            said = List.copyOf(said);
        }
    }
}
