package dev.sightline.store.account;

/** What a secret is for. */
public enum CredentialKind {
    /** A browser that logged in. */
    SESSION,
    /** A program. */
    TOKEN,
    /** Creates the first account; valid once. */
    SETUP_LINK,
    /** Sets an account's password; valid once. */
    PASSWORD_LINK,
    /** Logs a browser in; valid once. */
    ENTER_LINK
}
