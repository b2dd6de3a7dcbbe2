package dev.sightline.app.run;

import dev.sightline.console.api.ApiProblem;
import dev.sightline.console.api.Rollouts;
import dev.sightline.models.manifest.ModelTask;
import dev.sightline.platform.problem.UserError;
import dev.sightline.rollout.Promoter;
import dev.sightline.rollout.PromotionResult;
import dev.sightline.rollout.PromotionView;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Changes models for the console, on a thread of their own: one promotion at a time, and a rollback that may give it up. A
 * process that ends meanwhile leaves the promotion where it was; asking for the same model again goes on. Thread-safe.
 */
public final class RunningRollouts implements Rollouts {
    private static final Logger LOG = LoggerFactory.getLogger(RunningRollouts.class);
    private static final int REMEMBERED = 200;
    private static final Pattern PROGRESS = Pattern.compile("\\p{L}+ +\\d{1,3}%: .*");

    private final BiFunction<PromotionView, String, Promoter> promoters;
    private final Learning learning;
    private final InstantSource clock;
    private @Nullable Change current;

    /** Lets a site learn on. */
    public interface Learning {
        /**
         * Until it is over; interrupted, it stops without a trace.
         *
         * @param by who asked for it
         * @param said gets what it says
         * @return why nothing came of it
         */
        Optional<String> run(String site, String by, Consumer<String> said) throws InterruptedException;
    }

    /** @param promoters from where to report, and who asks, to a promoter */
    public RunningRollouts(
            BiFunction<PromotionView, String, Promoter> promoters, Learning learning, InstantSource clock) {
        this.promoters = promoters;
        this.learning = learning;
        this.clock = clock;
    }

    @Override
    public synchronized void promote(String model, Optional<String> force, String by) {
        requireIdle();
        begin("promote " + model, by, change -> promote(change, model, force));
    }

    private Optional<String> promote(Change change, String model, Optional<String> force) {
        describe(promoters.apply(change, change.by).promote(model, force));
        return Optional.empty();
    }

    @Override
    public synchronized void adapt(String site, String by) {
        requireIdle();
        begin("learn on from site " + site, by, change -> learn(change, site)).cancellable = true;
    }

    private Optional<String> learn(Change change, String site) {
        try {
            return learning.run(site, change.by, change::say);
        } catch (InterruptedException e) {
            return Optional.of("canceled");
        }
    }

    @Override
    public synchronized void cancelAdaptation() {
        if (current == null || !current.running() || !current.cancellable) {
            throw ApiProblem.conflict("no site is learning on");
        }
        current.worker.interrupt();
    }

    private void requireIdle() {
        if (current != null && current.running()) {
            throw ApiProblem.conflict("a change of models is under way: " + current.what + "; wait for its end, or "
                    + (current.cancellable ? "cancel it" : "roll back to give it up"));
        }
    }

    @Override
    public synchronized void rollback(String task, String reason, String by) {
        ModelTask known = Arrays.stream(ModelTask.values())
                .filter(one -> one.label().equals(task))
                .findFirst()
                .orElseThrow(() -> ApiProblem.bad("task = '" + task + "' is none; listModels names those there are"));
        begin("roll back " + task, by, change -> {
            promoters
                    .apply(change, by)
                    .rollback(known, reason)
                    .ifPresentOrElse(this::describe, () -> say("The promotion is given up."));
            return Optional.empty();
        });
    }

    private Change begin(String what, String by, Function<Change, Optional<String>> work) {
        Change change = new Change(what, by, clock.instant(), started -> run(started, work));
        current = change;
        change.worker.start();
        return change;
    }

    /** @param work returns why nothing came of it */
    private static void run(Change change, Function<Change, Optional<String>> work) {
        try {
            change.end(work.apply(change));
        } catch (UserError e) {
            change.end(Optional.of(String.valueOf(e.getMessage())));
        } catch (RuntimeException | LinkageError e) { // Native libraries may be missing.
            LOG.error("{} failed", change.what, e);
            change.end(Optional.of(e + "; the log says more"));
        }
    }

    private void describe(PromotionResult result) {
        say(String.format(
                Locale.ROOT,
                "%d stored exemplars were re-embedded, %d were known already, %d have no crop; %d were added to the"
                        + " watchlist. %d cameras switched at %s.",
                result.exemplars().described(),
                result.exemplars().known(),
                result.exemplars().withoutCrop(),
                result.watchlistAdded(),
                result.cameras().size(),
                result.switchTime()));
    }

    private synchronized void say(String sentence) {
        if (current != null) {
            current.say(sentence);
        }
    }

    @Override
    public synchronized Optional<Progress> progress() {
        return Optional.ofNullable(current).map(Change::progress);
    }

    /** One change, as it is reported. Thread-safe. */
    private static final class Change implements PromotionView {
        private final String what;
        private final String by;
        private final Instant begun;
        private final Thread worker;
        private volatile boolean cancellable;
        private final List<String> said = new ArrayList<>();
        private long done;
        private long total;
        private boolean over;
        private Optional<String> failure = Optional.empty();

        Change(String what, String by, Instant begun, Consumer<Change> work) {
            this.what = what;
            this.by = by;
            this.begun = begun;
            this.worker = new Thread(() -> work.accept(this), "console-rollout");
            worker.setDaemon(true);
        }

        @Override
        public synchronized void say(String sentence) {
            // A line of progress takes the place of the one before.
            if (!said.isEmpty() && isProgress(sentence) && isProgress(said.get(said.size() - 1))) {
                said.remove(said.size() - 1);
            }
            said.add(sentence);
            if (said.size() > REMEMBERED) {
                said.remove(0);
            }
        }

        private static boolean isProgress(String sentence) {
            return PROGRESS.matcher(sentence).matches();
        }

        @Override
        public synchronized void describing(long exemplars) {
            total = exemplars;
            done = 0;
            say("Re-embedding " + exemplars + " stored exemplars.");
        }

        @Override
        public synchronized void described(long exemplars) {
            done = Math.min(total, done + exemplars);
        }

        @Override
        public void close() {
            // The numbers stay to be read.
        }

        synchronized void end(Optional<String> why) {
            failure = why;
            over = true;
        }

        synchronized boolean running() {
            return !over;
        }

        synchronized Progress progress() {
            return new Progress(what, by, begun, !over, cancellable && !over, said, done, total, failure);
        }
    }
}
