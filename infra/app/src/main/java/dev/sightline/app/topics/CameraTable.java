package dev.sightline.app.topics;

import dev.sightline.app.terminal.Table;
import dev.sightline.contracts.camera.CameraCheck;
import dev.sightline.contracts.v1.Camera;
import dev.sightline.contracts.v1.CameraStatus;
import dev.sightline.contracts.v1.Origin;
import dev.sightline.contracts.v1.Problem;
import dev.sightline.platform.address.Addresses;
import dev.sightline.platform.text.ConstantWord;
import dev.sightline.platform.text.Printable;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The cameras as text: a line each with its state, and below it what is wrong. Passwords are masked. Pure. */
final class CameraTable {
    private static final long NOTABLE_OFFSET_US = 500_000;

    private CameraTable() {}

    /** @param running whether the states may be of now */
    static String of(Map<String, Camera> cameras, Map<String, CameraStatus> states, boolean running) {
        if (cameras.isEmpty()) {
            return "There is no camera.%n".formatted();
        }
        String table = table(cameras, states).text();
        List<String> rows = table.lines().toList();
        StringBuilder text = new StringBuilder();
        if (!running) {
            text.append("Sightline does not run; states are those of its last run.%n".formatted());
        }
        text.append("%s%n".formatted(rows.get(0)));
        int row = 1;
        for (Map.Entry<String, Camera> camera : cameras.entrySet()) {
            text.append("%s%n".formatted(rows.get(row++)));
            CameraStatus status = states.get(camera.getKey());
            problems(camera.getValue(), status).forEach(line -> text.append("    %s%n".formatted(line)));
            clock(status).ifPresent(line -> text.append("    %s%n".formatted(line)));
        }
        return text.toString();
    }

    /** The same for programs: the columns, and the problems as {@code problems}. */
    static List<Map<String, Object>> objects(Map<String, Camera> cameras, Map<String, CameraStatus> states) {
        List<Map<String, Object>> objects = table(cameras, states).objects();
        int row = 0;
        for (Map.Entry<String, Camera> camera : cameras.entrySet()) {
            CameraStatus status = states.get(camera.getKey());
            objects.get(row).put("clock_offset_us", status == null ? 0 : status.getClockOffsetUs());
            objects.get(row++).put("problems", problems(camera.getValue(), status));
        }
        return objects;
    }

    private static Table table(Map<String, Camera> cameras, Map<String, CameraStatus> states) {
        Table table = new Table("camera", "site", "state", "fps", "from", "restricted", "source");
        cameras.forEach((name, camera) -> {
            CameraStatus status = states.get(name);
            table.row(
                    Printable.value(camera.getCameraId()),
                    Printable.value(camera.getSiteId()),
                    status == null ? "-" : ConstantWord.of(status.getState(), "STATE_"),
                    camera.getSampleFps() == 0 ? "all" : String.valueOf(camera.getSampleFps()),
                    camera.getOrigin() == Origin.ORIGIN_UNSPECIFIED
                            ? "-"
                            : ConstantWord.of(camera.getOrigin(), "ORIGIN_"),
                    camera.getRestricted(),
                    Printable.line(Addresses.one(camera.getSource())));
        });
        return table;
    }

    /** What ingest says; where it says nothing, what anybody can see in the record. */
    private static List<String> problems(Camera camera, @Nullable CameraStatus status) {
        return status == null || status.getProblemsCount() == 0
                ? CameraCheck.faults(camera)
                : status.getProblemsList().stream().map(CameraTable::line).toList();
    }

    /** Said where it is more than a network explains. */
    private static Optional<String> clock(@Nullable CameraStatus status) {
        long offsetUs = status == null ? 0 : status.getClockOffsetUs();
        return Math.abs(offsetUs) < NOTABLE_OFFSET_US
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "its clock is %.1f s %s; frames are ordered as if it were right",
                        Math.abs(offsetUs) / 1e6,
                        offsetUs > 0 ? "ahead" : "behind, or its pictures take so long"));
    }

    private static String line(Problem problem) {
        String times = problem.getCount() > 1 ? " (" + problem.getCount() + " times)" : "";
        String advice = problem.getAdvice().isEmpty() ? "" : "; " + problem.getAdvice();
        return Printable.line(Addresses.masked(problem.getWhat())) + times + Printable.line(advice);
    }
}
