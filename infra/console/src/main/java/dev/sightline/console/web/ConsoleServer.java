package dev.sightline.console.web;

import dev.sightline.console.access.Streams;
import dev.sightline.console.api.Api;
import dev.sightline.console.api.ApiProblem;
import dev.sightline.console.api.Json;
import dev.sightline.console.live.LiveHub;
import dev.sightline.console.page.Pages;
import dev.sightline.store.request.GivenAnswers;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves API, pages, streams and assets on one host and port. */
public final class ConsoleServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ConsoleServer.class);

    private final Javalin web;

    /**
     * What is served.
     *
     * @param guard checks every request
     * @param api the routes
     * @param pages the pages
     * @param hub what happens now
     * @param streams how many may follow it
     * @param answers to repeated writes
     */
    public record Parts(
            RequestGuard guard,
            Api api,
            Pages pages,
            LiveHub hub,
            Streams streams,
            GivenAnswers answers,
            InstantSource clock) {}

    /** @param port 0 picks a free one */
    public ConsoleServer(Parts parts, String host, int port) {
        this.web = Javalin.create(config -> configure(config, parts));
        web.start(host, port);
    }

    public int port() {
        return web.port();
    }

    private static void configure(JavalinConfig config, Parts parts) {
        config.startup.showJavalinBanner = false;
        config.http.prefer405over404 = true;
        config.http.maxRequestSize = ApiServer.LARGEST_OF_ALL;
        config.routes.before(parts.guard()::pass);
        LiveStreams live = new LiveStreams(parts.hub(), parts.streams(), parts.guard());
        new ApiServer(parts.guard(), live, new Repeats(parts.answers(), parts.clock()))
                .serve(parts.api(), config.routes);
        parts.pages().serve(config.routes);
        new Assets().serve(config.routes);
        config.routes.exception(ApiProblem.class, (e, ctx) -> tell(e, ctx, parts.pages()));
        config.routes.exception(
                HttpResponseException.class,
                (e, ctx) -> tell(ApiProblem.of(e.getStatus(), e.getMessage()), ctx, parts.pages()));
        config.routes.exception(Exception.class, (e, ctx) -> {
            LOG.error("{} {} failed", ctx.method(), ctx.endpoint().path, e);
            tell(ApiProblem.of(500, "the console failed; its log says more"), ctx, parts.pages());
        });
    }

    private static void tell(ApiProblem problem, Context ctx, Pages pages) {
        ctx.status(problem.status());
        if (ctx.path().startsWith("/api/")) {
            if (problem.status() == 401) {
                ctx.header("WWW-Authenticate", "Bearer");
            }
            ctx.contentType("application/problem+json").result(Json.bytes(problem.body()));
        } else {
            pages.problem(problem, ctx);
        }
    }

    @Override
    public void close() {
        web.stop();
    }
}
