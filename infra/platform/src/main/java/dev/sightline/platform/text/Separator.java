package dev.sightline.platform.text;

/** What stands between the fields of a line. */
public enum Separator {
    /**
     * Commas, as in RFC 4180, with quoted fields. A file whose first line has no comma but semicolons, as spreadsheets
     * write where the comma is the decimal mark, is read with semicolons.
     */
    COMMA,
    /** Any run of blanks and tabs; nothing is quoted. */
    BLANKS
}
