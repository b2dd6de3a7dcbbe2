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

/** Reads labelled pairs. Thread-safe. */
public final class LabelRepository {
    private final Database database;

    public LabelRepository(Database database) {
        this.database = database;
    }

    /** Every statement, newest first. */
    public Page<LabelledPair> newest(Cursor from, int limit) {
        Limit.require(limit);
        return database.read(em -> Page.of(
                em.createQuery(
                                "select l from LabelledPairEntity l where l.time < :time"
                                        + " or (l.time = :time and l.feedbackId < :id)"
                                        + " order by l.time desc, l.feedbackId desc",
                                LabelledPairEntity.class)
                        .setParameter("time", from.time())
                        .setParameter("id", from.id())
                        .setMaxResults(limit + 1)
                        .getResultStream()
                        .map(LabelledPair::of)
                        .toList(),
                limit,
                label -> new Cursor(label.time(), label.feedbackId())));
    }

    /**
     * The statements of a site that stand, oldest first: of several about one pair from one kind of source the newest,
     * for the one who says it again corrects what was said. What was taken back does not stand.
     */
    public List<LabelledPair> standing(String siteId) {
        List<LabelledPair> statements = database.read(em -> em.createQuery(
                        "select l from LabelledPairEntity l where l.siteId = :site", LabelledPairEntity.class)
                .setParameter("site", siteId)
                .getResultStream()
                .map(LabelledPair::of)
                .sorted(Comparator.comparing(LabelledPair::time).thenComparing(LabelledPair::feedbackId))
                .toList());
        Map<Said, LabelledPair> newest = new LinkedHashMap<>();
        for (LabelledPair label : statements) {
            Said said = new Said(label.left(), label.right(), label.source());
            newest.remove(said);
            newest.put(said, label);
        }
        return newest.values().stream().filter(label -> !label.withdrawn()).toList();
    }

    /** Sites with labels, sorted. */
    public List<String> sites() {
        return database.read(em -> em.createQuery(
                        "select distinct l.siteId from LabelledPairEntity l order by l.siteId", String.class)
                .getResultList());
    }

    private record Said(String left, String right, PairLabel.Source source) {}
}
