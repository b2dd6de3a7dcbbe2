package dev.sightline.app.train;

import dev.sightline.app.terminal.Progress;
import dev.sightline.app.terminal.Terminal;
import dev.sightline.trainer.report.LogKeys;
import dev.sightline.trainer.run.TrainingListener;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Shows how training goes: steps with rate and time left, and one line an epoch. */
public final class TrainProgress implements TrainingListener, AutoCloseable {
    private final Terminal terminal;
    private @Nullable Progress steps;
    private @Nullable Progress work;
    private String working = "";
    private int worked;
    private int epochs;

    public TrainProgress(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void asking(String teacher, int crops) {
        terminal.say("Asking teacher " + teacher + " about " + crops + " crops and their mirror images.");
    }

    @Override
    public void started(int epochs, int epochsDone, int stepsPerEpoch) {
        this.epochs = epochs;
        if (epochsDone > 0) {
            terminal.say("Going on after epoch " + epochsDone + " of " + epochs + ".");
        }
        terminal.say("Training " + epochs + " epochs of " + stepsPerEpoch + " steps.");
        steps = Progress.resumed(
                terminal, "Training", "steps", (long) epochsDone * stepsPerEpoch, (long) epochs * stepsPerEpoch);
    }

    @Override
    public void stepped(int epoch, int step, Map<String, Double> cost, double imagesPerSecond) {
        Progress shown = steps;
        if (shown != null) {
            shown.note(String.format(
                    Locale.ROOT, "epoch %d, loss %.3f, %.0f images/s", epoch + 1, cost.get("total"), imagesPerSecond));
            shown.step(1);
        }
    }

    @Override
    public void epochEnded(int epoch, Map<String, Object> event) {
        StringBuilder line = new StringBuilder("epoch " + epoch + " of " + epochs);
        if (event.get(LogKeys.LOSSES) instanceof Map<?, ?> losses) {
            losses.forEach((name, value) -> line.append(figure(", " + name + " %.4f", value)));
        }
        line.append(figure(", validation rank-1 %.3f", event.get(LogKeys.VALIDATION_RANK1)));
        line.append(figure(", mAP %.3f", event.get(LogKeys.VALIDATION_MAP)));
        line.append(figure(", %.0f images/s", event.get(LogKeys.IMAGES_PER_SECOND)));
        line.append(figure(", %.0f s left", event.get(LogKeys.ETA_SECONDS)));
        Progress shown = steps;
        if (shown == null) {
            terminal.say(line.toString());
        } else {
            shown.say(line.toString());
        }
    }

    @Override
    public void said(String sentence) {
        endWork();
        Progress shown = steps;
        if (shown == null) {
            terminal.say(sentence);
        } else {
            shown.say(sentence);
        }
    }

    @Override
    public void working(String name, int done, int total) {
        Progress shown = work;
        if (shown == null || !working.equals(name)) {
            endWork();
            said(name + ": " + total + " crops.");
            shown = Progress.over(terminal, name, "crops", total);
            work = shown;
            working = name;
            worked = 0;
        }
        shown.step((long) done - worked);
        worked = done;
    }

    private void endWork() {
        Progress shown = work;
        if (shown != null) {
            shown.close();
        }
        work = null;
        working = "";
    }

    private static String figure(String format, @Nullable Object value) {
        return value instanceof Number number ? String.format(Locale.ROOT, format, number.doubleValue()) : "";
    }

    @Override
    public void close() {
        endWork();
        Progress shown = steps;
        if (shown != null) {
            shown.close();
        }
    }
}
