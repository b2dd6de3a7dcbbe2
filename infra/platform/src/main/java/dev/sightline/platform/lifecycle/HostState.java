package dev.sightline.platform.lifecycle;

import java.util.ArrayList;
import java.util.List;

/**
 * Where a host's services are between making and stopping. Each state offers only the steps that are legal from it, so a
 * start after a stop, or two starts, do not compile into something that half works.
 */
public sealed interface HostState {
    /** For logs and health, such as {@code running}. */
    String word();

    /** Nothing was started. */
    record Created() implements HostState {
        Starting start() {
            return new Starting(List.of());
        }

        Stopped close() {
            return new Stopped(List.of());
        }

        @Override
        public String word() {
            return "created";
        }
    }

    /**
     * Services are being started, one after another.
     *
     * @param begun those whose start was called, in order; the last may still be at it
     */
    record Starting(List<Service> begun) implements HostState {
        public Starting {
            begun = List.copyOf(begun);
        }

        Starting next(Service service) {
            List<Service> more = new ArrayList<>(begun);
            more.add(service);
            return new Starting(more);
        }

        Running started() {
            return new Running(begun);
        }

        Draining failed() {
            return new Draining(begun);
        }

        @Override
        public String word() {
            return "starting";
        }
    }

    /**
     * All services work.
     *
     * @param begun in the order of their start
     */
    record Running(List<Service> begun) implements HostState {
        public Running {
            begun = List.copyOf(begun);
        }

        Draining drain() {
            return new Draining(begun);
        }

        @Override
        public String word() {
            return "running";
        }
    }

    /**
     * Services finish what they took, last started first.
     *
     * @param open those not closed yet, in the order of their start
     */
    record Draining(List<Service> open) implements HostState {
        public Draining {
            open = List.copyOf(open);
        }

        Stopped stopped(List<ServiceFailure> failures) {
            return new Stopped(failures);
        }

        @Override
        public String word() {
            return "draining";
        }
    }

    /**
     * The end.
     *
     * @param failures of closing, in the order of closing
     */
    record Stopped(List<ServiceFailure> failures) implements HostState {
        public Stopped {
            failures = List.copyOf(failures);
        }

        @Override
        public String word() {
            return "stopped";
        }
    }
}
