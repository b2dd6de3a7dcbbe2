package dev.sightline.store.erasure;

import dev.sightline.platform.problem.UserError;
import dev.sightline.store.database.Database;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Erases people. What an erasure is about is written down before anything is removed, so that a kill at any moment loses
 * nothing: the erasure goes on with {@link #resume}. Thread-safe; one erasure runs at a time.
 */
public final class Eraser {
    private static final Logger log = LoggerFactory.getLogger(Eraser.class);

    private final Database database;
    private final List<ErasurePart> parts;
    private final ReceiptFolder receipts;
    private final InstantSource clock;

    /** @param parts the stores, in the order they are erased from */
    public Eraser(Database database, List<ErasurePart> parts, ReceiptFolder receipts, InstantSource clock) {
        this.database = database;
        this.parts = List.copyOf(parts);
        this.receipts = receipts;
        this.clock = clock;
    }

    /**
     * Fails when nothing is recorded of an identity.
     *
     * @throws UserError saying when it was erased, or how to find who was seen
     */
    public void require(String identityId) {
        if (!database.read(em -> SubjectReader.knows(em, identityId))) {
            Optional<Receipt> before = new ErasureTable(database).ofIdentity(identityId);
            throw new UserError("nothing is recorded of identity '" + identityId + "'"
                    + before.map(r -> ": it was erased, receipt " + r.erasureId())
                            .orElse("; 'sightline identities list' shows who was seen"));
        }
    }

    /**
     * Erases the person of an identity from every store.
     *
     * @return what came of it; {@link Receipt#PARTIAL} when something is left to do, which {@link #resume} does
     * @throws UserError as {@link #require}
     */
    public Receipt erase(ErasureRequest request) {
        require(request.identityId());
        return run(Subject.of(request), List.of(), false);
    }

    /** Goes on with the stores of earlier erasures that are not done; returns what came of each. */
    public List<Receipt> resume() {
        List<Receipt> done = new ArrayList<>();
        for (Receipt open : new ErasureTable(database).open()) {
            done.add(run(database.read(em -> ErasureTable.subject(em, open)), open.parts(), true));
        }
        return done;
    }

    /** Looks once more at what was done lately: a record that was on its way may have come in after it. */
    public List<Receipt> lookAgain(Duration lately) {
        List<Receipt> again = new ArrayList<>();
        for (Receipt done : new ErasureTable(database).doneSince(clock.instant().minus(lately))) {
            again(done).ifPresent(again::add);
        }
        return again;
    }

    /** Erases again when an identity of an erased person is back; empty when none is. */
    Optional<Receipt> again(Receipt done) {
        Subject known = database.read(em -> ErasureTable.subject(em, done));
        boolean back = known.identities().stream()
                .anyMatch(identity -> database.read(em -> SubjectReader.knows(em, identity)));
        return back ? Optional.of(run(known, done.parts(), false)) : Optional.empty();
    }

    /** @param keep whether stores that are done stay as they are */
    private synchronized Receipt run(Subject known, List<Receipt.Part> before, boolean keep) {
        Subject subject = database.write(em -> {
            Subject found = SubjectReader.read(em, known);
            ErasureTable.begin(em, found, receipt(found, Receipt.RUNNING, before));
            return found;
        });
        receipts.write(receipt(subject, Receipt.RUNNING, before), ErasedKeys.of(subject));
        Map<String, Receipt.Part> earlier = new HashMap<>();
        before.forEach(part -> earlier.put(part.store(), part));
        List<Receipt.Part> results = new ArrayList<>();
        for (ErasurePart part : parts) {
            Optional<Receipt.Part> then = Optional.ofNullable(earlier.get(part.name()));
            results.add(then.filter(result -> keep && result.isDone()).orElseGet(() -> run(part, subject, then)));
        }
        boolean done = results.stream().allMatch(Receipt.Part::isDone);
        Receipt receipt = receipt(subject, done ? Receipt.DONE : Receipt.PARTIAL, results);
        receipts.write(receipt, ErasedKeys.of(subject));
        database.execute(em -> ErasureTable.update(em, receipt));
        if (done && database.requestRewrite()) {
            // What the erasure was about stood in the database until now.
            database.rewriteIfDue(Duration.ZERO);
        }
        log.info("erasure {} of {} is {}", receipt.erasureId(), receipt.identity(), receipt.state());
        return receipt;
    }

    private Receipt.Part run(ErasurePart part, Subject subject, Optional<Receipt.Part> before) {
        long already = before.map(Receipt.Part::removed).orElse(0L);
        try {
            Removed removed = part.erase(subject);
            long left = part.remaining(subject);
            String problem = !removed.waits().isEmpty()
                    ? removed.waits()
                    : left > 0 ? left + " were found again; it is tried once more" : null;
            Optional<String> gone = removed.within()
                    .map(time -> subject.request().at().plus(time).truncatedTo(ChronoUnit.SECONDS))
                    .map(Instant::toString);
            List<String> named =
                    removed.named().isEmpty() ? before.map(Receipt.Part::named).orElse(List.of()) : removed.named();
            return new Receipt.Part(
                    part.name(),
                    already + removed.count(),
                    left,
                    removed.how(),
                    gone.orElse(null),
                    named,
                    problem,
                    times(removed, subject.request().at()));
        } catch (RuntimeException e) {
            log.warn("erasing from {} failed and is tried again: {}", part.name(), e.toString());
            return new Receipt.Part(
                    part.name(),
                    already,
                    0,
                    before.map(Receipt.Part::how).orElse(""),
                    null,
                    List.of(),
                    "failed and is tried again: " + e.getMessage(),
                    List.of());
        }
    }

    private static List<Receipt.TopicTime> times(Removed removed, Instant at) {
        return removed.topics().entrySet().stream()
                .map(topic -> new Receipt.TopicTime(
                        topic.getKey(),
                        TopicsPart.hours(topic.getValue()),
                        at.plus(topic.getValue())
                                .truncatedTo(ChronoUnit.SECONDS)
                                .toString()))
                .toList();
    }

    private Receipt receipt(Subject subject, String state, List<Receipt.Part> results) {
        ErasureRequest request = subject.request();
        long hours = results.stream()
                .flatMap(part -> Optional.ofNullable(part.goneBy()).stream())
                .map(Instant::parse)
                .mapToLong(gone -> TopicsPart.hours(Duration.between(request.at(), gone)))
                .max()
                .orElse(0);
        return new Receipt(
                request.erasureId(),
                request.siteId(),
                request.identityId(),
                subject.identities().stream().sorted().toList(),
                request.by(),
                request.reason(),
                request.watchlist(),
                request.at().toString(),
                state,
                clock.instant().truncatedTo(ChronoUnit.MILLIS).toString(),
                hours,
                results);
    }
}
