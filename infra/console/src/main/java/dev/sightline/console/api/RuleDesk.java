package dev.sightline.console.api;

import dev.sightline.console.access.AuditTrail;
import dev.sightline.console.access.Caller;
import dev.sightline.console.access.Right;
import dev.sightline.console.live.CameraBoard;
import dev.sightline.console.live.RuleBoard;
import dev.sightline.contracts.id.Ids;
import dev.sightline.contracts.rule.RuleDefaults;
import dev.sightline.contracts.v1.AlertRule;
import dev.sightline.contracts.v1.Dwell;
import dev.sightline.contracts.v1.Origin;
import dev.sightline.contracts.v1.UnknownPerson;
import dev.sightline.contracts.v1.WatchlistHit;
import dev.sightline.platform.text.ConstantWord;
import io.javalin.http.HandlerType;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What raises alerts: the rules, changing them, and what one would have raised lately. */
public final class RuleDesk {
    private static final Duration LONGEST = Duration.ofDays(30);

    private final RuleBoard board;
    private final CameraBoard cameras;
    private final RuleSetup setup;
    private final RulePreviews previews;
    private final AuditTrail audit;

    public RuleDesk(Repositories data, RuleBoard board, CameraBoard cameras, RuleSetup setup, AuditTrail audit) {
        this.board = board;
        this.cameras = cameras;
        this.setup = setup;
        this.previews = new RulePreviews(data, cameras);
        this.audit = audit;
    }

    /**
     * A rule.
     *
     * @param when watchlist-hit, unknown-person or dwell
     * @param cameras where it holds; empty: everywhere
     * @param cooldownSeconds no second alert for one person within this time
     * @param atLeastSeconds dwell: how long somebody has to stay
     * @param origin configuration, command, or unspecified
     * @param changeable whether you may change it here; what a configuration file declares is changed there
     */
    public record RuleItem(
            String rule,
            String when,
            List<String> cameras,
            double cooldownSeconds,
            @Nullable Double atLeastSeconds,
            String origin,
            boolean changeable) {}

    /**
     * A rule as it is to be.
     *
     * @param when watchlist-hit, unknown-person or dwell
     * @param cameras left out: everywhere
     * @param cooldownSeconds left out: 600
     * @param atLeastSeconds dwell only; left out: 60
     */
    public record RuleDraft(
            String when,
            @Nullable List<String> cameras,
            @Nullable Double cooldownSeconds,
            @Nullable Double atLeastSeconds) {}

    List<Route> routes() {
        String one = "/rules/{rule}";
        return List.of(
                Route.list("/rules", "listRules", Right.SEE_ALERTS, RuleItem.class, r -> Answer.all(list(r.caller()))),
                new Route(
                        HandlerType.PUT,
                        one,
                        "putRule",
                        Right.CHANGE_RULES,
                        Route.form(Route.Shape.ONE, RuleItem.class),
                        this::put),
                new Route(
                        HandlerType.DELETE,
                        one,
                        "removeRule",
                        Right.CHANGE_RULES,
                        Route.form(Route.Shape.NOTHING, Void.class),
                        this::remove),
                new Route(
                        HandlerType.POST,
                        "/rules/preview",
                        "previewRule",
                        Right.CHANGE_RULES,
                        Route.form(Route.Shape.ONE, RulePreviews.PreviewReply.class),
                        this::preview));
    }

    /** Those that hold for a camera which the caller may see. */
    public List<RuleItem> list(Caller caller) {
        Set<String> seen = seen(caller);
        return board.all().stream()
                .filter(rule -> rule.getCameraIdsCount() == 0
                        || rule.getCameraIdsList().stream().anyMatch(seen::contains))
                .map(rule -> item(rule, caller, seen))
                .toList();
    }

    private Answer put(Request request) {
        AlertRule rule = rule(request.path("rule"), request.body(RuleDraft.class), request.caller());
        board.find(rule.getRuleId()).ifPresent(before -> requireChangeable(before, request.caller()));
        did(request, "rule.put", rule);
        setup.put(rule);
        board.rule(rule.getRuleId(), Optional.of(rule));
        return Answer.of(item(rule, request.caller()));
    }

    private Answer remove(Request request) {
        String id = request.path("rule");
        AlertRule rule = board.find(id).orElseThrow(() -> ApiProblem.missing("rule", id));
        requireChangeable(rule, request.caller());
        did(request, "rule.remove", rule);
        setup.remove(id);
        board.rule(id, Optional.empty());
        return new Answer.Nothing();
    }

    private Answer preview(Request request) {
        Caller caller = request.caller();
        AlertRule rule = rule("preview", request.body(RuleDraft.class), caller);
        audit.saw(caller, "rule.preview", String.join(",", rule.getCameraIdsList()), "");
        return Answer.of(previews.lately(rule, caller));
    }

    private AlertRule rule(String id, RuleDraft draft, Caller caller) {
        try {
            Ids.requireName("rule", id);
        } catch (IllegalArgumentException e) {
            throw ApiProblem.bad(String.valueOf(e.getMessage()));
        }
        AlertRule.Builder rule = AlertRule.newBuilder()
                .setRuleId(id)
                .setOrigin(Origin.ORIGIN_COMMAND)
                .setCooldownUs(micros("cooldownSeconds", draft.cooldownSeconds(), RuleDefaults.COOLDOWN));
        Optional.ofNullable(draft.cameras()).ifPresent(rule::addAllCameraIds);
        switch (draft.when()) {
            case "watchlist-hit" -> rule.setWatchlistHit(WatchlistHit.getDefaultInstance());
            case "unknown-person" -> rule.setUnknownPerson(UnknownPerson.getDefaultInstance());
            case "dwell" ->
                rule.setDwell(Dwell.newBuilder()
                        .setAtLeastUs(micros("atLeastSeconds", draft.atLeastSeconds(), RuleDefaults.AT_LEAST)));
            default ->
                throw ApiProblem.bad(
                        "when = '" + draft.when() + "' must be one of watchlist-hit, unknown-person, dwell");
        }
        requireCameras(rule.getCameraIdsList(), caller);
        return rule.build();
    }

    private static long micros(String field, @Nullable Double seconds, Duration otherwise) {
        if (seconds == null) {
            return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.EPOCH.plus(otherwise));
        }
        if (!(seconds >= 0 && seconds <= LONGEST.toSeconds())) {
            throw ApiProblem.bad(field + " = " + seconds + " must be 0 to " + LONGEST.toSeconds() + " seconds");
        }
        return Math.round(seconds * 1e6);
    }

    private void requireCameras(List<String> ids, Caller caller) {
        Set<String> seen = seen(caller);
        for (String id : ids) {
            if (!seen.contains(id)) {
                throw ApiProblem.bad("there is no camera '" + id + "' that you may see");
            }
        }
        if (ids.isEmpty() && !seesAll(caller)) {
            throw ApiProblem.forbidden("you may only change rules of your own cameras; name them");
        }
    }

    private void requireChangeable(AlertRule rule, Caller caller) {
        if (rule.getOrigin() == Origin.ORIGIN_CONFIGURATION) {
            throw ApiProblem.conflict("the configuration file declares rule '" + rule.getRuleId()
                    + "'; change it there, or its next start undoes what is changed here");
        }
        if (!isOwn(rule, caller)) {
            throw ApiProblem.forbidden("rule '" + rule.getRuleId() + "' holds for cameras that you may not see");
        }
    }

    private boolean isOwn(AlertRule rule, Caller caller) {
        return isOwn(rule, caller, seen(caller));
    }

    private static boolean isOwn(AlertRule rule, Caller caller, Set<String> seen) {
        return seesAll(caller) || (rule.getCameraIdsCount() > 0 && seen.containsAll(rule.getCameraIdsList()));
    }

    private static boolean seesAll(Caller caller) {
        return caller.scope().sites().isEmpty() && caller.scope().cameras().isEmpty();
    }

    private Set<String> seen(Caller caller) {
        return cameras.all().stream()
                .filter(entry -> Cameras.isIn(caller, entry))
                .map(entry -> entry.camera().getCameraId())
                .collect(Collectors.toSet());
    }

    private void did(Request request, String action, AlertRule rule) {
        RuleItem item = item(rule, request.caller());
        String dwell = item.atLeastSeconds() == null ? "" : "; at least " + item.atLeastSeconds() + " s";
        audit.did(
                request.caller(),
                action,
                rule.getRuleId(),
                "",
                new AuditTrail.Details(
                        "",
                        "when: " + item.when() + "; cameras: " + item.cameras() + "; cooldown: "
                                + item.cooldownSeconds() + " s" + dwell));
    }

    private RuleItem item(AlertRule rule, Caller caller) {
        return item(rule, caller, seen(caller));
    }

    /** @param seen cameras that the caller may see */
    private static RuleItem item(AlertRule rule, Caller caller, Set<String> seen) {
        return new RuleItem(
                rule.getRuleId(),
                ConstantWord.of(rule.getConditionCase()),
                rule.getCameraIdsList(),
                rule.getCooldownUs() / 1e6,
                rule.hasDwell() ? rule.getDwell().getAtLeastUs() / 1e6 : null,
                ConstantWord.of(rule.getOrigin(), "ORIGIN_"),
                caller.may(Right.CHANGE_RULES)
                        && rule.getOrigin() != Origin.ORIGIN_CONFIGURATION
                        && isOwn(rule, caller, seen));
    }
}
