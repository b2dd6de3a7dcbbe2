package dev.sightline.app.models;

import dev.sightline.rollout.PromotionView;
import java.io.PrintWriter;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Sentences on the terminal, and a bar where it is one. One thread. */
public final class TerminalView implements PromotionView {
    private final PrintWriter terminal;
    private @Nullable ProgressBar bar;

    public TerminalView(PrintWriter terminal) {
        this.terminal = terminal;
    }

    @Override
    public void say(String sentence) {
        terminal.println(sentence);
        terminal.flush();
    }

    @Override
    public void describing(long exemplars) {
        if (System.console() == null) {
            say("Describing " + exemplars + " stored exemplars…");
            return;
        }
        bar = new ProgressBarBuilder()
                .setTaskName("Describing")
                .setInitialMax(exemplars)
                .setUnit(" exemplars", 1)
                .setStyle(ProgressBarStyle.ASCII)
                .showSpeed()
                .setConsumer(new ConsoleProgressBarConsumer(System.err))
                .build();
    }

    @Override
    public void described(long exemplars) {
        ProgressBar shown = bar;
        if (shown != null) {
            shown.stepBy(exemplars);
        }
    }

    @Override
    public void close() {
        ProgressBar shown = bar;
        if (shown != null) {
            shown.close();
            bar = null;
        }
    }
}
