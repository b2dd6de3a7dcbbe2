package dev.sightline.platform.problem;

/**
 * Something that was asked for and not done. Commands collect them in {@link Problems}, print them at the end and end with
 * exit status 3.
 *
 * @param where the camera, file or record it happened to
 * @param kind a fixed word for programs, such as {@code ends-early}
 * @param what one sentence with numbers; never a password
 * @param count how often, at least 1
 * @param advice what to do; may be empty
 */
public record Problem(String where, String kind, String what, long count, String advice) {
    public Problem {
        if (where.isBlank() || kind.isBlank() || what.isBlank() || count < 1) {
            throw new IllegalArgumentException(
                    "a problem says where, of what kind, what and how often (at least 1); got \"" + where + "\", \""
                            + kind + "\", \"" + what + "\", " + count);
        }
    }

    /** One that happened once. */
    public static Problem of(String where, String kind, String what, String advice) {
        return new Problem(where, kind, what, 1, advice);
    }
}
