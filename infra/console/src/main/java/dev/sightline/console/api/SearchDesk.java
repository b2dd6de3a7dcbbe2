package dev.sightline.console.api;

import dev.sightline.console.access.AuditTrail;
import dev.sightline.console.access.Caller;
import dev.sightline.console.access.Quota;
import dev.sightline.console.access.Right;
import dev.sightline.console.api.PhotoPeople.PhotoPerson;
import dev.sightline.console.api.WordReader.ReadWords;
import dev.sightline.console.text.Messages;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.store.search.SearchAnswer;
import dev.sightline.store.search.SearchAnswer.PersonFound;
import dev.sightline.store.search.SearchAnswer.SightingFound;
import dev.sightline.store.search.SearchFilter;
import dev.sightline.store.search.Unanswered;
import dev.sightline.store.sighting.SightingView;
import io.javalin.http.HandlerType;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** "Has this person ever been here?": searches by a photo, a crop, somebody who was recorded, or words. */
public final class SearchDesk {
    private static final int MOST = 30;
    private static final Duration WITHIN = Duration.ofMinutes(1);

    private final Repositories data;
    private final Searching searching;
    private final AuditTrail audit;
    private final Quota quota;

    public SearchDesk(Repositories data, Searching searching, AuditTrail audit, InstantSource clock) {
        this.data = data;
        this.searching = searching;
        this.audit = audit;
        this.quota = new Quota(MOST, WITHIN, clock);
    }

    /**
     * What a search says.
     *
     * @param inPhoto who the photo shows; nobody is searched for while several are there and none was named
     * @param searched whether there was a search
     * @param nobody the probability that it is none of those found, 0..1
     * @param sightings how many sightings were compared
     * @param people about how many people they are of
     * @param found who it may be, the most probable first; empty: nobody
     * @param notes who of a crowd is not listed, what could not be compared, and what to do
     * @param unanswered parts of the index that did not answer, or not with everything; empty: all of it was searched
     */
    public record SearchReply(
            List<PhotoPerson> inPhoto,
            boolean searched,
            double nobody,
            long sightings,
            long people,
            List<FoundPerson> found,
            List<String> notes,
            List<UnansweredPart> unanswered) {}

    /**
     * Part of an index that several instances hold, which is missing in a reply.
     *
     * @param instance host and port of who holds it; empty: nobody does
     * @param partitions of the topic {@code sightings} whose people it is about
     * @param why silent: not in time; refused: it has another secret; building: its index is not complete yet; nobody: no instance
     *     holds it
     */
    public record UnansweredPart(String instance, List<Integer> partitions, String why) {
        static UnansweredPart of(Unanswered part) {
            return new UnansweredPart(
                    part.instance(), part.partitions(), part.why().name().toLowerCase(Locale.ROOT));
        }
    }

    /**
     * Somebody it may be.
     *
     * @param band certain, likely or possible; of words also fits: so do others, and none of them stands out
     * @param probability that it is the one looked for, 0..1
     * @param strangers how many strangers would look as alike among those compared; of words, how many at most would fit as well
     * @param by what was compared: body, face
     * @param picture the most alike, address below {@code /api/v1}
     */
    public record FoundPerson(
            String identity,
            String site,
            @Nullable String name,
            String band,
            double probability,
            double strangers,
            List<String> by,
            @Nullable String picture,
            List<FoundStay> stays) {}

    /** A stay that looks alike. */
    public record FoundStay(
            String sighting, String camera, Instant start, Instant end, List<String> by, List<String> pictures) {}

    List<Route> routes() {
        return List.of(new Route(
                HandlerType.POST,
                "/search",
                "searchPeople",
                Right.SEARCH,
                Route.form(Route.Shape.ONE, SearchReply.class),
                request -> Answer.of(search(request.caller(), SearchWish.of(request), request.texts()))));
    }

    /**
     * Searches, and writes down who did and why.
     *
     * @throws ApiProblem when too many searches were asked for, the subject is not there or the photo is of no use
     */
    public SearchReply search(Caller caller, SearchWish wish) {
        return search(caller, wish, Messages.ENGLISH);
    }

    /** {@link #search(Caller, SearchWish)} with its notes in a language. */
    private SearchReply search(Caller caller, SearchWish wish, Messages texts) {
        Duration wait = quota.take(caller.name());
        if (!wait.isZero()) {
            throw ApiProblem.crowded("at most " + MOST + " searches a minute are answered; try again in "
                    + (wait.toSeconds() + 1) + " seconds");
        }
        Sought sought = Sought.of(caller, wish.subject(), data.sightings(), searching);
        if (!sought.isClear()) {
            return new SearchReply(sought.inPhoto(), false, 1, 0, 0, List.of(), unlisted(sought, texts), List.of());
        }
        SearchWish.Among among = wish.among();
        audit.did(
                caller,
                "search",
                sought.object(),
                String.join(",", among.where().sites()),
                new AuditTrail.Details(wish.reason(), sought.described() + among.described()));
        SearchFilter filter = SearchFilter.in(among.where())
                .between(among.since(), among.until())
                .of(people(among.people(), sought.without()));
        SearchAnswer answer = sought.find(searching.people(), filter);
        sought.words().ifPresent(words -> requireCompared(words, answer));
        return reply(caller, sought, answer, texts);
    }

    /** Why words cannot be searched for here; empty when they can. */
    public Optional<WordReader.NoWords> withoutWords() {
        return searching.words().missing();
    }

    /** That everything was described by another model must not look like "nobody". */
    private static void requireCompared(ReadWords words, SearchAnswer answer) {
        long others = answer.otherModel().getOrDefault(Modality.MODALITY_PERSON, 0L);
        if (answer.sightings() == 0 && others > 0) {
            throw ApiProblem.conflict("the " + others + " sightings here were described by another model than "
                    + words.probe().direction().modelId() + ", which " + words.modelId() + " was made for, so none can"
                    + " be compared with words; name a package for words of their model in models.words"
                    + " ('sightline words train --descriptor MODEL' makes one), or run the system with "
                    + words.probe().direction().modelId());
        }
    }

    private SearchFilter.People people(SearchWish.People wanted, SearchFilter.People without) {
        return switch (wanted) {
            case ALL -> without;
            case NAMED ->
                new SearchFilter.People(Optional.of(data.groups().named()), without.but(), without.notTracklets());
            case WATCHLIST ->
                new SearchFilter.People(
                        Optional.of(data.groups().onWatchlist()), without.but(), without.notTracklets());
            case UNNAMED -> {
                Set<String> but = new HashSet<>(without.but());
                but.addAll(data.groups().named());
                yield new SearchFilter.People(Optional.empty(), but, without.notTracklets());
            }
        };
    }

    private SearchReply reply(Caller caller, Sought sought, SearchAnswer answer, Messages texts) {
        List<String> ids = answer.people().stream()
                .flatMap(person -> person.sightings().stream())
                .map(SightingFound::sightingId)
                .toList();
        Map<String, SightingView> stays = data.sightings().standing(ids).stream()
                .filter(sighting -> Sightings.isIn(caller, sighting))
                .collect(Collectors.toMap(SightingView::sightingId, Function.identity()));
        Map<String, String> names = data.names()
                .of(answer.people().stream().map(PersonFound::identityId).toList());
        List<FoundPerson> found = answer.people().stream()
                .map(person -> found(person, stays, names.get(person.identityId())))
                .filter(person -> !person.stays().isEmpty())
                .toList();
        return new SearchReply(
                sought.inPhoto(),
                true,
                answer.nobody(),
                answer.sightings(),
                answer.compared(),
                found,
                notes(sought, answer, texts),
                answer.unanswered().stream().map(UnansweredPart::of).toList());
    }

    private static FoundPerson found(PersonFound person, Map<String, SightingView> views, @Nullable String name) {
        List<FoundStay> stays = person.sightings().stream()
                .filter(sighting -> views.containsKey(sighting.sightingId()))
                .map(sighting -> stay(sighting, Objects.requireNonNull(views.get(sighting.sightingId()))))
                .toList();
        return new FoundPerson(
                person.identityId(),
                person.siteId(),
                name,
                person.band().name().toLowerCase(Locale.ROOT),
                person.probability(),
                person.strangers(),
                stays.stream().flatMap(stay -> stay.by().stream()).distinct().toList(),
                stays.stream()
                        .flatMap(stay -> stay.pictures().stream())
                        .findFirst()
                        .orElse(null),
                stays);
    }

    private static FoundStay stay(SightingFound sighting, SightingView view) {
        return new FoundStay(
                view.sightingId(),
                view.cameraId(),
                view.startTime(),
                view.endTime(),
                sighting.by().stream().map(SearchDesk::noun).toList(),
                Sightings.pictures(view));
    }

    private static String noun(Modality modality) {
        return modality == Modality.MODALITY_FACE ? "face" : "body";
    }

    private static List<String> unlisted(Sought sought, Messages texts) {
        return sought.unlisted() == 0
                ? List.of()
                : List.of(texts.get(
                        "search.note.unlisted",
                        sought.unlisted() + sought.inPhoto().size(),
                        sought.inPhoto().size()));
    }

    private static List<String> notes(Sought sought, SearchAnswer answer, Messages texts) {
        List<String> notes = new ArrayList<>(unlisted(sought, texts));
        answer.otherModel().forEach((modality, count) -> {
            if (count > 0) {
                String by = texts.get("search.note.by." + noun(modality));
                notes.add(sought.words()
                        .map(words -> texts.get(
                                "search.note.wordsModel",
                                count,
                                by,
                                words.probe().direction().modelId()))
                        .orElseGet(() -> texts.get("search.note.otherModel", count, by)));
            }
        });
        answer.uncalibrated().forEach(model -> notes.add(texts.get("search.note.uncalibrated", model)));
        return notes;
    }
}
