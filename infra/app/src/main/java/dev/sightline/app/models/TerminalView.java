package dev.sightline.app.models;

import dev.sightline.app.terminal.Progress;
import dev.sightline.app.terminal.Terminal;
import dev.sightline.rollout.PromotionView;
import org.jspecify.annotations.Nullable;

/** How a promotion goes: sentences, and progress while stored exemplars are re-embedded. One thread. */
public final class TerminalView implements PromotionView {
    private final Terminal terminal;
    private @Nullable Progress progress;

    public TerminalView(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void say(String sentence) {
        Progress shown = progress;
        if (shown == null) {
            terminal.say(sentence);
        } else {
            shown.say(sentence);
        }
    }

    @Override
    public void describing(long exemplars) {
        say("Re-embedding " + exemplars + " stored exemplars.");
        progress = Progress.over(terminal, "Re-embedding", "exemplars", exemplars);
    }

    @Override
    public void described(long exemplars) {
        Progress shown = progress;
        if (shown != null) {
            shown.step(exemplars);
        }
    }

    @Override
    public void close() {
        Progress shown = progress;
        if (shown != null) {
            shown.close();
            progress = null;
        }
    }
}
