package dev.sightline.app.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sightline.app.terminal.JsonOption;
import java.io.PrintWriter;
import java.util.List;

/** With {@code --json}, a failure too is one JSON document on standard output. */
final class ErrorDocument {
    private ErrorDocument() {}

    static boolean wanted(List<String> arguments) {
        return arguments.contains(JsonOption.NAME);
    }

    static void print(PrintWriter out, String sentence, int status) {
        ObjectNode document = new ObjectMapper().createObjectNode().put("error", sentence);
        out.println(document.put("exit", status).toPrettyString());
        out.flush();
    }
}
