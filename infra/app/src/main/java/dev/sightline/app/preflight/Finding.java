package dev.sightline.app.preflight;

/**
 * What one check found.
 *
 * @param grade how it is
 * @param subject what was looked at
 * @param text what was found, and what to do when it is not well
 */
public record Finding(Grade grade, String subject, String text) {
    /** How a finding is. */
    public enum Grade {
        /** Well. */
        OK,
        /** Works, with a restriction. */
        NOTE,
        /** Has to be fixed before Sightline runs. */
        BAD
    }

    /** Well. */
    public static Finding ok(String subject, String text) {
        return new Finding(Grade.OK, subject, text);
    }

    /** Works, with a restriction. */
    public static Finding note(String subject, String text) {
        return new Finding(Grade.NOTE, subject, text);
    }

    /** Has to be fixed. */
    public static Finding bad(String subject, String text) {
        return new Finding(Grade.BAD, subject, text);
    }
}
