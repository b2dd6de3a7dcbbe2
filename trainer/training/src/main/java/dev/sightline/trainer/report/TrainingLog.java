package dev.sightline.trainer.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The events of a {@link RunLog} as curves. Where a resumed run took a step again, the later event counts and what the
 * killed run had done beyond it is dropped. Values that are no numbers (NaN) leave a gap.
 *
 * @param events in the order written
 */
public record TrainingLog(List<Map<String, Object>> events) {

    public TrainingLog {
        events = List.copyOf(events);
    }

    /** The log of a run folder; without events when there is none. */
    public static TrainingLog read(Path folder) throws IOException {
        return new TrainingLog(RunLog.read(folder));
    }

    /** Losses by name over steps, of the step events; of the epoch events over epochs where there are no others. */
    public List<Curve> losses() {
        String event = has(LogKeys.STEP_EVENT) ? LogKeys.STEP_EVENT : LogKeys.EPOCH_EVENT;
        Map<String, Boolean> names = new LinkedHashMap<>();
        for (Map<String, Object> one : events) {
            if (isOf(event, one) && one.get(LogKeys.LOSSES) instanceof Map<?, ?> losses) {
                losses.keySet().forEach(name -> names.put(String.valueOf(name), true));
            }
        }
        List<Curve> curves = new ArrayList<>();
        for (String name : names.keySet()) {
            curve(event, name, e -> e.get(LogKeys.LOSSES) instanceof Map<?, ?> losses ? losses.get(name) : null)
                    .ifPresent(curves::add);
        }
        return curves;
    }

    /** What {@link #losses} are drawn over: {@code step} or {@code epoch}. */
    public String lossesOver() {
        return has(LogKeys.STEP_EVENT) ? LogKeys.STEP : LogKeys.EPOCH;
    }

    /** A value of the step events over steps, such as the rate; of the epoch events over epochs without the former. */
    public Optional<Curve> steps(String key) {
        Optional<Curve> steps = curve(LogKeys.STEP_EVENT, key, e -> e.get(key));
        return steps.isPresent() ? steps : epochs(key, key);
    }

    /** A value of the epoch events over epochs, such as validation rank-1. */
    public Optional<Curve> epochs(String key, String name) {
        return curve(LogKeys.EPOCH_EVENT, name, e -> e.get(key));
    }

    /** Events that are neither steps nor epochs, and messages, one line each. */
    public List<String> happenings() {
        List<String> lines = new ArrayList<>();
        for (Map<String, Object> one : events) {
            boolean usual = isOf(LogKeys.STEP_EVENT, one) || isOf(LogKeys.EPOCH_EVENT, one);
            if (one.containsKey(LogKeys.MESSAGE)) {
                lines.add(where(one) + one.get(LogKeys.MESSAGE));
            } else if (!usual) {
                Map<String, Object> rest = new LinkedHashMap<>(one);
                rest.keySet().removeAll(List.of(LogKeys.EVENT, LogKeys.EPOCH, "time"));
                lines.add(where(one) + one.get(LogKeys.EVENT) + (rest.isEmpty() ? "" : ": " + HtmlPage.shown(rest)));
            }
        }
        return lines;
    }

    private static String where(Map<String, Object> event) {
        return event.get(LogKeys.EPOCH) instanceof Number epoch ? "epoch " + epoch + ": " : "";
    }

    private boolean has(String event) {
        return events.stream().anyMatch(e -> isOf(event, e));
    }

    private static boolean isOf(String event, Map<String, Object> one) {
        return event.equals(one.get(LogKeys.EVENT));
    }

    private Optional<Curve> curve(String event, String name, Function<Map<String, Object>, @Nullable Object> value) {
        String place = event.equals(LogKeys.STEP_EVENT) ? LogKeys.STEP : LogKeys.EPOCH;
        List<double[]> points = new ArrayList<>();
        for (Map<String, Object> one : events) {
            if (isOf(event, one) && one.get(place) instanceof Number at && value.apply(one) instanceof Number y) {
                double x = at.doubleValue();
                while (!points.isEmpty() && points.get(points.size() - 1)[0] >= x) {
                    points.remove(points.size() - 1);
                }
                points.add(new double[] {x, y.doubleValue()});
            }
        }
        return points.isEmpty()
                ? Optional.empty()
                : Optional.of(new Curve(
                        name,
                        points.stream().mapToDouble(p -> p[0]).toArray(),
                        points.stream().mapToDouble(p -> p[1]).toArray()));
    }
}
