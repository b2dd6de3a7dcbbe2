package dev.sightline.console.access;

import dev.sightline.store.account.Role;
import dev.sightline.store.account.Scope;
import java.util.Optional;

/**
 * Who asks, and what for they may ask now.
 *
 * @param name account
 * @param role of the account, or less for a token
 * @param scope of the account, or less for a token
 * @param credential id of the session or token
 * @param csrf what a browser has to send along with a write; empty for a token, which no browser sends by itself
 */
public record Caller(String name, Role role, Scope scope, String credential, Optional<String> csrf) {
    public boolean may(Right right) {
        return role.covers(right.least());
    }

    /** For the audit log. */
    public String via() {
        return (csrf.isPresent() ? "session:" : "token:") + credential;
    }
}
