package dev.sightline.console.api;

import dev.sightline.console.access.AuditTrail;
import dev.sightline.console.access.Caller;
import dev.sightline.console.access.Right;
import dev.sightline.console.live.LiveEvent;
import dev.sightline.store.alert.Acknowledgement;
import dev.sightline.store.alert.AlertView;
import dev.sightline.store.page.Cursor;
import dev.sightline.store.page.Page;
import io.javalin.http.HandlerType;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Alerts: what was raised, as it is raised, and who has dealt with it. */
public final class Alerts {
    static final int LONGEST_NOTE = 2_000;

    private final Repositories data;
    private final AlertReading reading;
    private final AlertSnoozes snoozes;
    private final AuditTrail audit;
    private final InstantSource clock;

    public Alerts(
            Repositories data, Identities identities, AlertSnoozes snoozes, AuditTrail audit, InstantSource clock) {
        this.data = data;
        this.reading = new AlertReading(data, identities);
        this.snoozes = snoozes;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * An alert.
     *
     * @param kind such as {@code watchlist-hit}
     * @param identity whom the system took the person for when it raised the alert
     * @param name of the person, when somebody has given one
     * @param watchlist name of the watchlist entry that was met
     * @param reason why the entry is on the watchlist
     * @param stayedSeconds how long the person had been there
     * @param why the evidence in the matcher's words
     * @param picture address below {@code /api/v1}
     * @param snoozed it came while a snooze held, so nobody was disturbed
     * @param amended who the person is by now, when that is somebody else: the link was corrected, or people were merged
     */
    public record AlertItem(
            String alert,
            String rule,
            String kind,
            String site,
            @Nullable String camera,
            @Nullable String identity,
            @Nullable String name,
            Instant time,
            @Nullable String watchlist,
            @Nullable String reason,
            @Nullable Double stayedSeconds,
            @Nullable String why,
            @Nullable String picture,
            boolean snoozed,
            @Nullable AmendedItem amended,
            @Nullable DismissedItem dismissed,
            @Nullable AcknowledgedItem acknowledged) {}

    /** Who has dealt with an alert. */
    public record AcknowledgedItem(String by, Instant at, String note) {}

    /**
     * Who says that an alert should not have been raised.
     *
     * @param verdict {@code wrong-person} or {@code false-alarm}
     */
    public record DismissedItem(String verdict, String by, Instant at, String note) {}

    /** Who the person of an alert is by now. */
    public record AmendedItem(String identity, @Nullable String name) {}

    /** What was done about an alert; may be empty. */
    public record NoteDraft(@Nullable String note) {}

    /** Which alerts to list; what is left out does not matter. */
    public record Filter(Optional<Boolean> acknowledged, Optional<Boolean> dismissed, Optional<Boolean> snoozed) {
        boolean keeps(AlertReading.Known known) {
            return is(acknowledged, known.acknowledged().isPresent())
                    && is(dismissed, known.dismissed().isPresent())
                    && is(snoozed, known.alert().snooze().isPresent());
        }

        private static boolean is(Optional<Boolean> wanted, boolean found) {
            return wanted.map(w -> w == found).orElse(true);
        }
    }

    List<Route> routes() {
        return List.of(
                Route.list("/alerts", "listAlerts", Right.SEE_ALERTS, AlertItem.class, this::list),
                Route.stream("/alerts/live", "followAlerts", Right.SEE_ALERTS, this::follow),
                Route.one("/alerts/{alert}", "getAlert", Right.SEE_ALERTS, AlertItem.class, this::one),
                new Route(
                        HandlerType.PUT,
                        "/alerts/{alert}/acknowledgement",
                        "acknowledgeAlert",
                        Right.ACKNOWLEDGE,
                        Route.form(Route.Shape.ONE, AlertItem.class),
                        this::acknowledge));
    }

    private Answer follow(Request request) {
        audit.saw(request.caller(), "alerts.watch", "", "");
        return new Answer.Follow(event -> (event instanceof LiveEvent.Alert || event instanceof LiveEvent.Amended)
                && event.isIn(request.caller().scope())
                && !snoozes.silence(event));
    }

    private Answer list(Request request) {
        Filter filter = new Filter(request.flag("acknowledged"), request.flag("dismissed"), request.flag("snoozed"));
        return Answer.of(list(request.caller(), filter, request.cursor(), request.limit()));
    }

    /** A page of the alerts that a caller may see, newest first. */
    public Answer.Listed<AlertItem> list(Caller caller, Filter filter, Cursor from, int limit) {
        Page<AlertReading.Known> page = Scan.fill(
                from,
                limit,
                place -> reading.known(data.alerts().newest(place, limit)),
                known -> AlertReading.isIn(caller, known.alert()) && filter.keeps(known),
                known -> new Cursor(known.alert().time(), known.alert().alertId()));
        audit.saw(caller, "alerts.list", "", "");
        return new Answer.Listed<>(
                reading.items(page.items()), page.next().map(Cursor::token).orElse(null));
    }

    private Answer one(Request request) {
        AlertView alert = find(request);
        audit.saw(request.caller(), "alert.view", alert.alertId(), AlertReading.site(alert));
        return Answer.of(item(alert));
    }

    private Answer acknowledge(Request request) {
        AlertView alert = find(request);
        String note = note(request.body(NoteDraft.class).note());
        audit.did(request.caller(), "alert.acknowledge", alert.alertId(), AlertReading.site(alert), note);
        data.acknowledgements()
                .add(new Acknowledgement(alert.alertId(), request.caller().name(), clock.instant(), note));
        return Answer.of(item(alert));
    }

    static String note(@Nullable String given) {
        String note = Optional.ofNullable(given).orElse("").strip();
        if (note.length() > LONGEST_NOTE) {
            throw ApiProblem.bad("note must have at most " + LONGEST_NOTE + " characters");
        }
        return note;
    }

    /** The alert that a path names, when the caller may see it. */
    AlertView find(Request request) {
        String id = request.path("alert");
        return data.alerts()
                .find(id)
                .filter(found -> AlertReading.isIn(request.caller(), found))
                .orElseThrow(() -> ApiProblem.missing("alert", id));
    }

    AlertItem item(AlertView alert) {
        return reading.items(reading.known(List.of(alert))).get(0);
    }
}
