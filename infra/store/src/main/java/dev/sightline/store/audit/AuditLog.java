package dev.sightline.store.audit;

import dev.sightline.store.database.Database;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The audit log. Entries are added and read, never changed; the text of those about an erased person is removed, and the oldest
 * go when their time is over, both so that the chain still holds. Thread-safe, and safe for several processes on one database:
 * they take turns at the head of the chain.
 */
public final class AuditLog {
    /** Action of an entry that says of which others the text was removed. */
    public static final String REDACTED = "audit.redact";

    private static final int PAGE = 500;

    private final Database database;
    private final InstantSource clock;

    public AuditLog(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Adds an entry; on return it is in the database. */
    public AuditEntry append(AuditEvent event) {
        return database.write(em -> append(em, event));
    }

    private AuditEntry append(EntityManager em, AuditEvent event) {
        Instant at = clock.instant().truncatedTo(ChronoUnit.MICROS);
        AuditHeadEntity head = head(em, AuditHeadEntity.END, LockModeType.PESSIMISTIC_WRITE);
        AuditEntry entry = AuditEntry.after(head.number + 1, head.hash, at, event);
        em.persist(new AuditEntity(entry));
        head.number = entry.number();
        head.hash = entry.hash();
        return entry;
    }

    /** How many entries have a text that is about something. */
    public long count(Predicate<AuditEvent> about) {
        return numbers(about).size();
    }

    /**
     * Removes the text of entries, and adds entries that say of which and why: without them the chain would be broken.
     *
     * @param about what an event has to be to lose its text
     * @param by who and for which erasure; its object is the erasure's id, and its detail is replaced
     * @return of how many entries
     */
    public int redact(Predicate<AuditEvent> about, AuditEvent by) {
        SortedSet<Long> numbers = numbers(about);
        if (numbers.isEmpty()) {
            return 0;
        }
        return database.write(em -> {
            EntryNumbers.texts(numbers)
                    .forEach(text -> append(
                            em,
                            new AuditEvent(
                                    by.actor(),
                                    by.via(),
                                    REDACTED,
                                    by.object(),
                                    by.site(),
                                    "",
                                    AuditEvent.Outcome.ALLOWED,
                                    text)));
            em.flush();
            numbers.forEach(number -> em.createNativeQuery("update audit_entry set object = '', reason = '',"
                            + " detail = '', text_salt = null, redacted_by = :erasure where entry_no = :number")
                    .setParameter("erasure", by.object())
                    .setParameter("number", number)
                    .executeUpdate());
            return numbers.size();
        });
    }

    private SortedSet<Long> numbers(Predicate<AuditEvent> about) {
        SortedSet<Long> numbers = new TreeSet<>();
        forEach(entry -> {
            if (!entry.event().action().equals(REDACTED) && !entry.seal().isRedacted() && about.test(entry.event())) {
                numbers.add(entry.number());
            }
        });
        return numbers;
    }

    /**
     * Deletes the oldest entries.
     *
     * @param before deletes what happened earlier
     * @return how many
     */
    public int expire(Instant before) {
        return database.write(em -> {
            Optional<AuditEntity> last = lastBefore(em, before);
            if (last.isEmpty()) {
                return 0;
            }
            AuditHeadEntity start = head(em, AuditHeadEntity.START, LockModeType.PESSIMISTIC_WRITE);
            start.number = last.get().number;
            start.hash = last.get().hash;
            return em.createNativeQuery("delete from audit_entry where entry_no <= :number")
                    .setParameter("number", last.get().number)
                    .executeUpdate();
        });
    }

    private static Optional<AuditEntity> lastBefore(EntityManager em, Instant before) {
        @Nullable
        Long kept = em.createQuery("select min(a.number) from AuditEntity a where a.at >= :before", Long.class)
                .setParameter("before", before)
                .getSingleResult();
        return em.createQuery(
                        "select a from AuditEntity a where a.number < :kept order by a.number desc", AuditEntity.class)
                .setParameter("kept", kept == null ? Long.MAX_VALUE : kept)
                .setMaxResults(1)
                .getResultStream()
                .findFirst();
    }

    /** When the oldest entry was written; empty when there is none. */
    public Optional<Instant> oldest() {
        return database.read(
                em -> Optional.ofNullable(em.createQuery("select min(a.at) from AuditEntity a", Instant.class)
                        .getSingleResult()));
    }

    /** Newest first. */
    public List<AuditEntry> newest(AuditQuery query) {
        StringBuilder hql = new StringBuilder("select a from AuditEntity a where a.number < :before");
        query.actor().ifPresent(actor -> hql.append(" and a.actor = :actor"));
        query.action().ifPresent(action -> hql.append(" and (a.action = :action or a.action like :group escape '!')"));
        query.object().ifPresent(object -> hql.append(" and a.object = :object"));
        hql.append(" order by a.number desc");
        return database.read(em -> {
            var rows = em.createQuery(hql.toString(), AuditEntity.class)
                    .setParameter("before", query.before())
                    .setMaxResults(query.limit());
            query.actor().ifPresent(actor -> rows.setParameter("actor", actor));
            query.action()
                    .ifPresent(action -> rows.setParameter("action", action)
                            .setParameter("group", action.replaceAll("([!%_])", "!$1") + ".%"));
            query.object().ifPresent(object -> rows.setParameter("object", object));
            return rows.getResultStream().map(AuditEntry::of).toList();
        });
    }

    /** All, oldest first, a page at a time from the database. */
    public void forEach(Consumer<AuditEntry> reader) {
        List<AuditEntry> page = after(0);
        while (!page.isEmpty()) {
            page.forEach(reader);
            page = after(page.get(page.size() - 1).number());
        }
    }

    /**
     * Looks whether every entry is there and as it was written.
     *
     * @param known a hash that was noted earlier and has to be in the chain
     */
    public AuditCheck verify(Optional<String> known) {
        ChainCheck check = database.read(em -> new ChainCheck(
                head(em, AuditHeadEntity.START, LockModeType.NONE),
                head(em, AuditHeadEntity.END, LockModeType.NONE),
                known));
        List<AuditEntry> page = after(0);
        while (!page.isEmpty() && !check.isOver()) {
            page.forEach(check::take);
            page = after(page.get(page.size() - 1).number());
        }
        return check.result();
    }

    private List<AuditEntry> after(long number) {
        return database.read(em -> em.createQuery(
                        "select a from AuditEntity a where a.number > :number order by a.number", AuditEntity.class)
                .setParameter("number", number)
                .setMaxResults(PAGE)
                .getResultStream()
                .map(AuditEntry::of)
                .toList());
    }

    private static AuditHeadEntity head(EntityManager em, int which, LockModeType lock) {
        return Objects.requireNonNull(
                em.find(AuditHeadEntity.class, which, lock), "the audit log's heads, made by a migration");
    }
}
