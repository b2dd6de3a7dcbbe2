package dev.sightline.store.account;

import java.time.Instant;

/**
 * Somebody who may log in.
 *
 * @param name what the person logs in with
 * @param role what the person may do
 * @param scope where
 * @param disabled whether the account is closed for now
 * @param hasPassword whether a password has been chosen
 * @param createdAt when
 * @param createdBy by whom
 */
public record Account(
        String name,
        Role role,
        Scope scope,
        boolean disabled,
        boolean hasPassword,
        Instant createdAt,
        String createdBy) {

    /** A new one, without a password. */
    public static Account of(String name, Role role, Scope scope, Instant at, String by) {
        return new Account(name, role, scope, false, false, at, by);
    }

    /** The same in another role. */
    public Account as(Role other) {
        return new Account(name, other, scope, disabled, hasPassword, createdAt, createdBy);
    }

    /** The same, closed. */
    public Account closed() {
        return new Account(name, role, scope, true, hasPassword, createdAt, createdBy);
    }

    static Account of(AccountEntity row) {
        return new Account(
                row.name,
                Role.valueOf(row.role),
                Scope.read(row.siteIds, row.cameraIds),
                row.disabled,
                row.passwordHash != null,
                row.createdAt,
                row.createdBy);
    }
}
