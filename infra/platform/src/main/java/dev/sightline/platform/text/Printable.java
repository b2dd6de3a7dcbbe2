package dev.sightline.platform.text;

/**
 * Text from outside, safe to print on a terminal and in a log: what would move the cursor, color, hide or reorder text is
 * shown as an escape such as {@code \u001b}. Printable text stays as it is, in any language.
 */
public final class Printable {
    private static final int LONGEST_VALUE = 80;

    private Printable() {}

    /** One line: line breaks and tabs are escaped too. */
    public static String line(String text) {
        return escaped(text, false);
    }

    /** Several lines: line feeds and tabs stay. */
    public static String lines(String text) {
        return escaped(text, true);
    }

    /** A value for a message: one line of at most 80 characters. */
    public static String value(String text) {
        String cut = text.length() <= LONGEST_VALUE ? text : text.substring(0, LONGEST_VALUE - 1) + "…";
        return line(cut);
    }

    /** Whether a character must not reach a terminal or a log as it is. */
    public static boolean isControl(char c) {
        return Character.isISOControl(c) || isSeparator(c) || isDirection(c);
    }

    private static boolean isSeparator(char c) {
        return c == '\u2028' || c == '\u2029';
    }

    /** Marks that turn the direction of text around, and marks that nobody sees. */
    private static boolean isDirection(char c) {
        return (c >= '\u202a' && c <= '\u202e')
                || (c >= '\u2066' && c <= '\u2069')
                || c == '\u200e'
                || c == '\u200f'
                || c == '\ufeff';
    }

    private static String escaped(String text, boolean breaks) {
        StringBuilder safe = null;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean plain = isPlain(text, i) || (breaks && (c == '\n' || c == '\t'));
            if (!plain && safe == null) {
                safe = new StringBuilder(text.length() + 16).append(text, 0, i);
            }
            if (safe != null) {
                safe.append(plain ? String.valueOf(c) : escape(c));
            }
        }
        return safe == null ? text : safe.toString();
    }

    private static boolean isPlain(String text, int at) {
        char c = text.charAt(at);
        if (Character.isHighSurrogate(c)) {
            return at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1));
        }
        if (Character.isLowSurrogate(c)) {
            return at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
        }
        return !isControl(c);
    }

    private static String escape(char c) {
        return switch (c) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> String.format("\\u%04x", (int) c);
        };
    }
}
