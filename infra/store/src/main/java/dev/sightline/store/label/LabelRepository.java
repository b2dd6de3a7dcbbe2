package dev.sightline.store.label;

import dev.sightline.contracts.v1.PairLabel;
import dev.sightline.store.database.Database;
import dev.sightline.store.page.Cursor;
import dev.sightline.store.page.Limit;
import dev.sightline.store.page.Page;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads labeled pairs. Thread-safe. */
public final class LabelRepository {
    private static final Comparator<LabeledPair> OLDEST_FIRST =
            Comparator.comparing(LabeledPair::time).thenComparing(LabeledPair::feedbackId);

    private final Database database;

    public LabelRepository(Database database) {
        this.database = database;
    }

    /** Every statement, newest first. */
    public Page<LabeledPair> newest(Cursor from, int limit) {
        Limit.require(limit);
        return database.read(em -> Page.of(
                em.createQuery(
                                "select l from LabeledPairEntity l where l.time < :time"
                                        + " or (l.time = :time and l.feedbackId < :id)"
                                        + " order by l.time desc, l.feedbackId desc",
                                LabeledPairEntity.class)
                        .setParameter("time", from.time())
                        .setParameter("id", from.id())
                        .setMaxResults(limit + 1)
                        .getResultStream()
                        .map(LabeledPair::of)
                        .toList(),
                limit,
                label -> new Cursor(label.time(), label.feedbackId())));
    }

    /**
     * The statements of a site that stand, oldest first: of several about one pair from one kind of source the newest,
     * for the one who says it again corrects what was said. What was taken back does not stand.
     */
    public List<LabeledPair> standing(String siteId) {
        List<LabeledPair> statements = database.read(em -> em.createQuery(
                        "select l from LabeledPairEntity l where l.siteId = :site", LabeledPairEntity.class)
                .setParameter("site", siteId)
                .getResultStream()
                .map(LabeledPair::of)
                .sorted(OLDEST_FIRST)
                .toList());
        Map<Said, LabeledPair> newest = new LinkedHashMap<>();
        for (LabeledPair label : statements) {
            Said said = new Said(label.left(), label.right(), label.source());
            newest.remove(said);
            newest.put(said, label);
        }
        return newest.values().stream().filter(label -> !label.withdrawn()).toList();
    }

    /** Tracklets of which people said last that they show the same person as one, sorted. */
    public List<String> saidToBe(String trackletId) {
        Map<String, LabeledPair> last = new TreeMap<>();
        database.read(em -> em.createQuery(
                                "select l from LabeledPairEntity l where l.subject = 'TRACKLET'"
                                        + " and (l.left = :id or l.right = :id) and l.source not like 'SELF%'",
                                LabeledPairEntity.class)
                        .setParameter("id", trackletId)
                        .getResultStream()
                        .map(LabeledPair::of)
                        .sorted(OLDEST_FIRST)
                        .toList())
                .forEach(label -> last.put(label.left().equals(trackletId) ? label.right() : label.left(), label));
        return last.entrySet().stream()
                .filter(said -> said.getValue().same() && !said.getValue().withdrawn())
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Sites with labels, sorted. */
    public List<String> sites() {
        return database.read(em -> em.createQuery(
                        "select distinct l.siteId from LabeledPairEntity l order by l.siteId", String.class)
                .getResultList());
    }

    private record Said(String left, String right, PairLabel.Source source) {}
}
