package dev.sightline.app.topics;

import dev.sightline.contracts.camera.CameraCheck;
import dev.sightline.contracts.v1.Camera;
import dev.sightline.contracts.v1.CameraStatus;
import dev.sightline.contracts.v1.Origin;
import dev.sightline.contracts.v1.Problem;
import dev.sightline.platform.address.Addresses;
import dev.sightline.platform.text.Printable;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The cameras as text: a line each with its state, and below it what is wrong. Passwords are masked. Pure. */
final class CameraTable {
    private static final String ROW = "%-20s %-12s %-12s %6s  %-13s  %s%s%n";

    private CameraTable() {}

    /** @param running whether the states may be of now */
    static String of(Map<String, Camera> cameras, Map<String, CameraStatus> states, boolean running) {
        if (cameras.isEmpty()) {
            return "There is no camera.%n".formatted();
        }
        StringBuilder text = new StringBuilder();
        if (!running) {
            text.append("Sightline does not run; states are those of its last run.%n".formatted());
        }
        text.append(ROW.formatted("CAMERA", "SITE", "STATE", "FPS", "FROM", "SOURCE", ""));
        cameras.forEach((name, camera) -> {
            text.append(row(camera, states.get(name)));
            problems(camera, states.get(name)).forEach(line -> text.append("    %s%n".formatted(line)));
        });
        return text.toString();
    }

    private static String row(Camera camera, @Nullable CameraStatus status) {
        return ROW.formatted(
                Printable.value(camera.getCameraId()),
                Printable.value(camera.getSiteId()),
                status == null ? "-" : word(status.getState().name(), "STATE_"),
                camera.getSampleFps() == 0 ? "all" : String.valueOf(camera.getSampleFps()),
                camera.getOrigin() == Origin.ORIGIN_UNSPECIFIED
                        ? "-"
                        : word(camera.getOrigin().name(), "ORIGIN_"),
                Printable.line(Addresses.one(camera.getSource())),
                camera.getRestricted() ? "  restricted" : "");
    }

    /** What ingest says; where it says nothing, what anybody can see in the record. */
    private static List<String> problems(Camera camera, @Nullable CameraStatus status) {
        return status == null || status.getProblemsCount() == 0
                ? CameraCheck.faults(camera)
                : status.getProblemsList().stream().map(CameraTable::line).toList();
    }

    private static String line(Problem problem) {
        String times = problem.getCount() > 1 ? " (" + problem.getCount() + " times)" : "";
        String advice = problem.getAdvice().isEmpty() ? "" : "; " + problem.getAdvice();
        return Printable.line(Addresses.masked(problem.getWhat())) + times + Printable.line(advice);
    }

    private static String word(String constant, String prefix) {
        return constant.startsWith(prefix) ? constant.substring(prefix.length()).toLowerCase(Locale.ROOT) : constant;
    }
}
