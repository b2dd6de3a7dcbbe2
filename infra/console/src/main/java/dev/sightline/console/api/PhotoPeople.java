package dev.sightline.console.api;

import dev.sightline.store.search.Probe;
import java.util.List;
import java.util.Optional;

/** Finds people in photos, for searches: needs the models of an embedder, which the console does not have. */
public interface PhotoPeople {
    /**
     * Looks at a photo.
     *
     * @param person which of the people to describe, from 1; empty: the only one
     * @throws Enrolling.PhotoRefused with what is wrong with the photo and what to do
     * @throws ApiProblem when this process has no models, or too many photos are looked at
     */
    Look look(byte[] photo, Optional<Integer> person) throws Enrolling.PhotoRefused;

    /**
     * What a photo shows.
     *
     * @param people from left to right
     * @param unlisted how many more are seen, less clearly, than are listed
     * @param probes what the one who was asked for looks like; empty when several are there and none was named
     */
    record Look(List<PhotoPerson> people, int unlisted, List<Probe> probes) {
        public Look {
            people = List.copyOf(people);
            probes = List.copyOf(probes);
        }
    }

    /**
     * Somebody in a photo; the box in shares of the upright photo's width and height.
     *
     * @param number from 1, from left to right
     * @param face whether the face is seen
     * @param searched whether this one was searched for
     */
    record PhotoPerson(int number, double x, double y, double width, double height, boolean face, boolean searched) {}
}
