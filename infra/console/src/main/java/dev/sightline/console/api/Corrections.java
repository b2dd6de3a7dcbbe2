package dev.sightline.console.api;

import dev.sightline.console.access.AuditTrail;
import dev.sightline.console.access.Right;
import dev.sightline.contracts.feedback.Statement;
import dev.sightline.contracts.v1.Feedback;
import dev.sightline.platform.problem.UserError;
import dev.sightline.store.label.IdentityStatements;
import dev.sightline.store.sighting.SightingView;
import io.javalin.http.HandlerType;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What people say about who is who. Each is a statement about tracklets on the feedback topic: the matcher obeys it at once,
 * in every replay and after every change of model, and training learns from it. The opposite statement takes it back.
 */
public final class Corrections {
    private final Identities identities;
    private final Sightings sightings;
    private final IdentityStatements statements;
    private final Consumer<List<Feedback>> topic;
    private final AuditTrail audit;
    private final InstantSource clock;

    /** @param topic writes statements to the feedback topic, all taken by Kafka on return */
    public Corrections(
            Repositories data,
            Identities identities,
            Consumer<List<Feedback>> topic,
            AuditTrail audit,
            InstantSource clock) {
        this.identities = identities;
        this.sightings = identities.sightings();
        this.statements = new IdentityStatements(data.sightings(), data.labels());
        this.topic = topic;
        this.audit = audit;
        this.clock = clock;
    }

    /** The identity that is taken over. */
    public record MergeDraft(String other) {}

    /** Sightings of one identity that are one other person. */
    public record SplitDraft(List<String> sightings) {}

    /** Two sightings that show the same person, or two people. */
    public record PairDraft(String sighting, String other, boolean same) {}

    /** Ids of the statements that were written. */
    public record SaidItem(List<String> statements) {}

    List<Route> routes() {
        String identity = "/identities/{site}/{person}";
        return List.of(
                route(identity + "/merge", "mergeIdentities", this::merge),
                route(identity + "/split", "splitIdentity", this::split),
                route("/sightings/{camera}/{session}/{tracklet}/not-this-person", "notThisPerson", this::notThisPerson),
                route("/labels", "labelPair", this::label));
    }

    private static Route route(String path, String operation, Endpoint endpoint) {
        return new Route(
                HandlerType.POST,
                path,
                operation,
                Right.CORRECT_PEOPLE,
                Route.form(Route.Shape.ONE, SaidItem.class),
                endpoint);
    }

    private Answer merge(Request request) {
        String stays = request.identity();
        String goes = request.body(MergeDraft.class).other();
        identities.find(request.caller(), stays);
        identities.find(request.caller(), goes);
        return say(
                request,
                "identity.merge",
                stays,
                "takes over " + goes,
                () -> statements.merge(stays, goes, request.caller().name(), nowUs()));
    }

    private Answer split(Request request) {
        String identity = request.identity();
        List<String> leaving = request.body(SplitDraft.class).sightings();
        if (leaving.isEmpty()) {
            throw ApiProblem.bad("sightings must name at least one");
        }
        identities.find(request.caller(), identity);
        leaving.forEach(id -> sightings.find(request.caller(), id));
        return say(
                request,
                "identity.split",
                identity,
                "without " + leaving,
                () -> statements.split(identity, leaving, request.caller().name(), nowUs()));
    }

    private Answer notThisPerson(Request request) {
        SightingView sighting = sightings.find(request.caller(), request.sighting());
        return say(
                request,
                "identity.not",
                sighting.identityId(),
                "is not " + sighting.sightingId(),
                () -> statements.notThisPerson(
                        sighting.sightingId(), request.caller().name(), nowUs()));
    }

    private Answer label(Request request) {
        PairDraft draft = request.body(PairDraft.class);
        SightingView one = sightings.find(request.caller(), draft.sighting());
        SightingView other = sightings.find(request.caller(), draft.other());
        if (one.sightingId().equals(other.sightingId()) || !one.siteId().equals(other.siteId())) {
            throw ApiProblem.bad("sighting and other must be two sightings of one site");
        }
        String what = (draft.same() ? "same as " : "not ") + other.sightingId();
        return say(
                request,
                "label.add",
                one.sightingId(),
                what,
                () -> List.of(new Statement(one.siteId(), request.caller().name(), nowUs())
                        .ofTracklets(one.sightingId(), other.sightingId(), draft.same())));
    }

    private Answer say(
            Request request, String action, String object, String detail, Supplier<List<Feedback>> statement) {
        List<Feedback> said;
        try {
            said = statement.get();
        } catch (UserError e) {
            throw ApiProblem.conflict(String.valueOf(e.getMessage()));
        }
        audit.did(request.caller(), action, object, said.get(0).getSiteId(), new AuditTrail.Details("", detail));
        topic.accept(said);
        return new Answer.Document(
                202, new SaidItem(said.stream().map(Feedback::getFeedbackId).toList()));
    }

    private long nowUs() {
        return clock.millis() * 1_000;
    }
}
