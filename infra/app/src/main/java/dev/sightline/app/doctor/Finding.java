package dev.sightline.app.doctor;

/**
 * What one check found.
 *
 * @param grade how it is
 * @param subject what was looked at
 * @param text what was found, and what to do when it is not well
 */
record Finding(Grade grade, String subject, String text) {
    /** How a finding is. */
    enum Grade {
        /** Well. */
        OK,
        /** Works, with a restriction. */
        NOTE,
        /** Has to be mended before Sightline runs. */
        BAD
    }

    static Finding ok(String subject, String text) {
        return new Finding(Grade.OK, subject, text);
    }

    static Finding note(String subject, String text) {
        return new Finding(Grade.NOTE, subject, text);
    }

    static Finding bad(String subject, String text) {
        return new Finding(Grade.BAD, subject, text);
    }
}
