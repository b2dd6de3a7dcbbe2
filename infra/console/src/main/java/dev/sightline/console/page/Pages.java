package dev.sightline.console.page;

import dev.sightline.console.access.Caller;
import dev.sightline.console.access.LogIns;
import dev.sightline.console.access.Right;
import dev.sightline.console.api.Alerts;
import dev.sightline.console.api.Api;
import dev.sightline.console.api.ApiProblem;
import dev.sightline.console.api.Cameras.CameraItem;
import dev.sightline.console.api.Identities;
import dev.sightline.console.api.Json;
import dev.sightline.console.api.Labels;
import dev.sightline.console.api.Request;
import dev.sightline.console.api.Sightings;
import dev.sightline.console.text.Messages;
import dev.sightline.store.audit.AuditQuery;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The pages: each shows what the API answers, filled into a template. */
public final class Pages {
    private static final int PEOPLE = 60;
    private static final int ALERTS = 50;
    private static final int ENTRIES = 100;
    private static final int STAYS = 12;

    private final Api api;
    private final Entrance entrance;
    private final Views views;
    private final EntrancePages entrances;

    public Pages(Api api, LogIns logIns, Entrance entrance, Surroundings place) {
        this.api = api;
        this.entrance = entrance;
        this.views = new Views(entrance, place);
        this.entrances = new EntrancePages(logIns, entrance, views);
    }

    /** Adds the pages to a server. */
    public void serve(RoutesConfig routes) {
        entrances.serve(routes);
        page(routes, "/", Right.WATCH, request -> views.send(request.web(), "live", Map.of()));
        page(routes, "/people", Right.SEE_PEOPLE, this::people);
        page(routes, "/people/{site}/{person}", Right.SEE_PEOPLE, this::person);
        page(routes, "/people/{site}/{person}/panel", Right.SEE_PEOPLE, this::panel);
        page(routes, "/search", Right.SEARCH, this::search);
        page(routes, "/alerts", Right.SEE_ALERTS, this::alerts);
        page(
                routes,
                "/users",
                Right.MANAGE_USERS,
                request -> views.send(
                        request.web(), "users", Map.of("users", api.users().list(request.caller()))));
        page(
                routes,
                "/tokens",
                Right.SELF,
                request -> views.send(
                        request.web(), "tokens", Map.of("tokens", api.tokens().list(request.caller()))));
        page(
                routes,
                "/cameras",
                Right.WATCH,
                request -> views.send(
                        request.web(),
                        "cameras",
                        Map.of("cameras", api.cameras().list(request.caller()))));
        page(routes, "/cameras/{camera}", Right.CHANGE_CAMERAS, this::camera);
        page(
                routes,
                "/models",
                Right.SEE_MODELS,
                request -> views.send(
                        request.web(),
                        "models",
                        Map.of(
                                "models", api.models().list(),
                                "history", api.models().history(),
                                "rollout", api.models().rollout(),
                                "sites", api.models().sites())));
        page(routes, "/labels", Right.CORRECT_PEOPLE, this::labels);
        page(
                routes,
                "/watchlist",
                Right.SEE_WATCHLIST,
                request -> views.send(
                        request.web(),
                        "watchlist",
                        Map.of("entries", api.watchlist().list(request.caller()))));
        page(
                routes,
                "/rules",
                Right.SEE_ALERTS,
                request -> views.send(
                        request.web(), "rules", Map.of("rules", api.rules().list(request.caller()))));
        page(
                routes,
                "/webhooks",
                Right.CHANGE_WEBHOOKS,
                request -> views.send(
                        request.web(),
                        "webhooks",
                        Map.of("webhooks", api.webhooks().list(request.caller()))));
        page(routes, "/audit", Right.READ_AUDIT, this::audit);
        page(routes, "/privacy", Right.ERASE_PEOPLE, this::privacy);
    }

    private interface Page {
        void show(Request request);
    }

    private void page(RoutesConfig routes, String path, Right right, Page page) {
        routes.get(path, web -> {
            if (entrance.caller(web).isEmpty()) {
                String query = web.queryString() == null ? "" : "?" + web.queryString();
                web.redirect("/login?next=" + URLEncoder.encode(web.path() + query, StandardCharsets.UTF_8));
                return;
            }
            page.show(new Request(entrance.require(web, right), web));
        });
    }

    private void people(Request request) {
        Caller caller = request.caller();
        Identities.Filter filter = new Identities.Filter(
                request.query("site"),
                request.query("camera"),
                Optional.empty(),
                request.flag("named"),
                request.flag("watchlist"),
                PEOPLE);
        List<CameraItem> cameras = api.cameras().list(caller);
        views.send(
                request.web(),
                "people",
                Map.of(
                        "people",
                        api.identities().list(caller, filter, request.cursor()),
                        "cameras",
                        cameras.stream().map(CameraItem::camera).toList(),
                        "sites",
                        sites(cameras),
                        "filter",
                        filter));
    }

    private void person(Request request) {
        Messages texts = views.of(request.web(), "people").texts();
        var journey = api.identities().journey(request.caller(), request.identity(), texts);
        views.send(
                request.web(),
                "person",
                Map.of(
                        "journey",
                        journey,
                        "alike",
                        alike(request.caller(), journey.identity()),
                        "said",
                        api.identities().said(request.caller(), journey)));
    }

    private List<Labels.PairItem> alike(Caller caller, Identities.IdentityItem person) {
        return caller.may(Right.CORRECT_PEOPLE) && person.state().equals("active")
                ? api.labels().alike(caller, person.site(), person.identity())
                : List.of();
    }

    /** A part of a page: who somebody on the live page is. */
    private void panel(Request request) {
        Messages texts = views.of(request.web(), "live").texts();
        Identities.Journey journey;
        try {
            journey = api.identities().journey(request.caller(), request.identity(), texts);
        } catch (ApiProblem e) {
            if (e.status() != HttpStatus.NOT_FOUND.getCode()) {
                throw e;
            }
            // The live page is ahead of the database.
            views.send(request.web(), "unrecorded", Map.of("identity", request.identity()));
            return;
        }
        List<Sightings.SightingItem> latest = new ArrayList<>(journey.sightings());
        Collections.reverse(latest);
        views.send(
                request.web(),
                "panel",
                Map.of(
                        "person",
                        journey.identity(),
                        "stays",
                        latest.size(),
                        "latest",
                        latest.subList(0, Math.min(STAYS, latest.size()))));
    }

    private void search(Request request) {
        List<CameraItem> cameras = api.cameras().list(request.caller());
        Messages texts = views.of(request.web(), "search").texts();
        views.send(
                request.web(),
                "search",
                Map.of(
                        "cameras",
                        cameras.stream().map(CameraItem::camera).toList(),
                        "sites",
                        sites(cameras),
                        "identity",
                        request.query("identity").orElse(""),
                        "picture",
                        request.query("picture").orElse(""),
                        "withoutWords",
                        api.search()
                                .withoutWords()
                                .map(why -> why.sentence(texts))
                                .orElse("")));
    }

    private static List<String> sites(List<CameraItem> cameras) {
        return cameras.stream().map(CameraItem::site).distinct().sorted().toList();
    }

    private void alerts(Request request) {
        String show = request.query("show").orElse("");
        views.send(
                request.web(),
                "alerts",
                Map.of(
                        "alerts",
                        api.alerts().list(request.caller(), shown(show), request.cursor(), ALERTS),
                        "snoozes",
                        api.snoozes().list(request.caller()),
                        "show",
                        show,
                        "live",
                        request.query("cursor").isEmpty() && show.isEmpty()));
    }

    /** What a choice of the page lists; at first everything but what was to be quiet. */
    private static Alerts.Filter shown(String choice) {
        Optional<Boolean> any = Optional.empty();
        Optional<Boolean> yes = Optional.of(true);
        Optional<Boolean> no = Optional.of(false);
        return switch (choice) {
            case "open" -> new Alerts.Filter(no, no, no);
            case "done" -> new Alerts.Filter(yes, any, any);
            case "dismissed" -> new Alerts.Filter(any, yes, any);
            case "snoozed" -> new Alerts.Filter(any, any, yes);
            default -> new Alerts.Filter(any, any, no);
        };
    }

    private void camera(Request request) {
        CameraItem camera = api.cameras().find(request.caller(), request.path("camera"));
        views.send(
                request.web(),
                "camera",
                Map.of("camera", camera, "mask", new String(Json.bytes(camera.mask()), StandardCharsets.UTF_8)));
    }

    private void labels(Request request) {
        List<Labels.LabelStatistics> sites = api.labels().statistics(request.caller());
        String first = sites.isEmpty() ? "" : sites.get(0).site();
        views.send(
                request.web(),
                "labels",
                Map.of("sites", sites, "site", request.query("site").orElse(first)));
    }

    private void audit(Request request) {
        AuditQuery query = new AuditQuery(
                request.query("actor"),
                request.query("action"),
                request.query("object"),
                request.number("cursor", Long.MAX_VALUE, Long.MAX_VALUE),
                ENTRIES);
        views.send(
                request.web(), "audit", Map.of("entries", api.audit().list(request.caller(), query), "query", query));
    }

    private void privacy(Request request) {
        views.send(
                request.web(),
                "privacy",
                Map.of(
                        "erasures", api.erasures().list(request.caller()),
                        "retention", api.erasures().retention(),
                        "identity", request.query("identity").orElse("")));
    }

    /** A problem, for people. */
    public void problem(ApiProblem problem, Context web) {
        views.send(
                web,
                "problem",
                Map.of("title", problem.body().title(), "detail", problem.body().detail()));
    }
}
