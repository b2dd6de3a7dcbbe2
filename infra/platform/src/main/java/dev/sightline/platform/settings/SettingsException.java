package dev.sightline.platform.settings;

import java.util.List;

/** Settings that stop the start. One message with everything that is wrong, a line each, to fix all at once. */
public final class SettingsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    SettingsException(List<String> problems) {
        super(message(problems));
        this.problems = List.copyOf(problems);
    }

    /** Each naming key, value, origin, what is allowed and what to do. */
    public List<String> problems() {
        return problems;
    }

    private static String message(List<String> problems) {
        return problems.size() == 1
                ? "settings: " + problems.get(0)
                : "settings: " + problems.size() + " problems\n  - " + String.join("\n  - ", problems);
    }
}
