package dev.sightline.console.web;

import dev.sightline.console.access.Caller;
import dev.sightline.console.access.LogIns;
import dev.sightline.console.access.ProxyPolicy;
import dev.sightline.console.api.ApiProblem;
import dev.sightline.store.account.Secret;
import io.javalin.http.Context;
import java.util.Optional;

/**
 * Lets in whom a proxy in front has logged in.
 *
 * @param policy whom to believe
 * @param logIns makes sessions
 */
public record ProxyEntrance(ProxyPolicy policy, LogIns logIns) {
    /**
     * A new session for whom the proxy names; empty when it names nobody, or the one whose session this is already.
     *
     * @param before whose session the browser has
     */
    Optional<Secret> enter(Context web, Optional<Caller> before) {
        try {
            return policy.user(name -> Optional.ofNullable(web.header(name)))
                    .filter(user ->
                            before.filter(caller -> isSame(caller, user)).isEmpty())
                    .map(user -> logIns.byProxy(user).session());
        } catch (ProxyPolicy.NotLetIn e) {
            throw ApiProblem.forbidden(String.valueOf(e.getMessage()));
        }
    }

    private static boolean isSame(Caller caller, ProxyPolicy.User user) {
        return caller.name().equals(user.name())
                && user.role().map(caller.role()::equals).orElse(true);
    }
}
