package dev.sightline.models.manifest;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Curves as JSON text that a person can look at and a version control can compare: no line longer than 120 characters. */
final class CurveText {
    private static final int WIDTH = 120;
    private static final String INDENT = "        ";

    private CurveText() {}

    static String of(ObjectNode curves) {
        StringBuilder text = new StringBuilder();
        curves.toPrettyString().lines().forEach(line -> wrap(line, text));
        return text.toString();
    }

    /** Only lists of numbers are long, and between two of them a line may end. */
    private static void wrap(String line, StringBuilder text) {
        String trimmed = line.strip();
        if (line.length() <= WIDTH || !(trimmed.startsWith("\"scores\"") || trimmed.startsWith("\"atLeast\""))) {
            text.append(line).append('\n');
            return;
        }
        int width = 0;
        for (String number : line.split("(?<=,) ", -1)) {
            if (width > 0 && width + 1 + number.length() > WIDTH) {
                text.append('\n').append(INDENT);
                width = INDENT.length();
            } else if (width > 0) {
                text.append(' ');
                width++;
            }
            text.append(number);
            width += number.length();
        }
        text.append('\n');
    }
}
