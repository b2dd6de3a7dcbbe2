package dev.sightline.console.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
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
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Alerts: what was raised, as it is raised, and who has dealt with it. */
public final class Alerts {
    private static final String SITES = "/sightline/sites/";
    private static final int LONGEST_NOTE = 2_000;

    private final Repositories data;
    private final Identities identities;
    private final AuditTrail audit;
    private final InstantSource clock;

    public Alerts(Repositories data, Identities identities, AuditTrail audit, InstantSource clock) {
        this.data = data;
        this.identities = identities;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * An alert.
     *
     * @param kind such as {@code watchlist-hit}
     * @param name of the person, when somebody has given one
     * @param watchlist name of the watchlist entry that was met
     * @param reason why the entry is on the watchlist
     * @param stayedSeconds how long the person had been there
     * @param why the evidence in the matcher's words
     * @param picture address below {@code /api/v1}
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
            @Nullable AcknowledgedItem acknowledged) {}

    /** Who has dealt with an alert. */
    public record AcknowledgedItem(String by, Instant at, String note) {}

    /** What was done about an alert; may be empty. */
    public record NoteDraft(@Nullable String note) {}

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
        return new Answer.Follow(event ->
                event instanceof LiveEvent.Alert && event.isIn(request.caller().scope()));
    }

    private Answer list(Request request) {
        return Answer.of(list(request.caller(), request.flag("acknowledged"), request.cursor(), request.limit()));
    }

    /** A page of the alerts that a caller may see, newest first. */
    public Answer.Listed<AlertItem> list(Caller caller, Optional<Boolean> acknowledged, Cursor from, int limit) {
        Page<Known> page = Scan.fill(
                from,
                limit,
                place -> known(data.alerts().newest(place, limit)),
                known -> isIn(caller, known.alert)
                        && acknowledged
                                .map(wanted -> wanted == known.by.isPresent())
                                .orElse(true),
                known -> new Cursor(known.alert.time(), known.alert.alertId()));
        audit.saw(caller, "alerts.list", "", "");
        Map<String, String> names = identities.names(page.items().stream()
                .flatMap(known -> known.alert.subject().stream())
                .distinct()
                .toList());
        return new Answer.Listed<>(
                page.items().stream().map(known -> item(known, names)).toList(),
                page.next().map(Cursor::token).orElse(null));
    }

    private record Known(AlertView alert, Optional<Acknowledgement> by) {}

    private Page<Known> known(Page<AlertView> page) {
        Map<String, Acknowledgement> by = data.acknowledgements()
                .of(page.items().stream().map(AlertView::alertId).toList());
        return page.map(alert -> new Known(alert, Optional.ofNullable(by.get(alert.alertId()))));
    }

    private Answer one(Request request) {
        AlertView alert = find(request);
        audit.saw(request.caller(), "alert.view", alert.alertId(), site(alert));
        return Answer.of(item(alert));
    }

    private Answer acknowledge(Request request) {
        AlertView alert = find(request);
        String note = Optional.ofNullable(request.body(NoteDraft.class).note())
                .orElse("")
                .strip();
        if (note.length() > LONGEST_NOTE) {
            throw ApiProblem.bad("note must have at most " + LONGEST_NOTE + " characters");
        }
        audit.did(request.caller(), "alert.acknowledge", alert.alertId(), site(alert), note);
        data.acknowledgements()
                .add(new Acknowledgement(alert.alertId(), request.caller().name(), clock.instant(), note));
        return Answer.of(item(alert));
    }

    private AlertView find(Request request) {
        String id = request.path("alert");
        return data.alerts()
                .find(id)
                .filter(found -> isIn(request.caller(), found))
                .orElseThrow(() -> ApiProblem.missing("alert", id));
    }

    private AlertItem item(AlertView alert) {
        Optional<Acknowledgement> by = Optional.ofNullable(
                data.acknowledgements().of(List.of(alert.alertId())).get(alert.alertId()));
        return item(
                new Known(alert, by), identities.names(alert.subject().stream().toList()));
    }

    private static AlertItem item(Known known, Map<String, String> names) {
        AlertView alert = known.alert;
        JsonNode details = details(alert);
        JsonNode watchlist = details.path("watchlist");
        String identity = alert.subject().orElse(null);
        return new AlertItem(
                alert.alertId(),
                alert.ruleId(),
                details.path("kind").asText(alert.type()),
                site(alert),
                text(details, "camera"),
                identity,
                identity == null ? null : names.get(identity),
                alert.time(),
                text(watchlist, "name"),
                text(watchlist, "reason"),
                details.path("dwellUs").asLong(0) == 0
                        ? null
                        : details.path("dwellUs").asLong() / 1e6,
                text(details.path("link"), "summary"),
                identity == null ? null : "/identities/" + identity + "/picture",
                known.by
                        .map(a -> new AcknowledgedItem(a.by(), a.at(), a.note()))
                        .orElse(null));
    }

    private static boolean isIn(Caller caller, AlertView alert) {
        String camera = text(details(alert), "camera");
        return camera == null
                ? caller.scope().allowsSite(site(alert))
                        && caller.scope().cameras().isEmpty()
                : caller.scope().allowsCamera(site(alert), camera);
    }

    private static String site(AlertView alert) {
        return alert.source().startsWith(SITES) ? alert.source().substring(SITES.length()) : "";
    }

    private static JsonNode details(AlertView alert) {
        try {
            return Json.MAPPER.readTree(alert.json()).path("data");
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    private static @Nullable String text(JsonNode node, String name) {
        String value = node.path(name).asText("");
        return value.isEmpty() ? null : value;
    }
}
