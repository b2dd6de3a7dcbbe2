package dev.sightline.console.api;

import dev.sightline.console.access.AuditTrail;
import dev.sightline.console.access.Caller;
import dev.sightline.console.access.Right;
import dev.sightline.platform.problem.UserError;
import dev.sightline.store.erasure.ErasureRequest;
import dev.sightline.store.erasure.ErasureTable;
import dev.sightline.store.erasure.Receipt;
import dev.sightline.store.identity.IdentityView;
import dev.sightline.store.retention.RetentionState;
import io.javalin.http.HandlerType;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Erasing people, with receipts, and how long what is kept. */
public final class Erasures {
    private static final int MOST = 500;

    private final ErasureTable table;
    private final Identities identities;
    private final Erasing erasing;
    private final AuditTrail audit;
    private final InstantSource clock;

    public Erasures(ErasureTable table, Identities identities, Erasing erasing, AuditTrail audit, InstantSource clock) {
        this.table = table;
        this.identities = identities;
        this.erasing = erasing;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Who is to be erased.
     *
     * @param watchlist whether watchlist entries go too that an alert took the person for
     */
    public record ErasureDraft(String identity, String reason, boolean watchlist) {}

    /**
     * What came of an erasure.
     *
     * @param state running, partial or done
     * @param hours after so many hours from the request topics hold nothing of the person any more
     */
    public record ErasureItem(
            String erasure,
            String site,
            String identity,
            String by,
            String reason,
            boolean watchlist,
            Instant requested,
            String state,
            Instant changed,
            long hours,
            List<ErasedStore> stores) {}

    /**
     * What came of it in one store.
     *
     * @param goneBy when what goes by time is gone; left out: now
     * @param named what can only be named, such as data sets that hold the person
     * @param problem why it is not done; left out when it is
     * @param topics of the topics: when the last copy is gone from each
     */
    public record ErasedStore(
            String store,
            long removed,
            long left,
            String how,
            @Nullable Instant goneBy,
            List<String> named,
            @Nullable String problem,
            List<TopicTime> topics) {}

    /**
     * When nothing is left in a topic, by the settings that it had in Kafka at the erasure.
     *
     * @param hours whole hours from the request that are enough
     */
    public record TopicTime(String topic, long hours, Instant goneBy) {}

    /**
     * How long what is kept.
     *
     * @param looked when it was last enforced; left out: not since the start
     * @param cropBytes of the crop folder; left out where it was not looked through
     * @param topicHours after so many hours topics hold nothing any more of who is erased
     */
    public record RetentionItem(
            @Nullable Instant looked,
            @Nullable Long cropBytes,
            long cropBudget,
            long topicHours,
            List<RetentionClass> classes) {}

    /** One class of what is kept. */
    public record RetentionClass(
            String kind, long keepSeconds, @Nullable Instant oldest, long overdueSeconds, boolean late) {}

    List<Route> routes() {
        return List.of(
                Route.list(
                        "/erasures",
                        "listErasures",
                        Right.ERASE_PEOPLE,
                        ErasureItem.class,
                        r -> Answer.all(list(r.caller()))),
                new Route(
                        HandlerType.POST,
                        "/erasures",
                        "erasePerson",
                        Right.ERASE_PEOPLE,
                        Route.form(Route.Shape.ONE, ErasureItem.class),
                        this::erase),
                Route.one("/erasures/{erasure}", "getErasure", Right.ERASE_PEOPLE, ErasureItem.class, this::one),
                Route.one(
                        "/retention",
                        "getRetention",
                        Right.ERASE_PEOPLE,
                        RetentionItem.class,
                        r -> Answer.of(retention())));
    }

    /** Those of the caller's sites, newest first. */
    public List<ErasureItem> list(Caller caller) {
        return table.newest(MOST).stream()
                .filter(receipt -> isIn(caller, receipt))
                .map(Erasures::item)
                .toList();
    }

    private Answer one(Request request) {
        Receipt receipt = table.find(request.path("erasure"))
                .filter(found -> isIn(request.caller(), found))
                .orElseThrow(() -> ApiProblem.missing("erasure", request.path("erasure")));
        return Answer.of(item(receipt));
    }

    private Answer erase(Request request) {
        ErasureDraft draft = request.body(ErasureDraft.class);
        if (!request.caller().scope().cameras().isEmpty()) {
            throw ApiProblem.forbidden(
                    "a person is erased from all cameras of a site, and you may not see all of them");
        }
        IdentityView view = identities.find(request.caller(), draft.identity().strip());
        ErasureRequest erasure = request(request.caller(), view, draft);
        try {
            erasing.require(view.identityId());
        } catch (UserError e) {
            throw ApiProblem.conflict(String.valueOf(e.getMessage()));
        }
        // The entry names the receipt and not the person: what names the person is about to lose its text.
        audit.did(request.caller(), "identity.erase", erasure.erasureId(), view.siteId(), erasure.reason());
        return new Answer.Document(202, item(erasing.erase(erasure)));
    }

    private ErasureRequest request(Caller caller, IdentityView view, ErasureDraft draft) {
        try {
            return new ErasureRequest(
                    UUID.randomUUID().toString(),
                    view.siteId(),
                    view.identityId(),
                    caller.name(),
                    draft.reason().strip(),
                    draft.watchlist(),
                    clock.instant().truncatedTo(ChronoUnit.MILLIS));
        } catch (IllegalArgumentException e) {
            throw ApiProblem.bad(String.valueOf(e.getMessage()));
        }
    }

    /** How long what is kept, and how that is now. */
    public RetentionItem retention() {
        RetentionState state = erasing.retention();
        return new RetentionItem(
                state.lookedAt().orElse(null),
                state.cropBytes() < 0 ? null : Long.valueOf(state.cropBytes()),
                state.cropBudget(),
                erasing.topicHours(),
                state.classes().stream()
                        .map(of -> new RetentionClass(
                                of.kind().label(),
                                of.keep().toSeconds(),
                                of.oldest().orElse(null),
                                of.overdue().toSeconds(),
                                of.late()))
                        .toList());
    }

    private static boolean isIn(Caller caller, Receipt receipt) {
        return caller.scope().sites().isEmpty() || caller.scope().sites().contains(receipt.site());
    }

    private static ErasureItem item(Receipt receipt) {
        return new ErasureItem(
                receipt.erasureId(),
                receipt.site(),
                receipt.identity(),
                receipt.by(),
                receipt.reason(),
                receipt.watchlist(),
                Instant.parse(receipt.requestedAt()),
                receipt.state(),
                Instant.parse(receipt.changedAt()),
                receipt.hours(),
                receipt.parts().stream().map(Erasures::store).toList());
    }

    private static ErasedStore store(Receipt.Part part) {
        return new ErasedStore(
                part.store(),
                part.removed(),
                part.left(),
                part.how(),
                Optional.ofNullable(part.goneBy()).map(Instant::parse).orElse(null),
                part.named(),
                part.problem(),
                part.topics().stream()
                        .map(time -> new TopicTime(time.topic(), time.hours(), Instant.parse(time.goneBy())))
                        .toList());
    }
}
