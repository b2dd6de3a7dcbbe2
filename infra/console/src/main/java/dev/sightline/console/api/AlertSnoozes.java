package dev.sightline.console.api;

import dev.sightline.console.access.AuditTrail;
import dev.sightline.console.access.Caller;
import dev.sightline.console.access.Right;
import dev.sightline.console.live.CameraBoard;
import dev.sightline.console.live.LiveEvent;
import dev.sightline.store.alert.Snooze;
import io.javalin.http.HandlerType;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Quiet for a while: alerts of a camera, of a person, or of a person at a camera are recorded and listed, but no page shows
 * them as new and no webhook gets them. A snooze of a camera alone leaves people on the watchlist out.
 */
public final class AlertSnoozes {
    /** Nobody remembers a longer one. */
    static final Duration LONGEST = Duration.ofDays(90);

    private static final Duration FRESH = Duration.ofSeconds(1);

    private final Repositories data;
    private final CameraBoard cameras;
    private final Identities identities;
    private final AuditTrail audit;
    private final InstantSource clock;
    private volatile Standing standing = new Standing(Instant.EPOCH, List.of());

    public AlertSnoozes(
            Repositories data, CameraBoard cameras, Identities identities, AuditTrail audit, InstantSource clock) {
        this.data = data;
        this.cameras = cameras;
        this.identities = identities;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * A snooze that holds.
     *
     * @param camera left out: everywhere at the site
     * @param identity left out: everybody but people on the watchlist
     * @param name of the person, when somebody has given one
     */
    public record SnoozeItem(
            String snooze,
            String site,
            @Nullable String camera,
            @Nullable String identity,
            @Nullable String name,
            Instant until,
            String reason,
            String by,
            Instant at) {}

    /**
     * What to be quiet about: a camera, a person, or a person at a camera.
     *
     * @param until when alerts are shown again, at most 90 days from now
     */
    public record SnoozeDraft(
            @Nullable String camera,
            @Nullable String identity,
            Instant until,
            @Nullable String reason) {}

    private record Standing(Instant read, List<Snooze> snoozes) {}

    List<Route> routes() {
        return List.of(
                Route.list(
                        "/snoozes",
                        "listSnoozes",
                        Right.SEE_ALERTS,
                        SnoozeItem.class,
                        request -> Answer.all(list(request.caller()))),
                new Route(
                        HandlerType.POST,
                        "/snoozes",
                        "snooze",
                        Right.ACKNOWLEDGE,
                        Route.form(Route.Shape.ONE, SnoozeItem.class),
                        this::add),
                new Route(
                        HandlerType.DELETE,
                        "/snoozes/{snooze}",
                        "endSnooze",
                        Right.ACKNOWLEDGE,
                        Route.form(Route.Shape.NOTHING, Void.class),
                        this::end));
    }

    /** Those that hold now and that a caller may see. */
    public List<SnoozeItem> list(Caller caller) {
        return data.snoozes().standing(clock.instant()).stream()
                .filter(snooze -> isIn(caller, snooze))
                .map(this::item)
                .toList();
    }

    /** Whether an event is an alert that is not to be shown as new. */
    boolean silence(LiveEvent event) {
        if (!(event instanceof LiveEvent.Alert alert)) {
            return false;
        }
        Instant now = clock.instant();
        Standing known = standing;
        if (known.read.plus(FRESH).isBefore(now)) {
            known = new Standing(now, data.snoozes().standing(now));
            standing = known;
        }
        return data.snoozes()
                .silencing(
                        known.snoozes,
                        new Snooze.Alert(alert.site(), alert.camera(), alert.identity(), alert.onWatchlist()))
                .isPresent();
    }

    private Answer add(Request request) {
        SnoozeDraft draft = request.body(SnoozeDraft.class);
        Caller caller = request.caller();
        Optional<String> camera = Optional.ofNullable(draft.camera());
        Optional<String> identity = Optional.ofNullable(draft.identity());
        Instant now = clock.instant();
        if (!draft.until().isAfter(now) || draft.until().isAfter(now.plus(LONGEST))) {
            throw ApiProblem.bad("until = " + draft.until() + " must lie in the next " + LONGEST.toDays() + " days");
        }
        Snooze snooze = new Snooze(
                UUID.randomUUID().toString().replace("-", ""),
                site(caller, camera, identity),
                camera,
                identity,
                draft.until(),
                Alerts.note(draft.reason()),
                caller.name(),
                now);
        audit.did(
                caller,
                "alert.snooze",
                snooze.snoozeId(),
                snooze.siteId(),
                new AuditTrail.Details(snooze.reason(), described(snooze)));
        data.snoozes().add(snooze);
        standing = new Standing(Instant.EPOCH, List.of());
        return Answer.created(item(snooze));
    }

    /** The site of what is named, all of which the caller may see. */
    private String site(Caller caller, Optional<String> camera, Optional<String> identity) {
        Optional<String> ofCamera = camera.map(id -> cameras.find(id)
                .map(entry -> entry.camera().getSiteId())
                .filter(site -> caller.scope().allowsCamera(site, id))
                .orElseThrow(() -> ApiProblem.missing("camera", id)));
        Optional<String> ofPerson =
                identity.map(id -> identities.find(caller, id).siteId());
        String site =
                ofCamera.or(() -> ofPerson).orElseThrow(() -> ApiProblem.bad("name the camera, the identity, or both"));
        if (!ofPerson.orElse(site).equals(site)) {
            throw ApiProblem.bad("camera and identity are of two sites");
        }
        if (camera.isEmpty() && !caller.scope().cameras().isEmpty()) {
            throw ApiProblem.forbidden(
                    "you may only snooze at " + caller.scope().cameras() + "; name the camera");
        }
        return site;
    }

    private Answer end(Request request) {
        String id = request.path("snooze");
        Instant now = clock.instant();
        Snooze snooze = data.snoozes()
                .find(id, now)
                .filter(found -> isIn(request.caller(), found))
                .orElseThrow(() -> ApiProblem.missing("snooze", id));
        audit.did(
                request.caller(),
                "alert.snooze.end",
                id,
                snooze.siteId(),
                new AuditTrail.Details("", described(snooze)));
        data.snoozes().end(id, request.caller().name(), now);
        standing = new Standing(Instant.EPOCH, List.of());
        return new Answer.Nothing();
    }

    private static boolean isIn(Caller caller, Snooze snooze) {
        return snooze.camera()
                .map(camera -> caller.scope().allowsCamera(snooze.siteId(), camera))
                .orElse(caller.scope().allowsSite(snooze.siteId())
                        && caller.scope().cameras().isEmpty());
    }

    private static String described(Snooze snooze) {
        return "camera: " + snooze.camera().orElse("all") + "; identity: "
                + snooze.identity().orElse("all") + "; until: " + snooze.until();
    }

    private SnoozeItem item(Snooze snooze) {
        return new SnoozeItem(
                snooze.snoozeId(),
                snooze.siteId(),
                snooze.camera().orElse(null),
                snooze.identity().orElse(null),
                snooze.identity()
                        .map(id -> identities.names(List.of(id)).get(id))
                        .orElse(null),
                snooze.until(),
                snooze.reason(),
                snooze.by(),
                snooze.at());
    }
}
