package dev.sightline.console.page;

import dev.sightline.console.access.Caller;
import dev.sightline.console.access.Right;
import dev.sightline.store.account.Secret;
import io.javalin.http.Context;
import java.util.Optional;

/** How pages learn who asks, and let browsers in and out. */
public interface Entrance {
    Optional<Caller> caller(Context web);

    /** @throws dev.sightline.console.api.ApiProblem when nobody is logged in, or the caller may not */
    Caller require(Context web, Right right);

    /** @throws dev.sightline.console.api.ApiProblem when a form does not come from our own page */
    void requireOwnPage(Caller caller, Optional<String> sent);

    /** Lets a browser stay logged in. */
    void welcome(Context web, Secret session);

    /** Lets a browser forget the session. */
    void goodbye(Context web);
}
