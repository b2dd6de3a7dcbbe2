package dev.sightline.console.web;

import dev.sightline.console.api.Answer;
import dev.sightline.console.api.ApiProblem;
import dev.sightline.console.api.Json;
import dev.sightline.console.api.Request;
import dev.sightline.console.api.Route;
import dev.sightline.store.account.Secret;
import dev.sightline.store.request.GivenAnswer;
import dev.sightline.store.request.GivenAnswers;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A write with an {@code Idempotency-Key} is done once: the same request again gets the same answer. Thread-safe. */
final class Repeats {
    static final String KEY = "Idempotency-Key";
    private static final String REPLAYED = "Idempotent-Replay";
    private static final int LONGEST = 200;

    private final GivenAnswers answers;
    private final InstantSource clock;
    private final Set<String> atWork = ConcurrentHashMap.newKeySet();

    Repeats(GivenAnswers answers, InstantSource clock) {
        this.answers = answers;
        this.clock = clock;
    }

    Answer once(Route route, Request request) {
        String given = request.web().header(KEY);
        if (given == null) {
            return route.endpoint().answer(request);
        }
        if (given.isBlank() || given.length() > LONGEST) {
            throw ApiProblem.bad("header " + KEY + " must have 1 to " + LONGEST + " characters");
        }
        String key = new Secret(request.caller().name() + "\n" + given).hash();
        if (!atWork.add(key)) {
            throw ApiProblem.conflict("the same request is at work; try again when it is done");
        }
        try {
            return answer(key, route, request);
        } finally {
            atWork.remove(key);
        }
    }

    private Answer answer(String key, Route route, Request request) {
        String what = fingerprint(request.web());
        Optional<GivenAnswer> before = answers.find(key);
        if (before.isPresent()) {
            return again(before.get(), what, route, request.web());
        }
        Answer answer = route.endpoint().answer(request);
        answers.keep(key, kept(answer, what, route), clock.instant());
        return answer;
    }

    private static Answer again(GivenAnswer before, String what, Route route, Context web) {
        if (!before.requestHash().equals(what)) {
            throw ApiProblem.conflict("header " + KEY + " was used for another request; use a new key");
        }
        if (route.form().shape() == Route.Shape.SECRET) {
            throw ApiProblem.conflict("this was done already, and its secret is shown only once");
        }
        web.header(REPLAYED, "true");
        return before.document().isEmpty()
                ? new Answer.Nothing()
                : new Answer.Document(before.status(), Json.tree(before.document()));
    }

    /** A secret is not kept. */
    private static GivenAnswer kept(Answer answer, String what, Route route) {
        if (answer instanceof Answer.Document document && route.form().shape() != Route.Shape.SECRET) {
            return new GivenAnswer(
                    what, document.status(), new String(Json.bytes(document.body()), StandardCharsets.UTF_8));
        }
        return new GivenAnswer(what, 204, "");
    }

    private static String fingerprint(Context web) {
        return new Secret(web.method() + " " + web.path() + "\n" + web.body()).hash();
    }
}
