package dev.sightline.console.api;

import dev.sightline.console.access.AuditTrail;
import dev.sightline.console.access.Right;
import dev.sightline.store.account.Scope;
import dev.sightline.store.model.ModelAlias;
import dev.sightline.store.model.ModelChange;
import dev.sightline.store.model.ModelVersion;
import io.javalin.http.HandlerType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The registered models and which of them serve. */
public final class Models {
    private final Repositories data;
    private final Rollouts rollouts;
    private final AuditTrail audit;

    public Models(Repositories data, Rollouts rollouts, AuditTrail audit) {
        this.data = data;
        this.rollouts = rollouts;
        this.audit = audit;
    }

    /**
     * A model.
     *
     * @param aliases champion, challenger or previous of its task; empty for none of them
     * @param gate what the comparison with the champion said
     * @param erased whether it learned from somebody who was erased since, itself or by its parent
     */
    public record ModelItem(
            String model,
            String task,
            List<String> aliases,
            String gate,
            String gateSummary,
            @Nullable String parent,
            String sha256,
            String registeredBy,
            Instant registered,
            boolean erased) {}

    /**
     * A model that is to take over.
     *
     * @param model id@version, an id, or {@code challenger}
     * @param force why it may although the gate did not pass it
     */
    public record PromotionDraft(String model, @Nullable String force) {}

    /**
     * A task that is to go back to what served before.
     *
     * @param task such as {@code person-descriptor}
     */
    public record RollbackDraft(String task, String reason) {}

    /** A site whose pictures the person descriptor is to learn on from. */
    public record AdaptationDraft(String site) {}

    /**
     * A change of models, under way or over.
     *
     * @param cancellable whether it can be stopped
     * @param said what was done, the newest last
     * @param done stored pictures that were looked at
     * @param total stored pictures that are to be; 0 while that is not known
     * @param failure why it ended before its time
     */
    public record RolloutItem(
            String what,
            String by,
            Instant begun,
            boolean running,
            boolean cancellable,
            List<String> said,
            long done,
            long total,
            @Nullable String failure) {}

    /** Something that happened to models. */
    public record ModelChangeItem(
            Instant at,
            String action,
            String task,
            String model,
            @Nullable String replaced,
            String by,
            String reason) {}

    List<Route> routes() {
        return List.of(
                Route.list("/models", "listModels", Right.SEE_MODELS, ModelItem.class, request -> Answer.all(list())),
                Route.list(
                        "/models/history",
                        "listModelChanges",
                        Right.SEE_MODELS,
                        ModelChangeItem.class,
                        request -> Answer.all(history())),
                Route.list(
                        "/models/rollouts",
                        "listRollouts",
                        Right.SEE_MODELS,
                        RolloutItem.class,
                        request -> Answer.all(rollout().stream().toList())),
                new Route(
                        HandlerType.POST,
                        "/models/promotions",
                        "promoteModel",
                        Right.CHANGE_MODELS,
                        Route.form(Route.Shape.ONE, RolloutItem.class),
                        this::promote),
                new Route(
                        HandlerType.POST,
                        "/models/rollbacks",
                        "rollBackModel",
                        Right.CHANGE_MODELS,
                        Route.form(Route.Shape.ONE, RolloutItem.class),
                        this::rollBack),
                new Route(
                        HandlerType.POST,
                        "/models/adaptations",
                        "adaptModel",
                        Right.CHANGE_MODELS,
                        Route.form(Route.Shape.ONE, RolloutItem.class),
                        this::adapt),
                new Route(
                        HandlerType.DELETE,
                        "/models/adaptations",
                        "cancelAdaptation",
                        Right.CHANGE_MODELS,
                        Route.form(Route.Shape.NOTHING, Void.class),
                        this::cancel));
    }

    private Answer promote(Request request) {
        requireEverywhere(request);
        PromotionDraft draft = request.body(PromotionDraft.class);
        Optional<String> force =
                Optional.ofNullable(draft.force()).map(String::strip).filter(why -> !why.isEmpty());
        audit.did(
                request.caller(),
                "model.promote",
                draft.model(),
                "",
                new AuditTrail.Details(force.orElse(""), force.isPresent() ? "forced" : ""));
        rollouts.promote(draft.model(), force, request.caller().name());
        return begun();
    }

    private Answer rollBack(Request request) {
        requireEverywhere(request);
        RollbackDraft draft = request.body(RollbackDraft.class);
        audit.did(request.caller(), "model.rollback", draft.task(), "", draft.reason());
        rollouts.rollback(draft.task(), draft.reason(), request.caller().name());
        return begun();
    }

    private Answer adapt(Request request) {
        requireEverywhere(request);
        String site = request.body(AdaptationDraft.class).site();
        if (!sites().contains(site)) {
            throw ApiProblem.bad("nobody was seen at a site '" + site + "'; there are " + sites());
        }
        audit.did(request.caller(), "model.adapt", "", site, "");
        rollouts.adapt(site, request.caller().name());
        return begun();
    }

    private Answer cancel(Request request) {
        requireEverywhere(request);
        audit.did(request.caller(), "model.adapt.cancel", "", "", "");
        rollouts.cancelAdaptation();
        return new Answer.Nothing();
    }

    /** Where anybody was seen. */
    public List<String> sites() {
        return data.sightings().sites();
    }

    /** A model serves all sites. */
    private static void requireEverywhere(Request request) {
        if (!request.caller().scope().equals(Scope.ALL)) {
            throw ApiProblem.forbidden("a model serves every site; only who may see all sites may change it");
        }
    }

    private Answer begun() {
        return new Answer.Document(
                202, rollout().orElseThrow(() -> ApiProblem.unavailable("nothing has begun; the log says why")));
    }

    /** The change that is under way, or the last one. */
    public Optional<RolloutItem> rollout() {
        return rollouts.progress()
                .map(p -> new RolloutItem(
                        p.what(),
                        p.by(),
                        p.begun(),
                        p.running(),
                        p.cancellable(),
                        p.said(),
                        p.done(),
                        p.total(),
                        p.failure().orElse(null)));
    }

    /** What happened, newest first. */
    public List<ModelChangeItem> history() {
        List<ModelChange> changes = new ArrayList<>(data.models().history());
        Collections.reverse(changes);
        return changes.stream()
                .map(c -> new ModelChangeItem(
                        c.at(),
                        c.action().name().toLowerCase(Locale.ROOT),
                        c.task(),
                        c.modelId(),
                        c.replaced().orElse(null),
                        c.by(),
                        c.reason()))
                .toList();
    }

    /** All, oldest first. */
    public List<ModelItem> list() {
        Set<String> learned = data.learned().fromErased();
        return data.models().versions().stream()
                .map(version -> item(version, learned.contains(version.modelId())))
                .toList();
    }

    private ModelItem item(ModelVersion version, boolean erased) {
        Map<ModelAlias, String> aliases = data.models().aliases(version.task());
        return new ModelItem(
                version.modelId(),
                version.task(),
                aliases.entrySet().stream()
                        .filter(entry -> entry.getValue().equals(version.modelId()))
                        .map(entry -> entry.getKey().name().toLowerCase(Locale.ROOT))
                        .toList(),
                version.gate().name().toLowerCase(Locale.ROOT),
                version.gateSummary(),
                version.parent().orElse(null),
                version.sha256(),
                version.registeredBy(),
                version.registeredAt(),
                erased);
    }
}
