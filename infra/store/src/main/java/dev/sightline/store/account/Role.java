package dev.sightline.store.account;

/** What an account may do; each may what those before it may. */
public enum Role {
    /** Looks: live view, people, alerts. */
    VIEWER,
    /** Answers alerts and names people. */
    OPERATOR,
    /** Decides who is looked for and who may log in, and reads the audit log. */
    SUPERVISOR,
    /** Looks after models and the system. */
    ENGINEER;

    /** Whether this role may what {@code other} may. */
    public boolean covers(Role other) {
        return compareTo(other) >= 0;
    }

    /** The lesser of the two. */
    public Role atMost(Role other) {
        return covers(other) ? other : this;
    }
}
