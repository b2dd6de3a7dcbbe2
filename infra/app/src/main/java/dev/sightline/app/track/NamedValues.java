package dev.sightline.app.track;

import dev.sightline.platform.problem.UserError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads options of the form {@code NAME=VALUE} that may be repeated. */
public final class NamedValues {
    private NamedValues() {}

    /**
     * One value for each name, in the order given.
     *
     * @throws UserError for one that is not of this form, or a name that is given twice
     */
    public static Map<String, String> once(String option, List<String> given) {
        Map<String, String> values = new LinkedHashMap<>();
        several(option, given).forEach((name, all) -> {
            if (all.size() > 1) {
                throw new UserError(option + " names '" + name + "' " + all.size() + " times (" + String.join(", ", all)
                        + "); give each a name of its own");
            }
            values.put(name, all.get(0));
        });
        return values;
    }

    /**
     * All values of each name, in the order given.
     *
     * @throws UserError for one that is not of this form
     */
    public static Map<String, List<String>> several(String option, List<String> given) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (String text : given) {
            int sign = text.indexOf('=');
            if (sign < 1 || sign == text.length() - 1) {
                throw new UserError(
                        option + " '" + text + "' must be NAME=VALUE, such as " + option + " north=" + example(option));
            }
            values.computeIfAbsent(text.substring(0, sign).strip(), name -> new ArrayList<>())
                    .add(text.substring(sign + 1).strip());
        }
        return values;
    }

    private static String example(String option) {
        return switch (option) {
            case "--detections" -> "north.txt";
            case "--start" -> "2026-05-01T08:00:00Z";
            case "--watchlist" -> "photo.jpg";
            default -> "north.mp4";
        };
    }
}
