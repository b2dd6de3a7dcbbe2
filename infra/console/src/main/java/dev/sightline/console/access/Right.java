package dev.sightline.console.access;

import dev.sightline.store.account.Role;

/** What can be done, and the least role that may. */
public enum Right {
    /** Is logged in; their own account and tokens. */
    SELF(Role.VIEWER),
    /** Cameras, their state and their pictures. */
    WATCH(Role.VIEWER),
    /** People, where they were, and their pictures. */
    SEE_PEOPLE(Role.VIEWER),
    /** Searches for people by what they look like. */
    SEARCH(Role.OPERATOR),
    SEE_ALERTS(Role.VIEWER),
    /** Faces in pictures; who may not gets them covered. */
    SEE_FACES(Role.OPERATOR),
    ACKNOWLEDGE(Role.OPERATOR),
    NAME_PEOPLE(Role.OPERATOR),
    /** Says who is the same person and who is not. */
    CORRECT_PEOPLE(Role.OPERATOR),
    SEE_WATCHLIST(Role.OPERATOR),
    CHANGE_WATCHLIST(Role.SUPERVISOR),
    /** What raises alerts. */
    CHANGE_RULES(Role.SUPERVISOR),
    /** Has alerts sent to other programs. */
    CHANGE_WEBHOOKS(Role.SUPERVISOR),
    MANAGE_USERS(Role.SUPERVISOR),
    READ_AUDIT(Role.SUPERVISOR),
    /** Erases people; receipts, and how long what is kept. */
    ERASE_PEOPLE(Role.SUPERVISOR),
    SEE_MODELS(Role.ENGINEER),
    CHANGE_MODELS(Role.ENGINEER),
    CHANGE_CAMERAS(Role.ENGINEER),
    SEE_SYSTEM(Role.ENGINEER);

    private final Role least;

    Right(Role least) {
        this.least = least;
    }

    /** The least role that may. */
    public Role least() {
        return least;
    }
}
