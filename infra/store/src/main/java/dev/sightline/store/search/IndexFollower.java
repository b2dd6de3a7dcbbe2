package dev.sightline.store.search;

import dev.sightline.contracts.v1.Modality;
import dev.sightline.store.database.Database;
import dev.sightline.store.sighting.SightingChanges;
import dev.sightline.store.sighting.SightingChanges.Place;
import dev.sightline.store.sighting.SightingRepository;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Brings the index in line with the database, in small steps. A sighting is read and put in while nobody else changes the index, so
 * that one that is erased meanwhile does not come back. One thread.
 */
final class IndexFollower {
    private static final int PAGE = 200;
    private static final int CROPS = 16;
    private static final int IDS = 500;

    private final SearchIndex index;
    private final SightingChanges changes;
    private final SightingRepository sightings;
    private final CropDescribers describers;

    IndexFollower(SearchIndex index, Database database, CropDescribers describers) {
        this.index = index;
        this.changes = new SightingChanges(database);
        this.sightings = new SightingRepository(database);
        this.describers = describers;
    }

    /** Begins again when the database is another one. */
    void begin() {
        String database = changes.databaseId();
        if (!index.state().databaseId().equals(database)) {
            index.clear(database);
        }
    }

    /**
     * Takes a page of changes.
     *
     * @return how many sightings changed; fewer than {@link #full} mean that the index is up to date
     */
    int follow() {
        return index.alone(() -> {
            List<Place> page = changes.after(index.state().place(), PAGE);
            if (!page.isEmpty()) {
                List<String> ids = page.stream().map(Place::sightingId).toList();
                index.replace(ids, sightings.standing(ids), describers);
                index.reached(index.state().at(page.get(page.size() - 1)));
            }
            return page.size();
        });
    }

    static boolean full(int followed) {
        return followed == PAGE;
    }

    /**
     * Takes out what was deleted in the database.
     *
     * @return whether anything was looked at
     */
    boolean sweep() {
        long deletions = changes.deletions();
        if (deletions == index.state().deletions()) {
            return false;
        }
        List<String> gone = new ArrayList<>();
        String after = "";
        List<String> page;
        do {
            page = index.tracklets(after, IDS);
            gone.addAll(changes.gone(page));
            after = page.isEmpty() ? after : page.get(page.size() - 1);
        } while (page.size() == IDS);
        if (!gone.isEmpty()) {
            index.forgetTracklets(gone);
        }
        index.reached(index.state().deleted(deletions));
        return true;
    }

    /**
     * After a change of model: describes a few sightings by the one that serves.
     *
     * @return whether there were any
     */
    boolean describeOnce() {
        for (Modality modality : List.of(Modality.MODALITY_PERSON, Modality.MODALITY_FACE)) {
            Set<String> ids = describers
                    .serving(modality)
                    .map(model -> index.describedByAnother(modality, model, CROPS))
                    .orElse(Set.of());
            if (!ids.isEmpty()) {
                index.alone(() -> {
                    index.replace(ids, sightings.standing(ids), describers);
                    return 0;
                });
                index.refresh();
                return true;
            }
        }
        return false;
    }
}
