package dev.sightline.store.event;

import dev.sightline.store.database.Database;
import dev.sightline.store.page.Cursor;
import dev.sightline.store.page.Limit;
import dev.sightline.store.page.Page;
import java.util.List;

/** Reads identity events. Thread-safe. */
public final class EventRepository {
    private final Database database;

    public EventRepository(Database database) {
        this.database = database;
    }

    /** Everything that happened to an identity, also as the other one of a merge or split, oldest first. */
    public List<EventView> ofIdentity(String identityId) {
        return database.read(em -> em.createQuery(
                        "select e from EventEntity e where e.identityId = :id or e.otherIdentityId = :id"
                                + " order by e.time, e.partition, e.offset",
                        EventEntity.class)
                .setParameter("id", identityId)
                .getResultStream()
                .map(EventView::of)
                .toList());
    }

    /** Events of all identities, newest first. */
    public Page<EventView> newest(Cursor from, int limit) {
        Limit.require(limit);
        return database.read(em -> Page.of(
                em.createQuery(
                                "select e from EventEntity e where e.time < :time or (e.time = :time and e.eventId < :id)"
                                        + " order by e.time desc, e.eventId desc",
                                EventEntity.class)
                        .setParameter("time", from.time())
                        .setParameter("id", from.id())
                        .setMaxResults(limit + 1)
                        .getResultStream()
                        .map(EventView::of)
                        .toList(),
                limit,
                event -> new Cursor(event.time(), event.eventId())));
    }
}
