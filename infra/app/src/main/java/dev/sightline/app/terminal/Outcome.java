package dev.sightline.app.terminal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sightline.platform.problem.Problem;
import dev.sightline.platform.problem.Problems;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/**
 * What came of a command: data, sentences for people, and the {@link Problems}. {@link #end} prints all of it once, as text
 * or as one JSON document, and gives the exit status, so that no command ends with 0 while something was not done.
 *
 * <p>Text goes to standard output, problems to standard error. In JSON everything is in one document: the data's fields,
 * {@code summary}, {@code problems} and {@code exit}. Not thread-safe, apart from {@link #problems}.
 */
public final class Outcome {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final Terminal terminal;
    private final boolean json;
    private final Problems problems = new Problems();
    private final StringBuilder text = new StringBuilder();
    private final List<String> sentences = new ArrayList<>();
    private final ObjectNode document = JSON.createObjectNode();

    private Outcome(Terminal terminal, boolean json) {
        this.terminal = terminal;
        this.json = json;
    }

    /** Of a command that takes {@code --json}. */
    public static Outcome of(CommandSpec spec, JsonOption json) {
        return new Outcome(Terminal.of(spec), json.wanted());
    }

    /** Of a command without {@code --json}. */
    public static Outcome of(CommandSpec spec) {
        return new Outcome(Terminal.of(spec), false);
    }

    static Outcome on(Terminal terminal, boolean json) {
        return new Outcome(terminal, json);
    }

    /** Where the command says how it goes. */
    public Terminal terminal() {
        return terminal;
    }

    /** Where whatever was asked for and not done is noted. Thread-safe. */
    public Problems problems() {
        return problems;
    }

    /** Adds a sentence to the summary. */
    public Outcome say(String sentence) {
        sentences.add(sentence);
        return this;
    }

    /** Adds lines that people read as they are. */
    public Outcome text(String lines) {
        text.append(lines);
        if (!lines.isEmpty() && !lines.endsWith("\n")) {
            text.append(System.lineSeparator());
        }
        return this;
    }

    /** Adds a field to the JSON document. */
    public Outcome field(String name, Object value) {
        document.set(name, JSON.valueToTree(value));
        return this;
    }

    /** Adds a table, for people and as a field of the JSON document. */
    public Outcome table(String name, Table table) {
        if (!table.isEmpty()) {
            text(table.text());
        }
        return field(name, table.objects());
    }

    /** Adds all fields of a JSON object that something else made. */
    public Outcome fields(String object) {
        try {
            if (!(JSON.readTree(object) instanceof ObjectNode fields)) {
                throw new IllegalArgumentException("a JSON object is needed, not: " + object);
            }
            document.setAll(fields);
            return this;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a JSON object is needed, not: " + object, e);
        }
    }

    /** Prints everything; status 3 when there are problems, else 0. */
    public int end() {
        return end(ExitStatus.DONE);
    }

    /**
     * Prints everything.
     *
     * @param verdict exit status that says more than the problems do; 0 when there is none
     */
    public int end(int verdict) {
        List<Problem> found = problems.all();
        int status = verdict != ExitStatus.DONE || found.isEmpty() ? verdict : ExitStatus.PROBLEMS;
        PrintWriter out = terminal.out();
        if (json) {
            field("summary", sentences).field("problems", found).field("exit", status);
            out.println(document.toPrettyString());
        } else {
            out.print(text);
            if (!terminal.quiet()) {
                sentences.forEach(out::println);
            }
        }
        out.flush();
        if (!found.isEmpty()) {
            terminal.err().print(ProblemText.list(found));
            terminal.err().flush();
        }
        return status;
    }
}
