package dev.sightline.console.api;

import dev.sightline.console.access.AuditTrail;
import dev.sightline.console.access.Caller;
import dev.sightline.console.access.Right;
import dev.sightline.console.live.LiveHub;
import dev.sightline.console.text.Messages;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.store.identity.IdentityNames;
import dev.sightline.store.identity.IdentityQuery;
import dev.sightline.store.identity.IdentityState;
import dev.sightline.store.identity.IdentityView;
import dev.sightline.store.label.LabeledPair;
import dev.sightline.store.page.Cursor;
import dev.sightline.store.page.Page;
import dev.sightline.store.sighting.SightingView;
import io.javalin.http.HandlerType;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Identities: people followed across cameras, where they were, and what they are called. */
public final class Identities {
    private final Repositories data;
    private final Sightings sightings;
    private final LiveHub live;
    private final AuditTrail audit;
    private final InstantSource clock;

    public Identities(Repositories data, Sightings sightings, LiveHub live, AuditTrail audit, InstantSource clock) {
        this.data = data;
        this.sightings = sightings;
        this.live = live;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * A person.
     *
     * @param name what somebody called this person
     * @param state active, merged, expired or erased
     * @param mergedInto the identity that goes on with this person
     * @param picture address below {@code /api/v1}
     */
    public record IdentityItem(
            String identity,
            String site,
            @Nullable String name,
            String state,
            Instant firstSeen,
            Instant lastSeen,
            int sightings,
            List<String> cameras,
            @Nullable String mergedInto,
            @Nullable String splitFrom,
            @Nullable String picture) {}

    /** A person and every stay that the caller may see, in the order they began. */
    public record Journey(IdentityItem identity, List<Sightings.SightingItem> sightings) {}

    /**
     * What people said of somebody, and can take back.
     *
     * @param same whether both are one person
     */
    public record Saying(String sighting, String other, boolean same, String by, Instant at) {}

    /** What stands of what people said of the stays of a journey, newest first. */
    public List<Saying> said(Caller caller, Journey journey) {
        Set<String> stays = journey.sightings().stream()
                .map(Sightings.SightingItem::sighting)
                .collect(Collectors.toSet());
        List<Saying> said = new ArrayList<>();
        for (LabeledPair label : data.labels().standing(journey.identity().site())) {
            if (Labels.PEOPLE.contains(label.source())
                    && (stays.contains(label.left()) || stays.contains(label.right()))
                    && mayTakeBack(caller, label)) {
                said.add(0, new Saying(label.left(), label.right(), label.same(), label.labeller(), label.time()));
            }
        }
        return said;
    }

    private boolean mayTakeBack(Caller caller, LabeledPair label) {
        return caller.may(Right.CORRECT_PEOPLE)
                && label.subject() == LabeledPair.Subject.TRACKLET
                && Stream.of(label.left(), label.right())
                        .allMatch(id -> data.sightings()
                                .find(id)
                                .filter(stay -> Sightings.isIn(caller, stay))
                                .isPresent());
    }

    /** A new name; empty takes the name away. */
    public record NameDraft(String name) {}

    /**
     * Which people to list.
     *
     * @param watchlist whether they were taken for somebody on the watchlist
     */
    public record Filter(
            Optional<String> site,
            Optional<String> camera,
            Optional<IdentityState> state,
            Optional<Boolean> named,
            Optional<Boolean> watchlist,
            int limit) {}

    List<Route> routes() {
        String one = "/identities/{site}/{person}";
        return List.of(
                Route.list("/identities", "listIdentities", Right.SEE_PEOPLE, IdentityItem.class, this::list),
                Route.one(one, "getIdentity", Right.SEE_PEOPLE, IdentityItem.class, this::one),
                Route.one(
                        one + "/journey",
                        "getJourney",
                        Right.SEE_PEOPLE,
                        Journey.class,
                        r -> Answer.of(journey(r.caller(), r.identity(), Messages.ENGLISH))),
                Route.picture(one + "/picture", "getIdentityPicture", Right.SEE_PEOPLE, this::picture),
                new Route(
                        HandlerType.PUT,
                        one + "/name",
                        "nameIdentity",
                        Right.NAME_PEOPLE,
                        Route.form(Route.Shape.ONE, IdentityItem.class),
                        this::name));
    }

    private Answer list(Request request) {
        Filter filter = new Filter(
                request.query("site"),
                request.query("camera"),
                request.choice("state", IdentityState.class),
                request.flag("named"),
                request.flag("watchlist"),
                request.limit());
        return Answer.of(list(request.caller(), filter, request.cursor()));
    }

    /** A page of the people whom a caller may see, seen last first. */
    public Answer.Listed<IdentityItem> list(Caller caller, Filter filter, Cursor from) {
        Predicate<String> wanted = onWatchlist(caller, filter);
        Page<IdentityView> page = Scan.fill(
                from,
                filter.limit(),
                place -> data.identities().list(query(filter).from(place)),
                view -> isIn(caller, view) && wanted.test(view.identityId()),
                view -> new Cursor(view.lastSeen(), view.identityId()));
        audit.saw(caller, "identities.list", described(filter), filter.site().orElse(""));
        Map<String, String> names = data.names()
                .of(page.items().stream().map(IdentityView::identityId).toList());
        return new Answer.Listed<>(
                page.items().stream().map(view -> item(caller, view, names)).toList(),
                page.next().map(Cursor::token).orElse(null));
    }

    private Predicate<String> onWatchlist(Caller caller, Filter filter) {
        if (filter.watchlist().isEmpty()) {
            return id -> true;
        }
        if (!caller.may(Right.SEE_WATCHLIST)) {
            throw ApiProblem.forbidden("who is looked for needs the role "
                    + Right.SEE_WATCHLIST.least().name().toLowerCase(Locale.ROOT) + " or higher");
        }
        Set<String> taken = data.groups().onWatchlist();
        return id -> taken.contains(id) == filter.watchlist().get();
    }

    private static IdentityQuery query(Filter filter) {
        IdentityQuery query = IdentityQuery.newest(filter.limit());
        query = filter.site().map(query::ofSite).orElse(query);
        query = filter.camera().map(query::seenBy).orElse(query);
        query = filter.state().map(EnumSet::of).map(query::inStates).orElse(query);
        return filter.named().map(query::named).orElse(query);
    }

    private static String described(Filter filter) {
        return "site=" + filter.site().orElse("") + " camera=" + filter.camera().orElse("") + " state="
                + filter.state().map(Enum::name).orElse("") + " named="
                + filter.named().map(String::valueOf).orElse("") + " watchlist="
                + filter.watchlist().map(String::valueOf).orElse("");
    }

    private Answer one(Request request) {
        IdentityView view = find(request.caller(), request.identity());
        audit.saw(request.caller(), "identity.view", view.identityId(), view.siteId());
        return Answer.of(item(request.caller(), view));
    }

    /** Where somebody was, and why the system thinks so. */
    public Journey journey(Caller caller, String identity, Messages texts) {
        IdentityView view = find(caller, identity);
        return journey(caller, view, data.sightings().ofIdentity(identity), texts);
    }

    /** @param stays all of the identity, in the order they began */
    Journey journey(Caller caller, IdentityView view, List<SightingView> stays, Messages texts) {
        audit.saw(caller, "identity.view", view.identityId(), view.siteId());
        return new Journey(item(caller, view), Sightings.items(caller, stays, texts));
    }

    /** The live page shows people before they are recorded, so what is in memory is looked at first. */
    private Answer picture(Request request) {
        String id = request.identity();
        Caller caller = request.caller();
        Optional<byte[]> held = live.view()
                .crop(id)
                .filter(found -> found.person().isIn(caller.scope()))
                .map(found -> found.jpeg().toByteArray());
        if (held.isPresent()) {
            audit.saw(caller, "identity.picture", id, request.path("site"));
            return Repositories.shown(held.get(), Modality.MODALITY_PERSON, caller);
        }
        IdentityView view = find(caller, id);
        audit.saw(caller, "identity.picture", id, view.siteId());
        return Stream.of(Modality.MODALITY_PERSON, Modality.MODALITY_FACE)
                .filter(view.bestCrops()::containsKey)
                .findFirst()
                .map(modality ->
                        data.picture(Objects.requireNonNull(view.bestCrops().get(modality)), modality, caller))
                .orElseThrow(() -> ApiProblem.missing("picture of identity", id));
    }

    private Answer name(Request request) {
        IdentityView view = find(request.caller(), request.identity());
        String name = request.body(NameDraft.class).name().strip();
        if (name.length() > IdentityNames.LONGEST || name.chars().anyMatch(Character::isISOControl)) {
            throw ApiProblem.bad("name must be a line of at most " + IdentityNames.LONGEST + " characters");
        }
        if (view.state() == IdentityState.ERASED) {
            throw ApiProblem.conflict("identity '" + view.identityId() + "' was erased and gets no name");
        }
        audit.did(
                request.caller(),
                "identity.name",
                view.identityId(),
                view.siteId(),
                new AuditTrail.Details("", "name: " + name));
        data.names()
                .set(
                        view.identityId(),
                        Optional.of(name).filter(n -> !n.isEmpty()),
                        request.caller().name(),
                        clock.instant());
        return Answer.of(item(request.caller(), view));
    }

    Sightings sightings() {
        return sightings;
    }

    /** An identity that a caller may see. */
    IdentityView find(Caller caller, String id) {
        return data.identities()
                .find(id)
                .filter(view -> isIn(caller, view))
                .orElseThrow(() -> ApiProblem.missing("identity", id));
    }

    /** Names of people; that the caller may see the people was checked before. */
    Map<String, String> names(List<String> ids) {
        return data.names().of(ids);
    }

    private IdentityItem item(Caller caller, IdentityView view) {
        return item(caller, view, data.names().of(List.of(view.identityId())));
    }

    private static IdentityItem item(Caller caller, IdentityView view, Map<String, String> names) {
        return new IdentityItem(
                view.identityId(),
                view.siteId(),
                names.get(view.identityId()),
                view.state().name().toLowerCase(Locale.ROOT),
                view.firstSeen(),
                view.lastSeen(),
                view.sightingCount(),
                view.cameraIds().stream()
                        .filter(camera -> caller.scope().allowsCamera(view.siteId(), camera))
                        .toList(),
                view.mergedInto().orElse(null),
                view.splitFrom().orElse(null),
                view.bestCrops().isEmpty() ? null : "/identities/" + view.identityId() + "/picture");
    }

    private static boolean isIn(Caller caller, IdentityView view) {
        return caller.scope().allowsAny(view.siteId(), view.cameraIds());
    }
}
