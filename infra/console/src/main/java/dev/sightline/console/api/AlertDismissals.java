package dev.sightline.console.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sightline.console.access.AuditTrail;
import dev.sightline.console.access.Right;
import dev.sightline.contracts.feedback.Statement;
import dev.sightline.contracts.v1.Feedback;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.contracts.v1.PairLabel;
import dev.sightline.platform.problem.UserError;
import dev.sightline.store.alert.AlertView;
import dev.sightline.store.alert.Dismissal;
import dev.sightline.store.crop.CropReference;
import dev.sightline.store.label.IdentityStatements;
import dev.sightline.store.sighting.ExemplarView;
import dev.sightline.store.sighting.SightingView;
import io.javalin.http.HandlerType;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Alerts that should not have been raised. When it was not the person that the system took it for, that is said as pairs of
 * different people: a wrong link as the two tracklets, which the matcher obeys for ever; a wrong watchlist hit as the two
 * pictures, which training learns from.
 */
public final class AlertDismissals {
    private final Repositories data;
    private final Alerts alerts;
    private final IdentityStatements statements;
    private final Consumer<List<Feedback>> topic;
    private final AuditTrail audit;
    private final InstantSource clock;

    /** @param topic writes statements to the feedback topic, all taken by Kafka on return */
    public AlertDismissals(
            Repositories data, Alerts alerts, Consumer<List<Feedback>> topic, AuditTrail audit, InstantSource clock) {
        this.data = data;
        this.alerts = alerts;
        this.statements = new IdentityStatements(data.sightings(), data.labels());
        this.topic = topic;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * What is wrong with an alert.
     *
     * @param verdict {@code wrong-person} or {@code false-alarm}
     */
    public record DismissalDraft(String verdict, @Nullable String note) {}

    List<Route> routes() {
        String path = "/alerts/{alert}/dismissal";
        return List.of(
                new Route(
                        HandlerType.PUT,
                        path,
                        "dismissAlert",
                        Right.CORRECT_PEOPLE,
                        Route.form(Route.Shape.ONE, Alerts.AlertItem.class),
                        this::dismiss),
                new Route(
                        HandlerType.DELETE,
                        path,
                        "restoreAlert",
                        Right.CORRECT_PEOPLE,
                        Route.form(Route.Shape.ONE, Alerts.AlertItem.class),
                        this::restore));
    }

    private Answer dismiss(Request request) {
        AlertView alert = alerts.find(request);
        DismissalDraft draft = request.body(DismissalDraft.class);
        Dismissal.Verdict verdict = verdict(draft.verdict());
        String note = Alerts.note(draft.note());
        if (standing(alert).isPresent()) {
            throw dismissed(alert);
        }
        String by = request.caller().name();
        List<Feedback> said = verdict == Dismissal.Verdict.WRONG_PERSON ? different(alert, by) : List.of();
        Dismissal dismissal = new Dismissal(
                alert.alertId(),
                verdict,
                by,
                clock.instant(),
                note,
                said.stream().map(AlertDismissals::pair).toList());
        audit.did(
                request.caller(),
                "alert.dismiss",
                alert.alertId(),
                AlertReading.site(alert),
                new AuditTrail.Details(note, AlertReading.word(verdict) + "; not the same: " + dismissal.pairs()));
        say(said); // First, so that a failure here can be asked again.
        if (!data.dismissals().add(dismissal)) {
            throw dismissed(alert);
        }
        return Answer.of(alerts.item(alert));
    }

    private Answer restore(Request request) {
        AlertView alert = alerts.find(request);
        Dismissal gone = standing(alert).orElseThrow(() -> ApiProblem.missing("dismissal of alert", alert.alertId()));
        audit.did(
                request.caller(),
                "alert.restore",
                alert.alertId(),
                AlertReading.site(alert),
                new AuditTrail.Details("", "taken back: " + gone.pairs()));
        Statement statement =
                new Statement(AlertReading.site(alert), request.caller().name(), clock.millis() * 1_000);
        say(gone.pairs().stream()
                .map(pair -> statement.withdrawn(pair.left(), pair.right()))
                .toList());
        data.dismissals().remove(alert.alertId());
        return Answer.of(alerts.item(alert));
    }

    private Optional<Dismissal> standing(AlertView alert) {
        return Optional.ofNullable(
                data.dismissals().of(List.of(alert.alertId())).get(alert.alertId()));
    }

    private static ApiProblem dismissed(AlertView alert) {
        return ApiProblem.conflict("alert '" + alert.alertId() + "' was dismissed already; restore it first");
    }

    private void say(List<Feedback> said) {
        if (!said.isEmpty()) {
            topic.accept(said);
        }
    }

    private static Dismissal.Verdict verdict(String word) {
        return Arrays.stream(Dismissal.Verdict.values())
                .filter(verdict -> AlertReading.word(verdict).equals(word))
                .findFirst()
                .orElseThrow(() -> ApiProblem.bad("verdict = '" + word + "' must be wrong-person or false-alarm"));
    }

    private static Dismissal.Pair pair(Feedback said) {
        PairLabel pair = said.getPair();
        return pair.getCropUri().isEmpty()
                ? new Dismissal.Pair(pair.getTrackletId(), pair.getOtherTrackletId())
                : new Dismissal.Pair(pair.getCropUri(), pair.getOtherCropUri());
    }

    /** What can be said of pairs; nothing when the person was seen only this once. */
    private List<Feedback> different(AlertView alert, String by) {
        long now = clock.millis() * 1_000;
        Optional<SightingView> seen = AlertReading.tracklet(alert).flatMap(data.sightings()::find);
        JsonNode details = AlertReading.details(alert);
        if (seen.isEmpty()) {
            return List.of();
        }
        if (details.path("watchlist").has("entry")) {
            return notListed(seen.get(), details, new Statement(AlertReading.site(alert), by, now));
        }
        if (!alert.subject().equals(Optional.of(seen.get().identityId()))) {
            return List.of(); // Somebody has corrected it before.
        }
        try {
            return statements.notThisPerson(seen.get().sightingId(), by, now);
        } catch (UserError e) {
            return List.of(); // The identity has no other tracklet that it could be told from.
        }
    }

    private List<Feedback> notListed(SightingView seen, JsonNode details, Statement statement) {
        Modality modality =
                details.path("match").path("modality").asText("face").equals("face")
                        ? Modality.MODALITY_FACE
                        : Modality.MODALITY_PERSON;
        Optional<CropReference> shown = seen.exemplars().stream()
                .filter(exemplar -> exemplar.modality() == modality)
                .map(ExemplarView::crop)
                .flatMap(Optional::stream)
                .findFirst();
        Optional<CropReference> listed = data.watchlist()
                .find(details.path("watchlist").path("entry").asText())
                .flatMap(entry -> entry.crop(modality));
        return shown.isEmpty() || listed.isEmpty() || shown.equals(listed)
                ? List.of()
                : List.of(statement.ofCrops(shown.get().uri(), listed.get().uri(), false));
    }
}
