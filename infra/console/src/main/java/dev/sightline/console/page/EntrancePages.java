package dev.sightline.console.page;

import dev.sightline.console.access.Caller;
import dev.sightline.console.access.LogIn;
import dev.sightline.console.access.LogIns;
import dev.sightline.console.access.Right;
import dev.sightline.console.text.Messages;
import dev.sightline.console.text.Spans;
import dev.sightline.store.account.Credential;
import dev.sightline.store.account.Secret;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.Map;
import java.util.Optional;

/** Logging in and out, and choosing a password. */
final class EntrancePages {
    private final LogIns logIns;
    private final Entrance entrance;
    private final Views views;

    EntrancePages(LogIns logIns, Entrance entrance, Views views) {
        this.logIns = logIns;
        this.entrance = entrance;
        this.views = views;
    }

    void serve(RoutesConfig routes) {
        routes.get("/login", web -> form(web, ""));
        routes.post("/login", this::logIn);
        routes.post("/logout", this::logOut);
        routes.get("/enter", this::enter);
        routes.get("/password", web -> password(web, ""));
        routes.post("/password", this::choose);
    }

    private void form(Context web, String problem) {
        views.send(web, "login", Map.of("problem", problem, "next", next(web)));
    }

    private void logIn(Context web) {
        String name = field(web, "user").strip();
        answer(web, logIns.byPassword(name, field(web, "password"), String.valueOf(web.ip())), next(web));
    }

    private void enter(Context web) {
        LogIn came = logIns.byLink(new Secret(field(web, "link")));
        if (came instanceof LogIn.Refused) {
            if (entrance.caller(web).isPresent()) {
                web.redirect("/");
                return;
            }
            web.status(403);
            form(web, Messages.accepted(language(web)).get("login.link"));
            return;
        }
        answer(web, came, "/");
    }

    private void password(Context web, String problem) {
        Optional<Credential> link = logIns.passwordLink(new Secret(field(web, "link")));
        if (link.isEmpty()) {
            web.status(403);
            form(web, Messages.accepted(language(web)).get("login.link"));
            return;
        }
        views.send(
                web,
                "password",
                Map.of(
                        "problem", problem,
                        "link", field(web, "link"),
                        "user", link.get().account().orElse("")));
    }

    private void choose(Context web) {
        String password = field(web, "password");
        if (!password.equals(field(web, "again"))) {
            web.status(400);
            password(web, Messages.accepted(language(web)).get("password.differ"));
            return;
        }
        try {
            answer(web, logIns.choosePassword(new Secret(field(web, "link")), field(web, "user"), password), "/");
        } catch (IllegalArgumentException e) {
            web.status(400);
            password(web, String.valueOf(e.getMessage()));
        }
    }

    private void answer(Context web, LogIn came, String next) {
        Messages texts = Messages.accepted(language(web));
        if (came instanceof LogIn.Welcome welcome) {
            entrance.welcome(web, welcome.session());
            web.redirect(next, HttpStatus.SEE_OTHER);
        } else if (came instanceof LogIn.Wait wait) {
            web.status(429);
            form(web, texts.get("login.wait", Spans.of(wait.time().plusSeconds(1), texts)));
        } else {
            web.status(403);
            form(web, texts.get("login.refused"));
        }
    }

    private void logOut(Context web) {
        Caller caller = entrance.require(web, Right.SELF);
        entrance.requireOwnPage(caller, Optional.ofNullable(web.formParam("csrf")));
        logIns.logOut(caller);
        entrance.goodbye(web);
        web.redirect("/login", HttpStatus.SEE_OTHER);
    }

    /** Only a path of our own: another address would make the log-in page a way to anywhere. */
    private static String next(Context web) {
        String next = field(web, "next");
        return next.matches("/[A-Za-z0-9_.~/?=&%-]{0,500}") && !next.startsWith("//") ? next : "/";
    }

    private static String field(Context web, String name) {
        String form = web.method().name().equals("POST") ? web.formParam(name) : null;
        String value = form == null ? web.queryParam(name) : form;
        return value == null ? "" : value;
    }

    private static String language(Context web) {
        return Optional.ofNullable(web.header("Accept-Language")).orElse("en");
    }
}
