package dev.sightline.store.retention;

import dev.sightline.platform.lifecycle.Service;
import dev.sightline.platform.lifecycle.Worker;
import dev.sightline.platform.retry.StopSignal;
import dev.sightline.store.database.Database;
import dev.sightline.store.erasure.Eraser;
import dev.sightline.store.erasure.Receipt;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Goes on with erasures that are not done, has the database's file written once more after them, enforces retention, and thins
 * what may go early when the disk is tight. Runs
 * beside the recorder. What fails is said, in the log, in health and by meters, and tried again.
 */
public final class RetentionService implements Service {
    private static final Logger log = LoggerFactory.getLogger(RetentionService.class);
    private static final Duration QUIET = Duration.ofSeconds(30);
    private static final Duration LATELY = Duration.ofHours(1);
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Database database;
    private final Eraser eraser;
    private final RetentionJob job;
    private final DiskThinning disk;
    private final Policy policy;
    private final Clock clock;
    private final Worker worker = new Worker("sightline-retention", this::work);
    private volatile List<Receipt> open = List.of();
    private volatile Optional<RetentionState> state = Optional.empty();
    private volatile String failure = "";

    /**
     * How often it looks.
     *
     * @param erasures after so long open erasures are tried again
     * @param retention time between two looks at everything
     */
    public record Policy(Duration erasures, Duration retention) {
        /** Every half minute, and as often as the retention policy says. */
        public static Policy of(RetentionPolicy retention) {
            return new Policy(Duration.ofSeconds(30), retention.every());
        }
    }

    /**
     * What it has done.
     *
     * @param disk what may go early on a tight disk
     */
    public record Duties(Eraser eraser, RetentionJob job, DiskThinning disk) {
        /** Where nothing bounds the disk. */
        public static Duties of(Eraser eraser, RetentionJob job, MeterRegistry registry) {
            return new Duties(eraser, job, DiskThinning.none(registry));
        }
    }

    public RetentionService(Database database, Duties duties, Policy policy, MeterRegistry registry) {
        this.database = database;
        this.eraser = duties.eraser();
        this.job = duties.job();
        this.disk = duties.disk();
        this.policy = policy;
        this.clock = Clock.systemUTC();
        register(registry);
    }

    private void register(MeterRegistry registry) {
        Gauge.builder("sightline.erasures.open", this, service -> service.open.size())
                .description("Erasures of which something is left to do")
                .register(registry);
        Gauge.builder(
                        "sightline.crops.bytes",
                        this,
                        service -> service.state.map(RetentionState::cropBytes).orElse(0L))
                .description("Bytes of the crop folder when it was last looked through")
                .register(registry);
        for (DataClass each : DataClass.values()) {
            Gauge.builder("sightline.retention.overdue", this, service -> service.overdue(each))
                    .description("How long ago the oldest of a class should have gone")
                    .tag("class", each.label())
                    .baseUnit("seconds")
                    .register(registry);
        }
    }

    private double overdue(DataClass kind) {
        return state.map(RetentionState::classes).orElse(List.of()).stream()
                .filter(of -> of.kind() == kind)
                .mapToDouble(of -> of.overdue().toSeconds())
                .sum();
    }

    /** How retention is. */
    public RetentionState state() {
        return state.orElseGet(job::state);
    }

    @Override
    public String name() {
        return "retention";
    }

    @Override
    public void start() {
        worker.start();
    }

    @Override
    public boolean live() {
        return worker.failure().isEmpty();
    }

    @Override
    public Optional<String> degraded() {
        List<String> troubles = new ArrayList<>();
        if (!failure.isEmpty()) {
            troubles.add(failure);
        }
        Instant longAgo = clock.instant().minus(PATIENCE);
        long waiting = open.stream()
                .filter(receipt -> Instant.parse(receipt.requestedAt()).isBefore(longAgo))
                .count();
        if (waiting > 0) {
            troubles.add(waiting + " erasures are not done after " + PATIENCE.toMinutes() + " minutes");
        }
        state.map(RetentionState::classes).orElse(List.of()).stream()
                .filter(RetentionState.OfClass::late)
                .forEach(of -> troubles.add("retention of " + of.kind().label() + " is "
                        + of.overdue().toHours() + " hours late"));
        state.filter(now -> now.cropBytes() > now.cropBudget())
                .ifPresent(now -> troubles.add(
                        "the crop folder has " + now.cropBytes() + " bytes, " + now.cropBudget() + " are allowed"));
        disk.trouble().ifPresent(troubles::add);
        return troubles.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", troubles));
    }

    private void work(StopSignal stop) {
        Instant next = clock.instant();
        while (!stop.isStopped()) {
            String trouble = attempt("erasures", this::erasures);
            trouble += attempt("thinning the disk", disk::thin);
            if (!clock.instant().isBefore(next)) {
                trouble += attempt("retention", this::retention);
                next = clock.instant().plus(policy.retention());
            }
            failure = trouble;
            stop.sleep(policy.erasures());
        }
    }

    private static String attempt(String what, Runnable work) {
        try {
            work.run();
            return "";
        } catch (RuntimeException e) {
            log.warn("{} failed and is tried again: {}", what, e.toString());
            return what + " failed: " + e.getMessage();
        }
    }

    private void erasures() {
        List<Receipt> tried = new ArrayList<>(eraser.resume());
        tried.addAll(eraser.lookAgain(LATELY));
        open = tried.stream().filter(receipt -> !receipt.isDone()).toList();
        database.rewriteIfDue(QUIET);
    }

    private void retention() {
        Map<DataClass, Long> gone = job.enforce();
        String said = gone.entrySet().stream()
                .filter(each -> each.getValue() > 0)
                .map(each -> each.getValue() + " of " + each.getKey().label())
                .collect(Collectors.joining(", "));
        if (!said.isEmpty()) {
            log.info("kept long enough and deleted: {}", said);
        }
        state = Optional.of(job.state());
    }

    @Override
    public void close() {
        worker.close();
    }
}
