package dev.sightline.console.api;

import java.util.List;
import java.util.stream.Stream;

/**
 * Everything that can be asked for.
 *
 * @param cameras cameras and live tracks
 * @param identities people
 * @param sightings their stays
 * @param corrections what people say about who is who
 * @param alerts alerts
 * @param watchlist who is looked for
 * @param models models
 * @param users users
 * @param tokens tokens
 * @param audit the audit log
 * @param erasures erasing people, and retention
 * @param system the rest
 */
public record Api(
        Cameras cameras,
        Identities identities,
        Sightings sightings,
        Corrections corrections,
        Alerts alerts,
        Watchlist watchlist,
        Models models,
        Users users,
        Tokens tokens,
        AuditDesk audit,
        Erasures erasures,
        SystemDesk system) {
    /** Where the API begins; the version is part of it. */
    public static final String BASE = "/api/v1";

    /** The one table of routes. */
    public List<Route> routes() {
        return Stream.of(
                        cameras.routes(),
                        identities.routes(),
                        sightings.routes(),
                        corrections.routes(),
                        alerts.routes(),
                        watchlist.routes(),
                        models.routes(),
                        users.routes(),
                        tokens.routes(),
                        audit.routes(),
                        erasures.routes(),
                        system.routes())
                .flatMap(List::stream)
                .toList();
    }
}
