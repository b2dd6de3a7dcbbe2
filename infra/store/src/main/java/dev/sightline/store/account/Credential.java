package dev.sightline.store.account;

import dev.sightline.contracts.id.Ids;
import java.time.Instant;
import java.util.Optional;

/**
 * A session, a token or a one-time link, without its secret.
 *
 * @param id public; to show and to revoke it by
 * @param kind what it is for
 * @param account whose; empty for the link that creates the first account
 * @param label what the person calls it
 * @param role most it may do, whatever the account may
 * @param scope most it may see, whatever the account may
 * @param createdAt when
 * @param createdBy by whom
 * @param expiresAt until when it is valid
 * @param usedAt when it was used last, to the minute
 * @param endedAt when it was revoked, used up or logged out
 */
public record Credential(
        String id,
        CredentialKind kind,
        Optional<String> account,
        String label,
        Role role,
        Scope scope,
        Instant createdAt,
        String createdBy,
        Instant expiresAt,
        Optional<Instant> usedAt,
        Optional<Instant> endedAt) {

    /** For everything that an account may, until a time. */
    public static Credential of(CredentialKind kind, Account account, Instant now, Instant expires) {
        return new Credential(
                newId(),
                kind,
                Optional.of(account.name()),
                "",
                account.role(),
                account.scope(),
                now,
                account.name(),
                expires,
                Optional.empty(),
                Optional.empty());
    }

    /** A link that creates the first account. */
    public static Credential setup(Instant now, Instant expires) {
        return new Credential(
                newId(),
                CredentialKind.SETUP_LINK,
                Optional.empty(),
                "",
                Role.ENGINEER,
                Scope.ALL,
                now,
                "",
                expires,
                Optional.empty(),
                Optional.empty());
    }

    /** The same, narrower and with a name. */
    public Credential named(String name, Role most, Scope where) {
        return new Credential(id, kind, account, name, most, where, createdAt, createdBy, expiresAt, usedAt, endedAt);
    }

    /** The same, made by somebody else. */
    public Credential by(String creator) {
        return new Credential(id, kind, account, label, role, scope, createdAt, creator, expiresAt, usedAt, endedAt);
    }

    public boolean isValid(Instant now) {
        return endedAt.isEmpty() && expiresAt.isAfter(now);
    }

    static Credential of(CredentialEntity row) {
        return new Credential(
                row.id,
                CredentialKind.valueOf(row.kind),
                Optional.ofNullable(row.account),
                row.label,
                Role.valueOf(row.role),
                Scope.read(row.siteIds, row.cameraIds),
                row.createdAt,
                row.createdBy,
                row.expiresAt,
                Optional.ofNullable(row.usedAt),
                Optional.ofNullable(row.endedAt));
    }

    private static String newId() {
        return Ids.of("credential", Secret.random().text()).substring(0, 16);
    }
}
