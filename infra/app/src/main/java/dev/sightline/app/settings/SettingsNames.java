package dev.sightline.app.settings;

import dev.sightline.platform.problem.Problem;
import dev.sightline.platform.text.NearMiss;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Settings that name what the configuration does not have. They are problems, not mistakes: cameras may be added while
 * everything runs ({@code sightline cameras add}), and a rule may wait for one. Pure.
 */
public final class SettingsNames {
    /** Kind of these problems. */
    public static final String KIND = "unknown-name";

    private SettingsNames() {}

    /** Of the cameras in the configuration. */
    public static List<Problem> problems(SightlineSettings settings) {
        return problems(settings, settings.cameras().keySet());
    }

    /**
     * Of cameras that a command was given.
     *
     * @param cameras the cameras there are
     */
    public static List<Problem> problems(SightlineSettings settings, Collection<String> cameras) {
        Set<String> known = new TreeSet<>(cameras);
        List<Problem> problems = new ArrayList<>();
        settings.rules()
                .forEach((rule, given) -> given.cameras().orElse(List.of()).stream()
                        .filter(camera -> !known.contains(camera))
                        .forEach(camera -> problems.add(unknown("rules." + rule + ".cameras", camera, known))));
        settings.embedder().detections().keySet().stream()
                .filter(camera -> !known.contains(camera))
                .sorted()
                .forEach(camera -> problems.add(unknown("embedder.detections." + camera, camera, known)));
        boolean restricted = settings.cameras().values().stream().anyMatch(CameraSettings::restricted);
        if (!restricted && !settings.cameras().isEmpty()) {
            settings.rules().forEach((rule, given) -> {
                if (given.when().equals("unknown-person")) {
                    problems.add(Problem.of(
                            "rules." + rule,
                            KIND,
                            "the rule raises alerts at restricted cameras only, and no camera is restricted",
                            "set cameras.NAME.restricted: true for the cameras that are meant"));
                }
            });
        }
        return problems;
    }

    private static Problem unknown(String where, String camera, Set<String> known) {
        String there = known.isEmpty() ? ", nor any other" : "; cameras are " + String.join(", ", known);
        return Problem.of(
                where,
                KIND,
                "there is no camera '" + camera + "'" + there,
                NearMiss.closest(camera, known)
                        .map(near -> "did you mean " + near + "?")
                        .orElse("correct the name, or add the camera"));
    }
}
