package dev.sightline.store.erasure;

import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Statements about many ids, some at a time, for a statement takes only so many. {@code :ids} stands for them. */
final class Sql {
    private static final int AT_ONCE = 500;

    private Sql() {}

    /** Changes rows; returns how many. */
    static long update(EntityManager em, String sql, Collection<String> ids) {
        long changed = 0;
        for (List<String> some : chunks(ids)) {
            changed += em.createNativeQuery(sql).setParameter("ids", some).executeUpdate();
        }
        return changed;
    }

    /** Sum of counts. */
    static long count(EntityManager em, String sql, Collection<String> ids) {
        long count = 0;
        for (List<String> some : chunks(ids)) {
            Object found = em.createNativeQuery(sql).setParameter("ids", some).getSingleResult();
            count += ((Number) found).longValue();
        }
        return count;
    }

    /** Strings of one column. */
    static Set<String> strings(EntityManager em, String sql, Collection<String> ids) {
        Set<String> found = new HashSet<>();
        for (List<String> some : chunks(ids)) {
            Query query = em.createNativeQuery(sql).setParameter("ids", some);
            for (Object value : query.getResultList()) {
                if (value != null) {
                    found.add((String) value);
                }
            }
        }
        return found;
    }

    static List<List<String>> chunks(Collection<String> ids) {
        List<String> all = List.copyOf(ids);
        List<List<String>> chunks = new ArrayList<>();
        for (int from = 0; from < all.size(); from += AT_ONCE) {
            chunks.add(all.subList(from, Math.min(all.size(), from + AT_ONCE)));
        }
        return chunks;
    }
}
