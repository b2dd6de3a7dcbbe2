package dev.sightline.console.web;

import dev.sightline.console.access.Caller;
import dev.sightline.console.api.Answer;
import dev.sightline.console.api.Api;
import dev.sightline.console.api.ApiProblem;
import dev.sightline.console.api.Json;
import dev.sightline.console.api.Request;
import dev.sightline.console.api.Route;
import dev.sightline.console.api.Watchlist;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Optional;
import java.util.Set;

/** Serves the table of routes. */
final class ApiServer {
    private static final int LARGEST_BODY = 64 << 10;
    /** What takes photos, and bounds them itself. */
    private static final Set<String> WITH_PHOTOS = Set.of("addToWatchlist", "searchPeople");

    /** Photos in Base64. */
    static final long LARGEST_OF_ALL = Watchlist.LARGEST_PHOTO / 3 * 4 + (1 << 20);

    private final RequestGuard guard;
    private final LiveStreams streams;
    private final Repeats repeats;

    ApiServer(RequestGuard guard, LiveStreams streams, Repeats repeats) {
        this.guard = guard;
        this.streams = streams;
        this.repeats = repeats;
    }

    void serve(Api api, RoutesConfig routes) {
        api.routes()
                .forEach(route ->
                        routes.addHttpHandler(route.method(), Api.BASE + route.path(), web -> handle(route, web)));
    }

    private void handle(Route route, Context web) {
        Caller caller = guard.require(web, route.right());
        Request request = new Request(caller, web);
        if (!route.writes()) {
            send(route.endpoint().answer(request), request);
            return;
        }
        guard.requireOwnPage(caller, Optional.ofNullable(web.header(RequestGuard.CSRF_HEADER)));
        int size = web.bodyAsBytes().length;
        if (size > LARGEST_BODY && !WITH_PHOTOS.contains(route.operation())) {
            throw ApiProblem.large("the body has " + size + " bytes; at most " + LARGEST_BODY + " are taken here");
        }
        send(repeats.once(route, request), request);
    }

    private void send(Answer answer, Request request) {
        Context web = request.web();
        if (answer instanceof Answer.Document document) {
            web.status(document.status()).contentType("application/json").result(Json.bytes(document.body()));
        } else if (answer instanceof Answer.Picture picture) {
            web.contentType("image/jpeg").result(picture.jpeg());
        } else if (answer instanceof Answer.Text text) {
            web.contentType(text.type()).result(text.text());
        } else if (answer instanceof Answer.Follow follow) {
            streams.open(request.caller(), follow, web);
        } else {
            web.status(204);
        }
    }
}
