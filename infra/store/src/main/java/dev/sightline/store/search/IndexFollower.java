package dev.sightline.store.search;

import dev.sightline.contracts.v1.Modality;
import dev.sightline.store.database.Database;
import dev.sightline.store.sighting.SightingChanges;
import dev.sightline.store.sighting.SightingChanges.Place;
import dev.sightline.store.sighting.SightingRepository;
import dev.sightline.store.sighting.SightingView;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Brings indexes in line with the database, in small steps. A sighting is read and put in while nobody else changes the index it belongs
 * into, so that one that is erased meanwhile does not come back. Indexes that are at one place are read for together. One thread.
 */
final class IndexFollower {
    private static final int PAGE = 200;
    private static final int CROPS = 16;
    private static final int IDS = 500;

    private final Supplier<List<SearchIndex>> indexes;
    private final SightingChanges changes;
    private final SightingRepository sightings;
    private final CropDescribers describers;
    private String databaseId = "";

    IndexFollower(SearchIndex index, Database database, CropDescribers describers) {
        this(() -> List.of(index), database, describers);
    }

    /** @param indexes asked before each step: they may come and go */
    IndexFollower(Supplier<List<SearchIndex>> indexes, Database database, CropDescribers describers) {
        this.indexes = indexes;
        this.changes = new SightingChanges(database);
        this.sightings = new SightingRepository(database);
        this.describers = describers;
    }

    /** Looks which database it is: an index of another one begins again. */
    void begin() {
        databaseId = changes.databaseId();
        settled();
    }

    private List<SearchIndex> settled() {
        List<SearchIndex> now = indexes.get();
        for (SearchIndex index : now) {
            if (!databaseId.isEmpty() && !index.state().databaseId().equals(databaseId)) {
                index.clear(databaseId);
            }
        }
        return now;
    }

    /**
     * Takes a page of changes into each index.
     *
     * @return how many sightings changed; fewer than {@link #full} mean that all indexes are up to date
     */
    int follow() {
        Map<Place, List<SearchIndex>> byPlace = settled().stream()
                .collect(
                        Collectors.groupingBy(index -> index.state().place(), LinkedHashMap::new, Collectors.toList()));
        int most = 0;
        for (Map.Entry<Place, List<SearchIndex>> group : byPlace.entrySet()) {
            most = Math.max(most, alone(group.getValue(), () -> take(group.getKey(), group.getValue())));
        }
        return most;
    }

    private static <T> T alone(List<SearchIndex> all, Supplier<T> work) {
        return all.isEmpty() ? work.get() : all.get(0).alone(() -> alone(all.subList(1, all.size()), work));
    }

    private int take(Place place, List<SearchIndex> group) {
        List<Place> page = changes.after(place, PAGE);
        if (!page.isEmpty()) {
            List<String> ids = page.stream().map(Place::sightingId).toList();
            Map<SearchIndex, List<String>> theirs = theirs(ids, group);
            Set<String> read = theirs.values().stream().flatMap(List::stream).collect(Collectors.toSet());
            List<SightingView> views = sightings.standing(read);
            theirs.forEach((index, own) -> {
                index.replace(own, held(index, views), describers);
                index.reached(index.state().at(page.get(page.size() - 1)));
            });
        }
        if (!full(page.size())) {
            group.forEach(SearchIndex::caughtUp);
        }
        return page.size();
    }

    /** Which of these each index may show: those that were at one of its identities some time. */
    private Map<SearchIndex, List<String>> theirs(List<String> ids, List<SearchIndex> group) {
        if (group.stream().allMatch(index -> index.shard().equals(Shard.WHOLE))) {
            return group.stream().collect(Collectors.toMap(index -> index, index -> ids));
        }
        Map<String, Set<String>> identities = changes.identities(ids);
        return group.stream()
                .collect(Collectors.toMap(
                        index -> index,
                        index -> ids.stream()
                                .filter(id -> identities.getOrDefault(id, Set.of()).stream()
                                        .anyMatch(index.shard()::holds))
                                .toList()));
    }

    private static List<SightingView> held(SearchIndex index, List<SightingView> views) {
        return views.stream()
                .filter(view -> index.shard().holds(view.identityId()))
                .toList();
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
        boolean looked = false;
        for (SearchIndex index : settled()) {
            if (deletions != index.state().deletions()) {
                sweep(index);
                index.reached(index.state().deleted(deletions));
                looked = true;
            }
        }
        return looked;
    }

    private void sweep(SearchIndex index) {
        List<String> gone = new ArrayList<>();
        String after = "";
        List<String> page;
        do {
            page = index.tracklets(after, IDS);
            gone.addAll(changes.gone(page, index.shard()::holds));
            after = page.isEmpty() ? after : page.get(page.size() - 1);
        } while (page.size() == IDS);
        if (!gone.isEmpty()) {
            index.forgetTracklets(gone);
        }
    }

    /**
     * After a change of model: describes a few sightings by the one that serves.
     *
     * @return whether there were any
     */
    boolean describeOnce() {
        return settled().stream().anyMatch(this::describeOnce);
    }

    private boolean describeOnce(SearchIndex index) {
        for (Modality modality : List.of(Modality.MODALITY_PERSON, Modality.MODALITY_FACE)) {
            Set<String> ids = describers
                    .serving(modality)
                    .map(model -> index.describedByAnother(modality, model, CROPS))
                    .orElse(Set.of());
            if (!ids.isEmpty()) {
                index.alone(() -> {
                    index.replace(ids, held(index, sightings.standing(ids)), describers);
                    return 0;
                });
                index.refresh();
                return true;
            }
        }
        return false;
    }
}
