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
import java.util.function.Consumer;

/**
 * The audit log. Entries are added and read, never changed. Thread-safe, and safe for several processes on one database:
 * they take turns at the head of the chain.
 */
public final class AuditLog {
    private static final int PAGE = 500;

    private final Database database;
    private final InstantSource clock;

    public AuditLog(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Adds an entry; on return it is in the database. */
    public AuditEntry append(AuditEvent event) {
        Instant at = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return database.write(em -> {
            AuditHeadEntity head = head(em, LockModeType.PESSIMISTIC_WRITE);
            AuditEntry entry = AuditEntry.after(head.number + 1, head.hash, at, event);
            em.persist(new AuditEntity(entry));
            head.number = entry.number();
            head.hash = entry.hash();
            return entry;
        });
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
        AuditHeadEntity end = database.read(em -> head(em, LockModeType.NONE));
        ChainCheck check = new ChainCheck(end.number, end.hash, known);
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

    private static AuditHeadEntity head(EntityManager em, LockModeType lock) {
        return Objects.requireNonNull(
                em.find(AuditHeadEntity.class, AuditHeadEntity.ONLY, lock),
                "the audit log's head, made by a migration");
    }
}
