package dev.sightline.store.audit;

/**
 * Something that somebody did or tried.
 *
 * @param actor account, or {@code cli:<operating system's user>}
 * @param via how: {@code session:<id>}, {@code token:<id>}, {@code link:<id>} or {@code command}
 * @param action such as {@code identity.view}
 * @param object what it was done to, such as an identity's id; may be empty
 * @param site where it belongs; empty for what belongs to no site
 * @param reason why, as the person said; may be empty
 * @param outcome what came of it
 * @param detail more, for people; never a picture, a descriptor or a secret
 */
public record AuditEvent(
        String actor,
        String via,
        String action,
        String object,
        String site,
        String reason,
        Outcome outcome,
        String detail) {

    /** What came of it. */
    public enum Outcome {
        /** Allowed, and begun or done. */
        ALLOWED,
        /** Not allowed. */
        REFUSED,
        /** Allowed and failed. */
        FAILED
    }

    /** Cuts what is longer than its column. */
    public AuditEvent {
        object = cut(object, 1024);
        reason = cut(reason, 4000);
        detail = cut(detail, 20_000);
        actor = cut(actor, 512);
    }

    private static String cut(String text, int longest) {
        String plain = text.replace('\0', '?');
        return plain.length() <= longest ? plain : plain.substring(0, longest - 1) + "…";
    }
}
