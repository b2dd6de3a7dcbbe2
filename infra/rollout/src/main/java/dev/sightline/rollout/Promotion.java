package dev.sightline.rollout;

import dev.sightline.contracts.v1.ModelAssignment;
import dev.sightline.contracts.v1.ModelReference;
import dev.sightline.platform.problem.UserError;
import dev.sightline.store.model.ModelAction;
import dev.sightline.store.model.ModelChange;
import dev.sightline.store.model.ModelRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * The three steps by which a model takes over: it is named as next, so that embedders describe by both while stored
 * exemplars are re-embedded; a switch time a little ahead is decided; once every camera has passed it, the model
 * serves. Each step is one value of the models topic and stands by itself: a promotion that was cut off goes on where it
 * was. One thread.
 */
final class Promotion {
    private static final Duration POLL = Duration.ofMillis(100);
    /** A live camera shows within this time that it is. */
    private static final Duration LOOK = Duration.ofSeconds(1);

    private static final long PASS_EVERY = Duration.ofSeconds(1).toNanos();

    private final Records records;
    private final Work work;
    private final PromotionPolicy policy;
    private final PromotionView view;
    private final LongSupplier nanoTime;
    private ReembeddingCount described = ReembeddingCount.NOTHING;
    private long passedNanos;

    /**
     * Where it is written down.
     *
     * @param assignments the models topic
     * @param registry the database
     * @param clock for people; event time comes from frames
     * @param reason why, for the history
     */
    record Records(ModelAssignments assignments, ModelRegistry registry, InstantSource clock, String reason) {}

    /**
     * What is done meanwhile.
     *
     * @param watch the observations
     * @param exemplars stored exemplars
     * @param watchlist the watchlist
     */
    record Work(ObservationWatch watch, ExemplarJob exemplars, WatchlistJob watchlist) {}

    Promotion(Records records, Work work, PromotionPolicy policy, PromotionView view, LongSupplier nanoTime) {
        this.records = records;
        this.work = work;
        this.policy = policy;
        this.view = view;
        this.nanoTime = nanoTime;
        this.passedNanos = nanoTime.getAsLong();
    }

    /**
     * Runs to the end.
     *
     * @param before what is in force; {@code serving} is set
     * @param next the model that takes over
     * @throws UserError when the embedders do not load it in time; the model before goes on serving
     */
    PromotionResult run(ModelAssignment before, ModelReference next) {
        long begun = nanoTime.getAsLong();
        ModelAssignment named = named(before, next);
        Duration describing = Duration.ZERO;
        Duration loading = Duration.ZERO;
        int watchlist = 0;
        ModelAssignment decided = named;
        if (named.getSwitchTimeUs() == 0) {
            describe();
            describing = since(begun);
            watchlist = work.watchlist().run();
            awaitLoaded(named);
            loading = since(begun);
            decided = decide(named);
        }
        Passing passing = awaitPassed(decided);
        finish(decided);
        watchlist += work.watchlist().run();
        return new PromotionResult(
                described,
                watchlist,
                describing,
                loading,
                instant(decided.getSwitchTimeUs()),
                passing.took(),
                passing.cameras(),
                passing.late());
    }

    private record Passing(Duration took, SortedSet<String> cameras, SortedSet<String> late) {}

    private ModelAssignment named(ModelAssignment before, ModelReference next) {
        if (before.hasNext()) {
            view.say("Going on with the promotion of " + next.getModelId() + " that was cut off.");
            return before;
        }
        ModelAssignment named = records.assignments()
                .follow(before, before.toBuilder().setNext(next).setSwitchTimeUs(0));
        note(ModelAction.BEGAN, named, Optional.empty(), records.reason());
        work.watch().forgetDescriptors();
        view.say("Embedders load " + next.getModelId() + " beside "
                + before.getServing().getModelId() + ".");
        return named;
    }

    private void describe() {
        view.describing(work.exemplars().size());
        try (view) {
            pass();
        }
    }

    private void pass() {
        described = described.plus(work.exemplars().pass(view::described));
        passedNanos = nanoTime.getAsLong();
    }

    /** Looks at what has come to the database about once a second. */
    private void poll() {
        work.watch().poll(POLL);
        if (nanoTime.getAsLong() - passedNanos >= PASS_EVERY) {
            pass();
        }
    }

    private void awaitLoaded(ModelAssignment named) {
        String next = named.getNext().getModelId();
        long begun = nanoTime.getAsLong();
        while (!loaded(next, begun)) {
            if (since(begun).compareTo(policy.patience()) > 0) {
                throw abandoned(named, work.watch().without(next));
            }
            poll();
        }
        work.watch().catchUp();
        work.watch().newestCaptureUs().ifPresent(work.exemplars()::describedLiveSince);
        // What the recorder wrote until then is described now; what frames show from here on comes described by both.
        pass();
    }

    /** Every camera that shows somebody must be described by the model; one that shows nobody gets some time. */
    private boolean loaded(String next, long begun) {
        if (work.watch().allShowed(next)) {
            return true;
        }
        Duration looked = since(begun);
        return looked.compareTo(policy.grace()) > 0
                && looked.compareTo(LOOK) > 0
                && work.watch().without(next).isEmpty();
    }

    private UserError abandoned(ModelAssignment named, List<CameraSeen> without) {
        records.assignments().follow(named, named.toBuilder().clearNext());
        String cameras = without.stream()
                .map(seen -> seen.cameraId() + " (by " + seen.vector() + ")")
                .collect(Collectors.joining(", "));
        String reason =
                "not loaded by the embedders within " + policy.patience().toSeconds() + " s: " + cameras;
        note(ModelAction.ABANDONED, named, Optional.empty(), reason);
        return new UserError("model " + named.getNext().getModelId() + " is " + reason + " are described without it; "
                + named.getServing().getModelId() + " goes on serving. The embedders' logs say why: a machine may lack"
                + " the registry folder (models.registry), or configure another model than the one that serves");
    }

    private ModelAssignment decide(ModelAssignment named) {
        work.watch().catchUp();
        long newestUs = work.watch().newestCaptureUs().orElse(records.clock().millis() * 1_000);
        long switchUs = newestUs + policy.lead().toMillis() * 1_000;
        ModelAssignment decided =
                records.assignments().follow(named, named.toBuilder().setSwitchTimeUs(switchUs));
        view.say("Switching at " + instant(switchUs) + ".");
        return decided;
    }

    private Passing awaitPassed(ModelAssignment decided) {
        long begun = nanoTime.getAsLong();
        long switchUs = decided.getSwitchTimeUs();
        SortedSet<String> passed = new TreeSet<>();
        SortedSet<String> late = new TreeSet<>();
        Duration took = Duration.ZERO;
        SortedSet<String> waiting = behind(switchUs);
        while (!waiting.isEmpty()) {
            if (since(begun).compareTo(policy.lead().plus(policy.patience())) > 0) {
                view.say("Not waiting any longer for " + String.join(", ", waiting)
                        + ": frames from before the switch are described by the old model, whenever they come.");
                break;
            }
            poll();
            for (CameraSeen seen : work.watch().live()) {
                if (seen.captureUs() >= switchUs) {
                    if (passed.add(seen.cameraId())) {
                        took = since(begun);
                    }
                    if (decided.getServing().getModelId().equals(seen.vector())
                            && seen.describedNanos() == seen.heardNanos()) {
                        late.add(seen.cameraId());
                    }
                }
            }
            waiting = behind(switchUs);
        }
        pass();
        return new Passing(took, passed, late);
    }

    private SortedSet<String> behind(long switchUs) {
        return work.watch().live().stream()
                .filter(seen -> seen.captureUs() < switchUs)
                .map(CameraSeen::cameraId)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private void finish(ModelAssignment decided) {
        records.assignments()
                .follow(
                        decided,
                        decided.toBuilder()
                                .setServing(decided.getNext())
                                .setPrevious(decided.getServing())
                                .clearNext());
        records.registry()
                .switched(change(
                        ModelAction.SWITCHED,
                        decided,
                        Optional.of(instant(decided.getSwitchTimeUs())),
                        records.reason()));
        pass();
    }

    private void note(ModelAction action, ModelAssignment value, Optional<Instant> switchTime, String reason) {
        records.registry().note(change(action, value, switchTime, reason));
    }

    private ModelChange change(ModelAction action, ModelAssignment value, Optional<Instant> switchTime, String reason) {
        return new ModelChange(
                value.getTask(),
                action,
                value.getNext().getModelId(),
                Optional.of(value.getServing().getModelId()),
                switchTime,
                reason,
                records.assignments().by(),
                records.clock().instant());
    }

    private Duration since(long nanos) {
        return Duration.ofNanos(nanoTime.getAsLong() - nanos);
    }

    private static Instant instant(long micros) {
        return Instant.EPOCH.plusNanos(Math.multiplyExact(micros, 1_000));
    }
}
