package dev.sightline.console.web;

import dev.sightline.console.access.AccessPolicy;
import dev.sightline.console.access.AuditTrail;
import dev.sightline.console.access.Caller;
import dev.sightline.console.access.Callers;
import dev.sightline.console.access.Hosts;
import dev.sightline.console.access.Right;
import dev.sightline.console.api.ApiProblem;
import dev.sightline.console.api.Tokens;
import dev.sightline.console.page.Entrance;
import dev.sightline.store.account.Secret;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Optional;

/** Every request passes here: under which name it came, who asks, and whether a browser was made to ask by another site. */
public final class RequestGuard implements Entrance {
    /** What a browser sends along with a write, from the page's {@code meta} element. */
    public static final String CSRF_HEADER = "X-CSRF-Token";

    private static final String BEARER = "Bearer ";
    private static final String ENTERED = "entered by proxy";
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self';"
            + " img-src 'self' blob: data:; connect-src 'self'; form-action 'self'; base-uri 'none';"
            + " frame-ancestors 'none'";

    private final Hosts hosts;
    private final Callers callers;
    private final AuditTrail audit;
    private final AccessPolicy policy;
    private final Optional<ProxyEntrance> proxy;

    public RequestGuard(
            Hosts hosts, Callers callers, AuditTrail audit, AccessPolicy policy, Optional<ProxyEntrance> proxy) {
        this.hosts = hosts;
        this.callers = callers;
        this.audit = audit;
        this.policy = policy;
        this.proxy = proxy;
    }

    /** For every answer, and every request: what browsers must not do with it, and whether the name is ours; lets in whom a proxy names. */
    void pass(Context web) {
        web.header("Content-Security-Policy", POLICY);
        web.header("X-Content-Type-Options", "nosniff");
        web.header("X-Frame-Options", "DENY");
        web.header("Referrer-Policy", "same-origin");
        web.header("Cross-Origin-Opener-Policy", "same-origin");
        web.header("Cross-Origin-Resource-Policy", "same-origin");
        web.header("Cache-Control", "no-store, private");
        if (!hosts.allows(host(web), web.req().getLocalAddr())) {
            throw ApiProblem.forbidden("the console is not asked under the name '" + web.host()
                    + "'; if it is reached by it, add it to console.hosts");
        }
        boolean writes = !web.method().name().matches("GET|HEAD|OPTIONS");
        if (writes && !hosts.allowsOrigin(Optional.ofNullable(web.header("Origin")), host(web))) {
            throw ApiProblem.forbidden("a page of another site sent this; it was not done");
        }
        proxy.flatMap(entrance -> entrance.enter(web, caller(web))).ifPresent(session -> {
            web.attribute(ENTERED, session);
            welcome(web, session);
        });
    }

    /** Who asks; empty when nobody is logged in. */
    @Override
    public Optional<Caller> caller(Context web) {
        String authorization = web.header("Authorization");
        if (authorization != null) {
            String text = authorization.startsWith(BEARER) ? authorization.substring(BEARER.length()) : "";
            return text.startsWith(Tokens.PREFIX)
                    ? callers.byToken(new Secret(text.substring(Tokens.PREFIX.length())))
                    : Optional.empty();
        }
        Secret entered = web.attribute(ENTERED);
        return Optional.ofNullable(entered)
                .or(() -> Optional.ofNullable(web.cookie(cookieName(web))).map(Secret::new))
                .flatMap(callers::bySession);
    }

    /** Who asks, allowed to do it. */
    @Override
    public Caller require(Context web, Right right) {
        Caller caller = caller(web)
                .orElseThrow(() -> ApiProblem.unknown(
                        "log in with a browser, or send a token: 'Authorization: Bearer " + Tokens.PREFIX + "…'"));
        if (!caller.may(right)) {
            audit.refused(caller, web.method() + " " + web.path(), "needs " + right);
            throw ApiProblem.forbidden(
                    "this needs the role " + right.least().name().toLowerCase(Locale.ROOT)
                            + " or higher; you have "
                            + caller.role().name().toLowerCase(Locale.ROOT));
        }
        return caller;
    }

    /** A write of a browser has to carry what only our own pages know. */
    @Override
    public void requireOwnPage(Caller caller, Optional<String> sent) {
        caller.csrf().ifPresent(expected -> {
            byte[] wanted = expected.getBytes(StandardCharsets.US_ASCII);
            byte[] given = sent.orElse("").getBytes(StandardCharsets.UTF_8);
            if (!MessageDigest.isEqual(wanted, given)) {
                throw ApiProblem.forbidden("the header " + CSRF_HEADER
                        + " is missing or not that of this session; reload the page and try again");
            }
        });
    }

    /** Lets a browser stay logged in. */
    @Override
    public void welcome(Context web, Secret session) {
        web.cookie(cookie(web, session.text(), (int) policy.sessionLife().toSeconds()));
    }

    /** Lets a browser forget the session. */
    @Override
    public void goodbye(Context web) {
        web.cookie(cookie(web, "", 0));
    }

    /** Whether somebody who follows a stream would still be let in. */
    boolean isStill(Caller caller) {
        return callers.isStill(caller);
    }

    private Cookie cookie(Context web, String value, int seconds) {
        return new Cookie(cookieName(web), value, "/", seconds, hosts.secure(), true, null, SameSite.LAX);
    }

    /** Browsers share cookies between ports; two systems on one machine must not log each other out. */
    private static String cookieName(Context web) {
        return "sightline-" + web.req().getLocalPort();
    }

    private static Optional<String> host(Context web) {
        return Optional.ofNullable(web.header("Host"));
    }
}
