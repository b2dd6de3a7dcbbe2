package dev.sightline.platform.lifecycle;

import java.util.List;
import java.util.stream.Collectors;

/** Services that did not start or stop: the message names each, the causes are suppressed exceptions of this one. */
public final class LifecycleException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LifecycleException(String what, List<ServiceFailure> failures) {
        super(what + ": "
                + failures.stream()
                        .map(failure ->
                                failure.service() + " (" + failure.cause().getMessage() + ")")
                        .collect(Collectors.joining(", ")));
        failures.forEach(failure -> addSuppressed(failure.cause()));
    }
}
