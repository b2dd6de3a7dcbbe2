package dev.sightline.console.api;

import dev.sightline.console.access.Caller;
import dev.sightline.store.account.Scope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What to search for, among what, and why.
 *
 * @param subject who
 * @param among what is searched
 * @param reason why; goes into the audit log
 */
public record SearchWish(Subject subject, Among among, String reason) {
    private static final int LONGEST_REASON = 500;
    private static final int MOST_IN_PHOTO = 100;
    private static final Set<String> FORM =
            Set.of("photo", "person", "site", "camera", "since", "until", "people", "reason");

    /** Who is searched for. */
    public sealed interface Subject {
        /**
         * Somebody in a photo.
         *
         * @param photo JPEG or PNG
         * @param person which of the people in it, from 1; empty: the only one
         */
        record Photo(byte[] photo, Optional<Integer> person) implements Subject {
            public Photo {
                if (photo.length == 0) {
                    throw ApiProblem.bad("the photo has 0 bytes; send a JPEG or PNG that shows the person");
                }
                if (photo.length > Watchlist.LARGEST_PHOTO) {
                    throw ApiProblem.large("the photo has " + photo.length + " bytes; at most "
                            + Watchlist.LARGEST_PHOTO + " are taken, send it smaller");
                }
                photo = photo.clone();
            }

            @Override
            public byte[] photo() {
                return photo.clone();
            }
        }

        /** Somebody who was recorded. */
        record Identity(String id) implements Subject {}

        /** A crop of somebody who was recorded, by its address. */
        record Crop(String address) implements Subject {}

        /** Somebody who is described, in English. */
        record Words(String text) implements Subject {}
    }

    /**
     * What is searched.
     *
     * @param where sites and cameras, within those of the caller
     * @param since only sightings that lasted until then or longer
     * @param until only sightings that began until then
     * @param people which people
     */
    public record Among(Scope where, Optional<Instant> since, Optional<Instant> until, People people) {
        public Among {
            if (since.isPresent() && until.isPresent() && until.get().isBefore(since.get())) {
                throw ApiProblem.bad("until = " + until.get() + " is before since = " + since.get());
            }
        }

        /** For the audit log. */
        String described() {
            return "sites=" + where.sites() + " cameras=" + where.cameras() + " since="
                    + since.map(Instant::toString).orElse("") + " until="
                    + until.map(Instant::toString).orElse("") + " people="
                    + people.name().toLowerCase(Locale.ROOT);
        }
    }

    /** Which people are searched. */
    public enum People {
        ALL,
        NAMED,
        UNNAMED,
        /** Those of whom an alert said that they are on the watchlist. */
        WATCHLIST
    }

    /** @throws ApiProblem without a reason */
    public SearchWish {
        reason = reason.strip();
        if (reason.isEmpty() || reason.length() > LONGEST_REASON) {
            throw ApiProblem.bad("reason must say in 1 to " + LONGEST_REASON
                    + " characters why you search; it is kept in the audit log");
        }
    }

    /**
     * A search for somebody who was recorded or is described.
     *
     * @param identity who; or
     * @param picture one of their crops, as in the {@code pictures} of a sighting; or
     * @param words what somebody looks like, in English
     * @param sites only there; left out: everywhere
     * @param cameras only there; left out: all
     * @param since only sightings that lasted until then or longer
     * @param until only sightings that began until then
     * @param people all, named, unnamed or watchlist; left out: all
     * @param reason why; goes into the audit log
     */
    public record SearchDraft(
            @Nullable String identity,
            @Nullable String picture,
            @Nullable String words,
            @Nullable List<String> sites,
            @Nullable List<String> cameras,
            @Nullable Instant since,
            @Nullable Instant until,
            @Nullable String people,
            String reason) {}

    /** The body is a photo and the query says the rest, or a form with both, or a {@link SearchDraft}. */
    static SearchWish of(Request request) {
        if (FormBody.isIn(request.web())) {
            return ofForm(request);
        }
        String type =
                Optional.ofNullable(request.web().contentType()).orElse("").toLowerCase(Locale.ROOT);
        return type.startsWith("image/") || type.startsWith("application/octet-stream")
                ? ofPhoto(request, request.web().bodyAsBytes())
                : of(request.caller(), request.body(SearchDraft.class));
    }

    private static SearchWish ofForm(Request request) {
        FormBody form = FormBody.of(request.web(), FORM);
        List<byte[]> photos = form.files("photo");
        if (photos.size() != 1) {
            throw ApiProblem.bad("the form must have one part 'photo', not " + photos.size());
        }
        return ofPhoto(request.with(form), photos.get(0));
    }

    private static SearchWish ofPhoto(Request request, byte[] photo) {
        Optional<Integer> person = request.query("person").map(n -> (int) request.number("person", 1, MOST_IN_PHOTO));
        return new SearchWish(
                new Subject.Photo(photo, person),
                new Among(
                        where(request.caller(), request.queries("site"), request.queries("camera")),
                        request.time("since"),
                        request.time("until"),
                        request.choice("people", People.class).orElse(People.ALL)),
                request.query("reason").orElse(""));
    }

    private static SearchWish of(Caller caller, SearchDraft draft) {
        return new SearchWish(
                subject(draft),
                new Among(
                        where(
                                caller,
                                Optional.ofNullable(draft.sites()).orElse(List.of()),
                                Optional.ofNullable(draft.cameras()).orElse(List.of())),
                        Optional.ofNullable(draft.since()),
                        Optional.ofNullable(draft.until()),
                        people(draft.people())),
                draft.reason());
    }

    private static Subject subject(SearchDraft draft) {
        List<Subject> given = new ArrayList<>();
        Optional.ofNullable(draft.identity()).map(Subject.Identity::new).ifPresent(given::add);
        Optional.ofNullable(draft.picture()).map(Subject.Crop::new).ifPresent(given::add);
        Optional.ofNullable(draft.words()).map(Subject.Words::new).ifPresent(given::add);
        if (given.size() != 1) {
            throw ApiProblem.bad("either identity, picture or words must be given; or send a photo as the body, with a"
                    + " content type such as image/jpeg and the rest in the query");
        }
        return given.get(0);
    }

    private static People people(@Nullable String name) {
        if (name == null) {
            return People.ALL;
        }
        return Arrays.stream(People.values())
                .filter(p -> p.name().equals(name.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(
                        () -> ApiProblem.bad("people = '" + name + "' must be one of all, named, unnamed, watchlist"));
    }

    /** What is not the caller's to see is refused by name, or "nobody" would seem to be an answer. */
    private static Scope where(Caller caller, List<String> sites, List<String> cameras) {
        Scope asked;
        try {
            asked = Scope.of(Set.copyOf(sites), Set.copyOf(cameras));
        } catch (IllegalArgumentException e) {
            throw ApiProblem.bad(String.valueOf(e.getMessage()));
        }
        Scope own = caller.scope();
        if (!asked.sites().stream().allMatch(own::allowsSite)) {
            throw ApiProblem.forbidden("you may only search at the sites " + own.sites());
        }
        if (!own.cameras().isEmpty() && !own.cameras().containsAll(asked.cameras())) {
            throw ApiProblem.forbidden("you may only search at the cameras " + own.cameras());
        }
        return asked.narrowedTo(own);
    }
}
