package dev.sightline.store.erasure;

import dev.sightline.store.database.Database;
import dev.sightline.store.sighting.SightingChanges;
import jakarta.persistence.EntityManager;
import java.util.Collection;
import java.util.List;

/** Rows of the database that are the person's: identities, sightings, descriptors, names, events, alerts, labels. */
final class RowsPart implements ErasurePart {
    /** What of a table goes, in an order that leaves no reference to what is gone. */
    private record Rows(String table, String where, Which which) {}

    private enum Which {
        IDENTITIES,
        TRACKLETS,
        CROPS,
        ALERTS,
        ENTRIES
    }

    private static final List<Rows> ROWS = List.of(
            new Rows("alert_dismissal", "alert_id in (:ids)", Which.ALERTS),
            new Rows("webhook_delivery", "alert_id in (:ids)", Which.ALERTS),
            new Rows("alert_snooze", "identity_id in (:ids)", Which.IDENTITIES),
            new Rows("label_unsure", "left_id in (:ids) or right_id in (:ids)", Which.TRACKLETS),
            new Rows("alert_acknowledgement", "alert_id in (:ids)", Which.ALERTS),
            new Rows("alert", "alert_id in (:ids)", Which.ALERTS),
            new Rows(
                    "alert_acknowledgement",
                    "alert_id in (select alert_id from alert where subject in (:ids))",
                    Which.IDENTITIES),
            new Rows("alert", "subject in (:ids)", Which.IDENTITIES),
            new Rows("identity_event", "identity_id in (:ids) or other_identity_id in (:ids)", Which.IDENTITIES),
            new Rows("identity_event", "tracklet_id in (:ids)", Which.TRACKLETS),
            new Rows("exemplar", "identity_id in (:ids)", Which.IDENTITIES),
            new Rows("exemplar", "sighting_id in (:ids)", Which.TRACKLETS),
            new Rows("sighting", "identity_id in (:ids)", Which.IDENTITIES),
            new Rows("sighting", "sighting_id in (:ids)", Which.TRACKLETS),
            new Rows("labeled_pair", "left_id in (:ids) or right_id in (:ids)", Which.TRACKLETS),
            new Rows("labeled_pair", "left_id in (:ids) or right_id in (:ids)", Which.CROPS),
            new Rows("identity_name", "identity_id in (:ids)", Which.IDENTITIES),
            new Rows("identity", "identity_id in (:ids)", Which.IDENTITIES),
            new Rows("watchlist_exemplar", "entry_id in (:ids)", Which.ENTRIES),
            new Rows("watchlist_entry", "entry_id in (:ids)", Which.ENTRIES));

    private final Database database;

    RowsPart(Database database) {
        this.database = database;
    }

    @Override
    public String name() {
        return "database: rows";
    }

    @Override
    public Removed erase(Subject subject) {
        return Removed.now(
                database.write(em -> delete(em, subject)),
                "deleted in one transaction; counted again in each table, by identity, tracklet,"
                        + " crop, alert and watchlist entry");
    }

    /** Deletes them; returns how many. */
    static long delete(EntityManager em, Subject subject) {
        Sql.update(em, "update identity set split_from = null where split_from in (:ids)", subject.identities());
        Sql.update(
                em,
                "update sighting set previous_identity_id = null where previous_identity_id in (:ids)",
                subject.identities());
        SightingChanges.noteDeletion(em);
        return ROWS.stream()
                .mapToLong(rows ->
                        Sql.update(em, "delete from " + rows.table() + " where " + rows.where(), ids(rows, subject)))
                .sum();
    }

    @Override
    public long remaining(Subject subject) {
        return database.read(em -> count(em, subject));
    }

    private static long count(EntityManager em, Subject subject) {
        return ROWS.stream()
                .mapToLong(rows -> Sql.count(
                        em, "select count(*) from " + rows.table() + " where " + rows.where(), ids(rows, subject)))
                .sum();
    }

    private static Collection<String> ids(Rows rows, Subject subject) {
        return switch (rows.which()) {
            case IDENTITIES -> subject.identities();
            case TRACKLETS -> subject.tracklets();
            case CROPS -> subject.crops().stream().map(crop -> crop.uri()).toList();
            case ALERTS -> subject.alerts();
            case ENTRIES -> subject.entries();
        };
    }
}
