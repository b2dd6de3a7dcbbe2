package dev.sightline.app.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.app.terminal.Terminal;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrainProgressTest {
    @Test
    void shouldSayWithoutATerminalWhatIsBegunAndWhatWasDecided() {
        StringWriter err = new StringWriter();
        Terminal file = Terminal.plain(
                new PrintWriter(new StringWriter()), new PrintWriter(err), Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));

        try (TrainProgress progress = new TrainProgress(file)) {
            progress.started(2, 0, 30);
            progress.epochEnded(1, Map.of("validation_map", .5));
            progress.said("Kept is epoch 1 of 2.");
            progress.working("Describing test people", 64, 200);
            progress.working("Describing test people", 200, 200);
            progress.said("Calibrating on 20 test people.");
            progress.working("Describing again", 10, 10);
        }

        assertThat(err.toString().lines())
                .containsExactly(
                        "Training 2 epochs of 30 steps.",
                        "epoch 1 of 2, mAP 0.500",
                        "Kept is epoch 1 of 2.",
                        "Describing test people: 200 crops.",
                        "Calibrating on 20 test people.",
                        "Describing again: 10 crops.");
    }
}
