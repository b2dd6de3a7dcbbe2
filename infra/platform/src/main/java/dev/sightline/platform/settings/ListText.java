package dev.sightline.platform.settings;

import java.util.ArrayList;
import java.util.List;

/** Lists in one text, separated by commas; a backslash makes the next character plain. */
final class ListText {
    private ListText() {}

    static String escape(String element) {
        return element.replace("\\", "\\\\").replace(",", "\\,");
    }

    static List<String> split(String text) {
        List<String> elements = new ArrayList<>();
        StringBuilder element = new StringBuilder();
        boolean plain = false;
        for (char c : text.toCharArray()) {
            if (plain || (c != '\\' && c != ',')) {
                element.append(c);
                plain = false;
            } else if (c == '\\') {
                plain = true;
            } else {
                elements.add(element.toString().strip());
                element.setLength(0);
            }
        }
        elements.add(element.toString().strip());
        elements.removeIf(String::isEmpty);
        return List.copyOf(elements);
    }
}
