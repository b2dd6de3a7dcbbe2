package dev.sightline.console.api;

import java.util.List;
import java.util.stream.Stream;

/**
 * Everything that can be asked for.
 *
 * @param cameras cameras and live tracks
 * @param cameraDesk setting cameras up
 * @param identities people
 * @param sightings their stays
 * @param search finds people by what they look like
 * @param corrections what people say about who is who
 * @param labels pairs to be labeled
 * @param alerts alerts
 * @param snoozes what is quiet
 * @param dismissals alerts that should not have been raised
 * @param rules what raises alerts
 * @param webhooks where alerts are sent
 * @param watchlist who is looked for
 * @param models models
 * @param topology ways between cameras
 * @param users users
 * @param tokens tokens
 * @param audit the audit log
 * @param erasures erasing people, and retention
 * @param access what is kept about one person
 * @param system the rest
 */
public record Api(
        Cameras cameras,
        CameraDesk cameraDesk,
        Identities identities,
        Sightings sightings,
        SearchDesk search,
        Corrections corrections,
        Labels labels,
        Alerts alerts,
        AlertSnoozes snoozes,
        AlertDismissals dismissals,
        RuleDesk rules,
        WebhookDesk webhooks,
        Watchlist watchlist,
        Models models,
        Topology topology,
        Users users,
        Tokens tokens,
        AuditDesk audit,
        Erasures erasures,
        SubjectAccess access,
        SystemDesk system) {
    /** Where the API begins; the version is part of it. */
    public static final String BASE = "/api/v1";

    /** The one table of routes. */
    public List<Route> routes() {
        return Stream.of(
                        cameras.routes(),
                        cameraDesk.routes(),
                        identities.routes(),
                        sightings.routes(),
                        search.routes(),
                        corrections.routes(),
                        labels.routes(),
                        alerts.routes(),
                        snoozes.routes(),
                        dismissals.routes(),
                        rules.routes(),
                        webhooks.routes(),
                        watchlist.routes(),
                        models.routes(),
                        topology.routes(),
                        users.routes(),
                        tokens.routes(),
                        audit.routes(),
                        erasures.routes(),
                        access.routes(),
                        system.routes())
                .flatMap(List::stream)
                .toList();
    }
}
