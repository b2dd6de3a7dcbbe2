package dev.sightline.app.train;

import dev.sightline.trainer.report.LogKeys;
import dev.sightline.trainer.run.TrainingListener;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Shows how training goes: a bar with rate and time left on a terminal, one line an epoch everywhere. */
final class TrainProgress implements TrainingListener, AutoCloseable {
    private final PrintWriter terminal;
    private @Nullable ProgressBar bar;
    private int epochs;

    TrainProgress(PrintWriter terminal) {
        this.terminal = terminal;
    }

    @Override
    public void asking(String teacher, int crops) {
        terminal.printf("Asking teacher %s about %d crops and their mirror images.%n", teacher, crops);
        terminal.flush();
    }

    @Override
    public void started(int epochs, int epochsDone, int stepsPerEpoch) {
        this.epochs = epochs;
        if (epochsDone > 0) {
            terminal.printf("Going on after epoch %d of %d.%n", epochsDone, epochs);
            terminal.flush();
        }
        if (System.console() != null) {
            bar = new ProgressBarBuilder()
                    .setTaskName("Training")
                    .setInitialMax((long) epochs * stepsPerEpoch)
                    .startsFrom((long) epochsDone * stepsPerEpoch, java.time.Duration.ZERO)
                    .setUnit(" steps", 1)
                    .setStyle(ProgressBarStyle.ASCII)
                    .showSpeed()
                    .setConsumer(new ConsoleProgressBarConsumer(System.err))
                    .build();
        }
    }

    @Override
    public void stepped(int epoch, int step, Map<String, Double> cost, double imagesPerSecond) {
        if (bar != null) {
            bar.step();
            bar.setExtraMessage(String.format(
                    Locale.ROOT, "epoch %d, loss %.3f, %.0f images/s", epoch + 1, cost.get("total"), imagesPerSecond));
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
        terminal.println(line);
        terminal.flush();
    }

    private static String figure(String format, @Nullable Object value) {
        return value instanceof Number number ? String.format(Locale.ROOT, format, number.doubleValue()) : "";
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
