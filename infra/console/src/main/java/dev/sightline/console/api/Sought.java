package dev.sightline.console.api;

import dev.sightline.console.access.Caller;
import dev.sightline.console.api.PhotoPeople.Look;
import dev.sightline.console.api.PhotoPeople.PhotoPerson;
import dev.sightline.console.api.WordReader.ReadWords;
import dev.sightline.store.search.PeopleSearch;
import dev.sightline.store.search.Probe;
import dev.sightline.store.search.SearchAnswer;
import dev.sightline.store.search.SearchFilter;
import dev.sightline.store.search.StoredProbes;
import dev.sightline.store.sighting.ExemplarView;
import dev.sightline.store.sighting.SightingRepository;
import dev.sightline.store.sighting.SightingView;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who is searched for, described.
 *
 * @param object for the audit log
 * @param inPhoto who the photo shows
 * @param unlisted how many more the photo shows
 * @param probes what is looked for; empty when a photo shows several and none was named
 * @param words or what is looked for in words
 * @param without where the subject itself is, so that it is not found
 */
record Sought(
        String object,
        List<PhotoPerson> inPhoto,
        int unlisted,
        List<Probe> probes,
        Optional<ReadWords> words,
        SearchFilter.People without) {
    private static final Pattern PICTURE = Pattern.compile("/sightings/([^?#]+)/pictures/(\\d{1,3})");

    Sought {
        inPhoto = List.copyOf(inPhoto);
        probes = List.copyOf(probes);
    }

    private static Sought looks(String object, List<Probe> probes, SearchFilter.People without) {
        return new Sought(object, List.of(), 0, probes, Optional.empty(), without);
    }

    /** Whether somebody is clear enough to be searched for. */
    boolean isClear() {
        return !probes.isEmpty() || words.isPresent();
    }

    /** What was said, for the audit log. */
    String described() {
        return words.map(read -> "words=\"" + read.text() + "\" model=" + read.modelId() + " ")
                .orElse("");
    }

    SearchAnswer find(PeopleSearch people, SearchFilter filter) {
        return words.map(read -> people.search(filter, read.probe())).orElseGet(() -> people.search(filter, probes));
    }

    static Sought of(Caller caller, SearchWish.Subject subject, SightingRepository sightings, Searching searching) {
        if (subject instanceof SearchWish.Subject.Photo photo) {
            return photo(photo, searching.photos());
        }
        if (subject instanceof SearchWish.Subject.Identity identity) {
            return identity(caller, identity.id(), sightings, searching);
        }
        if (subject instanceof SearchWish.Subject.Words words) {
            return words(words.text(), searching.words());
        }
        return crop(caller, ((SearchWish.Subject.Crop) subject).address(), sightings, searching);
    }

    private static Sought photo(SearchWish.Subject.Photo photo, PhotoPeople photos) {
        try {
            Look look = photos.look(photo.photo(), photo.person());
            return new Sought(
                    "photo", look.people(), look.unlisted(), look.probes(), Optional.empty(), SearchFilter.People.ALL);
        } catch (Enrolling.PhotoRefused e) {
            throw ApiProblem.bad(String.valueOf(e.getMessage()));
        }
    }

    private static Sought words(String text, WordReader reader) {
        reader.missing().ifPresent(missing -> {
            throw missing.problem();
        });
        try {
            return new Sought(
                    "words", List.of(), 0, List.of(), Optional.of(reader.read(text)), SearchFilter.People.ALL);
        } catch (WordReader.NotAPerson e) {
            throw ApiProblem.bad(String.valueOf(e.getMessage()));
        }
    }

    private static Sought identity(Caller caller, String id, SightingRepository sightings, Searching searching) {
        List<ExemplarView> exemplars = sightings.ofIdentity(id).stream()
                .filter(sighting -> Sightings.isIn(caller, sighting))
                .flatMap(sighting -> sighting.exemplars().stream())
                .toList();
        return looks(
                id,
                probes("identity", id, exemplars, searching),
                new SearchFilter.People(Optional.empty(), Set.of(id), Set.of()));
    }

    private static Sought crop(Caller caller, String picture, SightingRepository sightings, Searching searching) {
        Matcher address = PICTURE.matcher(picture);
        if (!address.matches()) {
            throw ApiProblem.bad("picture = '" + picture + "' must be an address such as"
                    + " /sightings/CAMERA/SESSION/TRACKLET/pictures/0, as sightings have in 'pictures'");
        }
        SightingView sighting = sightings
                .find(address.group(1))
                .filter(found -> Sightings.isIn(caller, found))
                .orElseThrow(() -> ApiProblem.missing("picture", picture));
        List<ExemplarView> crops = sighting.exemplars().stream()
                .filter(exemplar -> exemplar.crop().isPresent())
                .skip(Integer.parseInt(address.group(2)))
                .limit(1)
                .toList();
        return looks(
                picture,
                probes("picture", picture, crops, searching),
                new SearchFilter.People(Optional.empty(), Set.of(), Set.of(sighting.sightingId())));
    }

    private static List<Probe> probes(String what, String id, List<ExemplarView> exemplars, Searching searching) {
        List<Probe> probes = StoredProbes.of(exemplars, searching.describers());
        if (probes.isEmpty()) {
            throw ApiProblem.missing(what + " with a description", id);
        }
        return probes;
    }
}
