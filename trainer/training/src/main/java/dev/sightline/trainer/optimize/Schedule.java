package dev.sightline.trainer.optimize;

import java.util.List;

/**
 * The learning rate over time: pure functions. Time counts in whatever unit the caller counts in (steps, epochs, parts of
 * an epoch), from 0.
 */
public sealed interface Schedule {

    /** The rate at {@code time}, 0 or more. */
    double at(double time);

    /** Always the same. */
    record Constant(double rate) implements Schedule {
        public Constant {
            ScheduleBounds.rate(rate);
        }

        @Override
        public double at(double time) {
            return rate;
        }
    }

    /** {@code rate}, times {@code factor} at each of the {@code milestones} passed. */
    record Steps(double rate, double factor, List<Double> milestones) implements Schedule {
        public Steps {
            ScheduleBounds.rate(rate);
            ScheduleBounds.share("factor", factor);
            milestones = List.copyOf(milestones);
        }

        @Override
        public double at(double time) {
            return rate
                    * Math.pow(
                            factor, milestones.stream().filter(m -> m <= time).count());
        }
    }

    /**
     * Half a cosine from {@code rate} at {@code from} down to {@code floor} at {@code to} (Loshchilov and Hutter 2017,
     * equation 5); flat before and after.
     */
    record Cosine(double rate, double floor, double from, double to) implements Schedule {
        public Cosine {
            ScheduleBounds.rate(rate);
            ScheduleBounds.rate(floor);
            ScheduleBounds.order(from, to);
        }

        @Override
        public double at(double time) {
            double done = Math.min(1, Math.max(0, (time - from) / (to - from)));
            return floor + (rate - floor) * (1 + Math.cos(Math.PI * done)) / 2;
        }
    }

    /** {@code rate} until {@code from}, then falling steadily to {@code rate * factor} at {@code to} (Hermans et al. 2017). */
    record Decay(double rate, double factor, double from, double to) implements Schedule {
        public Decay {
            ScheduleBounds.rate(rate);
            ScheduleBounds.share("factor", factor);
            ScheduleBounds.order(from, to);
        }

        @Override
        public double at(double time) {
            double done = Math.min(1, Math.max(0, (time - from) / (to - from)));
            return rate * Math.pow(factor, done);
        }
    }

    /** A straight rise from {@code factor} times {@code then} to the whole of it at {@code length}. */
    record WarmUp(Schedule then, double length, double factor) implements Schedule {
        public WarmUp {
            ScheduleBounds.order(0, length);
            ScheduleBounds.share("factor", factor);
        }

        @Override
        public double at(double time) {
            double done = Math.min(1, Math.max(0, time / length));
            return then.at(time) * (factor + (1 - factor) * done);
        }
    }

    /** This schedule after a warm-up; a length of 0 is none. */
    default Schedule warmedUp(double length, double factor) {
        return length == 0 ? this : new WarmUp(this, length, factor);
    }
}
