package dev.sightline.console.access;

import dev.sightline.store.account.Secret;
import java.time.Duration;

/** What came of somebody's try to log in. */
public sealed interface LogIn {
    /** In; the secret is for the browser's cookie. */
    record Welcome(String account, Secret session) implements LogIn {}

    /** Name and password do not belong together, or the link is used up or too old. */
    record Refused() implements LogIn {}

    /** Too many failures; try again after this. */
    record Wait(Duration time) implements LogIn {}
}
