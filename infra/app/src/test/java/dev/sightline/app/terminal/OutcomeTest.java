package dev.sightline.app.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sightline.platform.problem.Problem;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OutcomeTest {
    private static final Problem ENDS_EARLY =
            new Problem("north", "ends-early", "the file ends after 500 of 1000 frames", 3, "copy it again");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Terminal terminal = Terminal.plain(new PrintWriter(out), new PrintWriter(err), Clock.systemUTC());

    @Test
    void shouldEndWithZeroWhenAllIsDone() {
        int status = Outcome.on(terminal, false).text("a line").say("Done.").end();

        assertThat(status).isEqualTo(ExitStatus.DONE);
        assertThat(out.toString().lines()).containsExactly("a line", "Done.");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void shouldSayEachProblemWithWhereWhatHowOftenAndWhatToDo() {
        Outcome outcome = Outcome.on(terminal, false).say("Tracked 2 cameras.");
        outcome.problems().add(ENDS_EARLY);
        outcome.problems().add(Problem.of("south-entrance", "refused", "the camera was refused", ""));

        int status = outcome.end();

        assertThat(status).isEqualTo(ExitStatus.PROBLEMS);
        assertThat(out.toString().lines()).containsExactly("Tracked 2 cameras.");
        assertThat(err.toString().lines())
                .containsExactly(
                        "2 problems:",
                        "  north           the file ends after 500 of 1000 frames (3 times)",
                        "                  -> copy it again",
                        "  south-entrance  the camera was refused");
    }

    @Test
    void shouldPrintNothingThatATerminalObeys() {
        Outcome outcome = Outcome.on(terminal, false);
        outcome.problems().add(Problem.of("north\u001b[2J", "refused", "no\nsuch file", ""));

        outcome.end();

        assertThat(err.toString()).contains("north\\u001b[2J  no\\nsuch file").doesNotContain("\u001b");
    }

    @Test
    void shouldPutEverythingIntoOneJsonDocument() throws IOException {
        Outcome outcome = Outcome.on(terminal, true)
                .text("for people only")
                .fields("{\"rank-1\": 0.5}")
                .table("cameras", new Table("camera", "fps", "live").row("north", 5, true))
                .say("Tracked 1 camera.");
        outcome.problems().add(ENDS_EARLY);

        int status = outcome.end();

        JsonNode document = new ObjectMapper().readTree(out.toString());
        assertThat(status).isEqualTo(3);
        assertThat(document.get("rank-1").asDouble()).isEqualTo(.5);
        assertThat(document.at("/cameras/0/live").asBoolean()).isTrue();
        assertThat(document.at("/summary/0").asText()).isEqualTo("Tracked 1 camera.");
        assertThat(document.at("/problems/0/where").asText()).isEqualTo("north");
        assertThat(document.at("/problems/0/count").asInt()).isEqualTo(3);
        assertThat(document.at("/problems/0/advice").asText()).isEqualTo("copy it again");
        assertThat(document.get("exit").asInt()).isEqualTo(3);
    }

    @Test
    void shouldLetAVerdictCountMoreThanProblems() {
        Outcome outcome = Outcome.on(terminal, false);
        outcome.problems().add(ENDS_EARLY);

        assertThat(outcome.end(ExitStatus.REFUSED)).isEqualTo(4);
    }

    @Test
    void shouldKeepResultsAndProblemsButNoSentencesWhenTheUserWantsQuiet() {
        Terminal quiet = new Terminal(terminal.out(), terminal.err(), false, true, 80, Clock.systemUTC());
        Outcome outcome = Outcome.on(quiet, false).text("result").say("Done.");
        outcome.problems().add(ENDS_EARLY);

        outcome.terminal().say("On the way.");
        outcome.end();

        assertThat(out.toString().lines()).containsExactly("result");
        assertThat(err.toString()).startsWith("1 problem:").doesNotContain("On the way");
    }

    @Test
    void shouldAlignColumnsAndNeverCutAnIdentifier() {
        Table table = new Table("model", "crops", "used")
                .row("person-with-a-very-long-identifier-that-is-not-cut@12", 5, true)
                .row("face@1", 1200, false);

        assertThat(table.text().lines())
                .containsExactly(
                        "model                                                  crops  used",
                        "person-with-a-very-long-identifier-that-is-not-cut@12      5  yes",
                        "face@1                                                  1200  no");
        assertThat(table.objects()).contains(Map.of("model", "face@1", "crops", 1200, "used", false));
    }
}
