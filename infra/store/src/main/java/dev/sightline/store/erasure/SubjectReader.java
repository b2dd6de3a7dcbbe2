package dev.sightline.store.erasure;

import dev.sightline.store.crop.CropReference;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds everything by which a person is known in the database. */
final class SubjectReader {
    private static final String SAME = "select identity_id from identity where merged_into in (:ids)"
            + " union select merged_into from identity where identity_id in (:ids) and merged_into is not null";

    /** A tracklet that moved to somebody else is not this person's. */
    private static final String TRACKLETS =
            "select distinct s.sighting_id from sighting s where s.identity_id in (:ids)"
                    + " and (not s.withdrawn or not exists (select 1 from sighting o where o.sighting_id = s.sighting_id"
                    + " and not o.withdrawn))";

    private static final String ENTRIES = "select document from alert where subject in (:ids)";

    private SubjectReader() {}

    /** Whether anything is recorded of an identity. */
    static boolean knows(EntityManager em, String identityId) {
        return Sql.count(em, "select count(*) from identity where identity_id in (:ids)", List.of(identityId)) > 0;
    }

    /** @param known what is known from before, which is looked for too */
    static Subject read(EntityManager em, Subject known) {
        Set<String> identities = samePerson(em, known.identities());
        Set<String> tracklets = new HashSet<>(known.tracklets());
        tracklets.addAll(Sql.strings(em, TRACKLETS, identities));
        Set<String> entries = new HashSet<>(known.entries());
        if (known.request().watchlist()) {
            Sql.strings(em, ENTRIES, identities)
                    .forEach(document -> WatchlistMention.entry(document).ifPresent(entries::add));
        }
        Set<String> names = Sql.strings(em, "select name from identity_name where identity_id in (:ids)", identities);
        names.addAll(Sql.strings(em, "select name from watchlist_entry where entry_id in (:ids)", entries));
        Set<CropReference> crops = crops(em, "exemplar where identity_id in (:ids)", identities);
        crops.addAll(crops(em, "exemplar where sighting_id in (:ids)", tracklets));
        crops.addAll(crops(em, "watchlist_exemplar where entry_id in (:ids)", entries));
        Set<String> alerts = Sql.strings(em, "select alert_id from alert where subject in (:ids)", identities);
        return known.with(new Subject(known.request(), identities, tracklets, crops, alerts, entries, names));
    }

    private static Set<String> samePerson(EntityManager em, Collection<String> begin) {
        Set<String> found = new HashSet<>(begin);
        Set<String> fresh = new HashSet<>(begin);
        while (!fresh.isEmpty()) {
            fresh = Sql.strings(em, SAME, fresh);
            fresh.removeAll(found);
            found.addAll(fresh);
        }
        return found;
    }

    static Set<CropReference> crops(EntityManager em, String from, Collection<String> ids) {
        Set<CropReference> crops = new HashSet<>();
        for (List<String> some : Sql.chunks(ids)) {
            @SuppressWarnings("unchecked")
            List<Tuple> rows = em.createNativeQuery(
                            "select crop_uri, crop_sha256, crop_bytes from " + from + " and crop_uri is not null",
                            Tuple.class)
                    .setParameter("ids", some)
                    .getResultList();
            rows.forEach(row -> crops.add(new CropReference(
                    row.get(0, String.class),
                    row.get(1, byte[].class),
                    row.get(2, Number.class).longValue())));
        }
        return crops;
    }
}
