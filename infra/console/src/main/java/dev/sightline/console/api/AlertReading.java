package dev.sightline.console.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.sightline.console.access.Caller;
import dev.sightline.platform.text.ConstantWord;
import dev.sightline.store.alert.Acknowledgement;
import dev.sightline.store.alert.AlertView;
import dev.sightline.store.alert.Dismissal;
import dev.sightline.store.page.Page;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Puts together what is known of alerts: the event as it was raised, what people said of it, and what it means by now. */
final class AlertReading {
    private static final String SITES = "/sightline/sites/";

    private final Repositories data;
    private final Identities identities;

    AlertReading(Repositories data, Identities identities) {
        this.data = data;
        this.identities = identities;
    }

    /**
     * An alert with what was said of it.
     *
     * @param now whose its tracklet is by now; empty while nobody has recorded it
     */
    record Known(
            AlertView alert,
            Optional<Acknowledgement> acknowledged,
            Optional<Dismissal> dismissed,
            Optional<String> now) {
        Optional<String> amended() {
            return now.filter(identity -> alert.subject().isPresent()
                    && !identity.equals(alert.subject().get()));
        }
    }

    Page<Known> known(Page<AlertView> page) {
        return new Page<>(known(page.items()), page.next());
    }

    List<Known> known(List<AlertView> alerts) {
        List<String> ids = alerts.stream().map(AlertView::alertId).toList();
        Map<String, Acknowledgement> by = data.acknowledgements().of(ids);
        Map<String, Dismissal> wrong = data.dismissals().of(ids);
        Map<String, String> now = data.sightings()
                .identitiesOf(alerts.stream()
                        .flatMap(alert -> tracklet(alert).stream())
                        .distinct()
                        .toList());
        return alerts.stream()
                .map(alert -> new Known(
                        alert,
                        Optional.ofNullable(by.get(alert.alertId())),
                        Optional.ofNullable(wrong.get(alert.alertId())),
                        tracklet(alert).flatMap(id -> Optional.ofNullable(now.get(id)))))
                .toList();
    }

    List<Alerts.AlertItem> items(List<Known> alerts) {
        Map<String, String> names = identities.names(alerts.stream()
                .flatMap(known -> Stream.concat(known.alert().subject().stream(), known.now().stream()))
                .distinct()
                .toList());
        return alerts.stream().map(known -> item(known, names)).toList();
    }

    private static Alerts.AlertItem item(Known known, Map<String, String> names) {
        AlertView alert = known.alert();
        JsonNode details = details(alert);
        JsonNode watchlist = details.path("watchlist");
        String identity = alert.subject().orElse(null);
        return new Alerts.AlertItem(
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
                known.amended()
                        .or(alert::subject)
                        .map(id -> "/identities/" + id + "/picture")
                        .orElse(null),
                alert.snooze().isPresent(),
                known.amended()
                        .map(id -> new Alerts.AmendedItem(id, names.get(id)))
                        .orElse(null),
                known.dismissed().map(AlertReading::item).orElse(null),
                known.acknowledged()
                        .map(a -> new Alerts.AcknowledgedItem(a.by(), a.at(), a.note()))
                        .orElse(null));
    }

    private static Alerts.DismissedItem item(Dismissal dismissal) {
        return new Alerts.DismissedItem(word(dismissal.verdict()), dismissal.by(), dismissal.at(), dismissal.note());
    }

    /** A verdict as the API says it. */
    static String word(Dismissal.Verdict verdict) {
        return ConstantWord.of(verdict);
    }

    static boolean isIn(Caller caller, AlertView alert) {
        String camera = text(details(alert), "camera");
        return camera == null
                ? caller.scope().allowsSite(site(alert))
                        && caller.scope().cameras().isEmpty()
                : caller.scope().allowsCamera(site(alert), camera);
    }

    /** What raises the alerts of a site. */
    static String source(String site) {
        return SITES + site;
    }

    static String site(AlertView alert) {
        return alert.source().startsWith(SITES) ? alert.source().substring(SITES.length()) : "";
    }

    /** The tracklet that met the rule. */
    static Optional<String> tracklet(AlertView alert) {
        return Optional.ofNullable(text(details(alert), "tracklet"));
    }

    static JsonNode details(AlertView alert) {
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
