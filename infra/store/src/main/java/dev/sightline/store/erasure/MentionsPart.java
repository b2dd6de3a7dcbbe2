package dev.sightline.store.erasure;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.sightline.contracts.v1.Evidence;
import dev.sightline.store.database.Database;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import java.util.List;

/**
 * Where rows about others name the person: evidence says whom somebody was compared with, alerts quote it, and answers to
 * repeated requests hold what the API said.
 */
final class MentionsPart implements ErasurePart {
    private static final int PAGE = 500;
    /** A key of one column; with its type, for H2 tells another process that a bare '' is a single character. */
    private static final String NO_KEY = "cast('' as varchar(16))";

    private final Database database;

    MentionsPart(Database database) {
        this.database = database;
    }

    @Override
    public String name() {
        return "database: mentions by others";
    }

    @Override
    public Removed erase(Subject subject) {
        long changed = database.write(em -> look(em, subject, true));
        return Removed.now(changed, "taken out of evidence, alerts and kept answers; each read again");
    }

    @Override
    public long remaining(Subject subject) {
        return database.read(em -> look(em, subject, false));
    }

    private static long look(EntityManager em, Subject subject, boolean change) {
        Mentions mentions = subject.mentions();
        long found = evidence(em, new Keyed("sighting", "sighting_id", "identity_id"), subject, change);
        found += evidence(em, new Keyed("identity_event", "event_id", NO_KEY), subject, change);
        found += texts(em, new Texts("alert", "alert_id", "document", false), mentions, change);
        found += texts(em, new Texts("idempotent_answer", "request_key", "document", true), mentions, change);
        return found;
    }

    /** A table with the columns of its key; the second may be a constant. */
    private record Keyed(String table, String first, String second) {
        String where() {
            return first + " = :first and " + second + " = :second";
        }

        String after() {
            return first + " > :first or (" + first + " = :first and " + second + " > :second)";
        }
    }

    /** Rows in the order of their key, a page at a time. */
    private static long evidence(EntityManager em, Keyed rows, Subject subject, boolean change) {
        long found = 0;
        List<Tuple> page = page(em, "evidence", rows, "", "");
        while (!page.isEmpty()) {
            for (Tuple row : page) {
                Evidence before = parsed(row.get(2, byte[].class));
                Evidence left = ErasedFilter.without(before, subject.identities()::contains);
                if (!left.equals(before)) {
                    found++;
                    if (change) {
                        em.createNativeQuery("update " + rows.table()
                                        + " set evidence = :evidence, summary = :summary where " + rows.where())
                                .setParameter("evidence", left.toByteArray())
                                .setParameter("summary", left.getSummary())
                                .setParameter("first", row.get(0, String.class))
                                .setParameter("second", row.get(1, String.class))
                                .executeUpdate();
                    }
                }
            }
            Tuple last = page.get(page.size() - 1);
            page = page(em, "evidence", rows, last.get(0, String.class), last.get(1, String.class));
        }
        return found;
    }

    /** @param whole whether a row that mentions the person goes as a whole */
    private record Texts(String table, String key, String column, boolean whole) {
        Keyed rows() {
            return new Keyed(table, key, NO_KEY);
        }
    }

    private static long texts(EntityManager em, Texts texts, Mentions mentions, boolean change) {
        long found = 0;
        String after = "";
        List<Tuple> page = page(em, texts.column(), texts.rows(), after, "");
        while (!page.isEmpty()) {
            for (Tuple row : page) {
                after = row.get(0, String.class);
                String text = row.get(2, String.class);
                if (mentions.in(text)) {
                    found++;
                    if (change) {
                        change(em, texts, after, mentions.without(text));
                    }
                }
            }
            page = page(em, texts.column(), texts.rows(), after, "");
        }
        return found;
    }

    private static void change(EntityManager em, Texts texts, String key, String left) {
        String where = " where " + texts.key() + " = :key";
        if (texts.whole()) {
            em.createNativeQuery("delete from " + texts.table() + where)
                    .setParameter("key", key)
                    .executeUpdate();
            return;
        }
        em.createNativeQuery("update " + texts.table() + " set " + texts.column() + " = :left" + where)
                .setParameter("left", left)
                .setParameter("key", key)
                .executeUpdate();
    }

    @SuppressWarnings("unchecked")
    private static List<Tuple> page(EntityManager em, String column, Keyed rows, String first, String second) {
        return em.createNativeQuery(
                        "select " + rows.first() + " as first_key, " + rows.second() + " as second_key, " + column
                                + " from " + rows.table() + " where " + rows.after()
                                + " order by first_key, second_key",
                        Tuple.class)
                .setParameter("first", first)
                .setParameter("second", second)
                .setMaxResults(PAGE)
                .getResultList();
    }

    private static Evidence parsed(byte[] bytes) {
        try {
            return Evidence.parseFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("evidence in the database does not parse: " + e.getMessage(), e);
        }
    }
}
