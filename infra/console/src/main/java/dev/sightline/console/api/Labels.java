package dev.sightline.console.api;

import dev.sightline.console.access.AuditTrail;
import dev.sightline.console.access.Caller;
import dev.sightline.console.access.Right;
import dev.sightline.contracts.feedback.Statement;
import dev.sightline.contracts.v1.Feedback;
import dev.sightline.contracts.v1.PairLabel;
import dev.sightline.store.label.LabelRepository;
import dev.sightline.store.label.LabeledPair;
import dev.sightline.store.label.TrackletPair;
import dev.sightline.store.label.UnsurePairs;
import dev.sightline.store.page.Cursor;
import dev.sightline.store.sighting.SightingQuery;
import dev.sightline.store.sighting.SightingView;
import io.javalin.http.HandlerType;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Pairs for people to label: which are worth a look, those that nobody can tell, taking back, and how many there are. */
public final class Labels {
    static final Set<PairLabel.Source> PEOPLE =
            EnumSet.of(PairLabel.Source.SOURCE_OPERATOR, PairLabel.Source.SOURCE_IMPORT);
    private static final Duration NOT_AGAIN = Duration.ofDays(30);
    private static final int COMPARED = 300;
    private static final int MOST = 100;
    private static final int SUGGESTED = 3;

    private final Repositories data;
    private final Sightings sightings;
    private final LabelRepository labels;
    private final UnsurePairs unsure;
    private final Consumer<List<Feedback>> topic;
    private final AuditTrail audit;
    private final InstantSource clock;

    /** @param topic writes statements to the feedback topic, all taken by Kafka on return */
    public Labels(
            Repositories data,
            Sightings sightings,
            Consumer<List<Feedback>> topic,
            AuditTrail audit,
            InstantSource clock) {
        this.data = data;
        this.sightings = sightings;
        this.labels = data.labels();
        this.unsure = data.unsure();
        this.topic = topic;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Two stays to be told apart or not.
     *
     * @param squaredDistance how far apart the model sees them
     * @param threshold up to where it links
     */
    public record PairItem(
            Sightings.SightingItem left, Sightings.SightingItem right, double squaredDistance, double threshold) {}

    /** Two sightings. */
    public record PairName(String sighting, String other) {}

    /**
     * How much was labeled.
     *
     * @param same pairs that people say show one person
     * @param different pairs that people say show two
     * @param unsure pairs that people could not tell, of the last 30 days
     * @param yours how many of the standing labels are the caller's
     */
    public record LabelStatistics(String site, long same, long different, long unsure, long yours) {}

    List<Route> routes() {
        return List.of(
                Route.list("/labels/queue", "listPairs", Right.CORRECT_PEOPLE, PairItem.class, this::queue),
                Route.list(
                        "/labels/statistics",
                        "countLabels",
                        Right.CORRECT_PEOPLE,
                        LabelStatistics.class,
                        r -> Answer.all(statistics(r.caller()))),
                write("/labels/unsure", "cannotTellPair", this::cannotTell),
                write("/labels/undo", "undoLabel", this::undo));
    }

    private static Route write(String path, String operation, Endpoint endpoint) {
        return new Route(
                HandlerType.POST,
                path,
                operation,
                Right.CORRECT_PEOPLE,
                Route.form(Route.Shape.NOTHING, Void.class),
                endpoint);
    }

    private Answer queue(Request request) {
        Caller caller = request.caller();
        String site = request.query("site").orElseThrow(() -> ApiProblem.bad("query site must be given"));
        int limit = (int) request.number("limit", 20, MOST);
        audit.saw(caller, "labels.queue", site, site);
        return Answer.all(PairQueue.of(seen(caller, site), open(site), limit).stream()
                .map(this::item)
                .toList());
    }

    /** Who may be the same person as one whom the caller may see, the most alike first: for people to say same or different. */
    public List<PairItem> alike(Caller caller, String site, String identity) {
        List<SightingView> stays = new ArrayList<>(seen(caller, site));
        stays.removeIf(stay -> stay.identityId().equals(identity));
        data.sightings().ofIdentity(identity).stream()
                .filter(stay -> Sightings.isIn(caller, stay))
                .forEach(stays::add);
        return PairQueue.alike(stays, identity, open(site), SUGGESTED).stream()
                .map(this::item)
                .toList();
    }

    /** The newest of a site that a caller may see. */
    private List<SightingView> seen(Caller caller, String site) {
        return data
                .sightings()
                .newest(new SightingQuery(Optional.of(site), Optional.empty(), Instant.EPOCH, Cursor.start(), COMPARED))
                .items()
                .stream()
                .filter(sighting -> Sightings.isIn(caller, sighting))
                .toList();
    }

    /** Pairs of which nobody has said anything. */
    private Predicate<TrackletPair> open(String site) {
        Set<TrackletPair> done =
                new HashSet<>(unsure.since(site, clock.instant().minus(NOT_AGAIN)));
        standing(site).forEach(label -> done.add(new TrackletPair(label.left(), label.right())));
        return pair -> !done.contains(pair);
    }

    private PairItem item(PairQueue.Pair pair) {
        return new PairItem(
                sightings.item(pair.left()), sightings.item(pair.right()), pair.squaredDistance(), pair.threshold());
    }

    private List<LabeledPair> standing(String site) {
        return labels.standing(site).stream()
                .filter(label -> label.subject() == LabeledPair.Subject.TRACKLET && PEOPLE.contains(label.source()))
                .toList();
    }

    /** Of each site that a caller may see. */
    public List<LabelStatistics> statistics(Caller caller) {
        return data.sightings().sites().stream()
                .filter(caller.scope()::allowsSite)
                .map(site -> statistics(site, caller.name()))
                .toList();
    }

    private LabelStatistics statistics(String site, String name) {
        List<LabeledPair> standing = standing(site);
        return new LabelStatistics(
                site,
                standing.stream().filter(LabeledPair::same).count(),
                standing.stream().filter(label -> !label.same()).count(),
                unsure.since(site, clock.instant().minus(NOT_AGAIN)).size(),
                standing.stream().filter(label -> label.labeller().equals(name)).count());
    }

    private Answer cannotTell(Request request) {
        Named named = named(request);
        audit.did(
                request.caller(),
                "label.unsure",
                named.pair.left(),
                named.site,
                new AuditTrail.Details("", "and " + named.pair.right()));
        unsure.add(named.site, named.pair, request.caller().name(), clock.instant());
        return new Answer.Nothing();
    }

    private Answer undo(Request request) {
        Named named = named(request);
        audit.did(
                request.caller(),
                "label.undo",
                named.pair.left(),
                named.site,
                new AuditTrail.Details("", "and " + named.pair.right()));
        if (!unsure.remove(named.site, named.pair)) {
            topic.accept(List.of(new Statement(named.site, request.caller().name(), clock.millis() * 1_000)
                    .withdrawn(named.pair.left(), named.pair.right())));
        }
        return new Answer.Nothing();
    }

    private record Named(String site, TrackletPair pair) {}

    private Named named(Request request) {
        PairName name = request.body(PairName.class);
        SightingView one = sightings.find(request.caller(), name.sighting());
        SightingView other = sightings.find(request.caller(), name.other());
        if (one.sightingId().equals(other.sightingId()) || !one.siteId().equals(other.siteId())) {
            throw ApiProblem.bad("sighting and other must be two sightings of one site");
        }
        return new Named(one.siteId(), new TrackletPair(one.sightingId(), other.sightingId()));
    }
}
