package dev.sightline.embedder.serve;

import dev.sightline.contracts.v1.ModelAssignment;
import dev.sightline.contracts.v1.ModelReference;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The models that describe one frame: its capture time decides, never the moment at which it is handled, so a repeated
 * frame is described alike.
 *
 * @param vector describes what is compared
 * @param next describes the same crops beside it for a model that is being brought in; empty otherwise
 */
record Roles(ModelReference vector, Optional<ModelReference> next) {

    /**
     * Who describes a frame. Before the switch time the old model, with the new one beside it; from then on the new one
     * alone. That stays so after the change is over, for frames that come late.
     */
    static Roles at(ModelAssignment assignment, long captureTimeUs) {
        long switchUs = assignment.getSwitchTimeUs();
        if (assignment.hasNext()) {
            boolean switched = switchUs > 0 && captureTimeUs >= switchUs;
            return switched
                    ? new Roles(assignment.getNext(), Optional.empty())
                    : new Roles(assignment.getServing(), Optional.of(assignment.getNext()));
        }
        boolean late = assignment.hasPrevious() && captureTimeUs < switchUs;
        return late
                ? new Roles(assignment.getPrevious(), Optional.of(assignment.getServing()))
                : new Roles(assignment.getServing(), Optional.empty());
    }

    /** The models that an assignment needs from now on; the previous one is needed for late frames only. */
    static Set<ModelReference> needed(ModelAssignment assignment) {
        return Stream.of(
                        Optional.of(assignment.getServing()),
                        Optional.of(assignment.getNext()).filter(n -> assignment.hasNext()))
                .flatMap(Optional::stream)
                .collect(Collectors.toSet());
    }
}
