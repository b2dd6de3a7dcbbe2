package dev.sightline.store.erasure;

import dev.sightline.store.crop.CropReference;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Everything by which a person is known.
 *
 * @param request the erasure
 * @param identities the identity and all that are the same person
 * @param tracklets their tracklets
 * @param crops their pictures
 * @param alerts alerts about them
 * @param entries watchlist entries that go with them; none unless that was asked for
 * @param names what people called them
 */
public record Subject(
        ErasureRequest request,
        Set<String> identities,
        Set<String> tracklets,
        Set<CropReference> crops,
        Set<String> alerts,
        Set<String> entries,
        Set<String> names) {

    public Subject {
        identities = Set.copyOf(identities);
        tracklets = Set.copyOf(tracklets);
        crops = Set.copyOf(crops);
        alerts = Set.copyOf(alerts);
        entries = Set.copyOf(entries);
        names = Set.copyOf(names);
    }

    /** Only known by the identity. */
    static Subject of(ErasureRequest request) {
        return new Subject(request, Set.of(request.identityId()), Set.of(), Set.of(), Set.of(), Set.of(), Set.of());
    }

    /** What both know. */
    Subject with(Subject more) {
        return new Subject(
                request,
                union(identities, more.identities),
                union(tracklets, more.tracklets),
                union(crops, more.crops),
                union(alerts, more.alerts),
                union(entries, more.entries),
                union(names, more.names));
    }

    /** The words by which a text is about the person. */
    Mentions mentions() {
        List<String> words = new ArrayList<>(identities);
        words.addAll(tracklets);
        words.addAll(alerts);
        words.addAll(entries);
        words.addAll(names);
        return new Mentions(words);
    }

    private static <T> Set<T> union(Set<T> one, Set<T> other) {
        Set<T> both = new HashSet<>(one);
        both.addAll(other);
        return both;
    }
}
