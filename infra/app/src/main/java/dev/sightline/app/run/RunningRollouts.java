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

    private final BiFunction<PromotionView, String, Promoter> promoters;
    private final InstantSource clock;
    private @Nullable Change current;

    /** @param promoters from where to report, and who asks, to a promoter */
    public RunningRollouts(BiFunction<PromotionView, String, Promoter> promoters, InstantSource clock) {
        this.promoters = promoters;
        this.clock = clock;
    }

    @Override
    public synchronized void promote(String model, Optional<String> force, String by) {
        if (current != null && current.running()) {
            throw ApiProblem.conflict("a change of models is under way: " + current.what
                    + "; wait for its end, or roll back to give it up");
        }
        begin("promote " + model, by, promoter -> describe(promoter.promote(model, force)));
    }

    @Override
    public synchronized void rollback(String task, String reason, String by) {
        ModelTask known = Arrays.stream(ModelTask.values())
                .filter(one -> one.label().equals(task))
                .findFirst()
                .orElseThrow(() -> ApiProblem.bad("task = '" + task + "' is none; listModels names those there are"));
        begin(
                "roll back " + task,
                by,
                promoter -> promoter.rollback(known, reason)
                        .ifPresentOrElse(this::describe, () -> say("The promotion is given up.")));
    }

    private void begin(String what, String by, Consumer<Promoter> work) {
        Change change = new Change(what, by, clock.instant());
        current = change;
        Thread worker = new Thread(() -> run(change, work), "console-rollout");
        worker.setDaemon(true);
        worker.start();
    }

    private void run(Change change, Consumer<Promoter> work) {
        try {
            work.accept(promoters.apply(change, change.by));
            change.end(Optional.empty());
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
        private final List<String> said = new ArrayList<>();
        private long done;
        private long total;
        private boolean over;
        private Optional<String> failure = Optional.empty();

        Change(String what, String by, Instant begun) {
            this.what = what;
            this.by = by;
            this.begun = begun;
        }

        @Override
        public synchronized void say(String sentence) {
            said.add(sentence);
            if (said.size() > REMEMBERED) {
                said.remove(0);
            }
        }

        @Override
        public synchronized void describing(long exemplars) {
            total = exemplars;
            say("Re-embedding " + exemplars + " stored exemplars.");
        }

        @Override
        public synchronized void described(long exemplars) {
            done += exemplars;
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
            return new Progress(what, by, begun, !over, said, done, total, failure);
        }
    }
}
