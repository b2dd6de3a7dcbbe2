package dev.sightline.store.search;

import dev.sightline.store.account.Scope;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Among which sightings to search.
 *
 * @param where sites and cameras
 * @param since only those that lasted until then or longer
 * @param until only those that began until then
 * @param people which people
 */
public record SearchFilter(Scope where, Optional<Instant> since, Optional<Instant> until, People people) {
    /** Everything. */
    public static final SearchFilter ALL = in(Scope.ALL);

    /**
     * Which people.
     *
     * @param only these identities; empty: all
     * @param but not these identities
     * @param notTracklets nor these tracklets
     */
    public record People(Optional<Set<String>> only, Set<String> but, Set<String> notTracklets) {
        public static final People ALL = new People(Optional.empty(), Set.of(), Set.of());

        public People {
            only = only.map(Set::copyOf);
            but = Set.copyOf(but);
            notTracklets = Set.copyOf(notTracklets);
        }
    }

    /** Everything at some places. */
    public static SearchFilter in(Scope where) {
        return new SearchFilter(where, Optional.empty(), Optional.empty(), People.ALL);
    }

    /** Only what lies in this time. */
    public SearchFilter between(Optional<Instant> from, Optional<Instant> to) {
        return new SearchFilter(where, from, to, people);
    }

    public SearchFilter of(People wanted) {
        return new SearchFilter(where, since, until, wanted);
    }
}
