package dev.sightline.console.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/** Server-sent events of one answer, as the HTML standard writes them (section 9.2). For one thread. */
final class EventStream {
    private final HttpServletResponse answer;

    EventStream(HttpServletResponse answer) {
        this.answer = answer;
    }

    /** Says what comes; a proxy is not to hold it back. */
    void begin() throws IOException {
        answer.setStatus(HttpServletResponse.SC_OK);
        answer.setContentType("text/event-stream;charset=utf-8");
        answer.setHeader("Connection", "close");
        answer.setHeader("X-Accel-Buffering", "no");
        answer.flushBuffer();
    }

    /** @throws IOException when nobody reads any more */
    void send(String event, String data) throws IOException {
        write(data.lines()
                .map(line -> "data: " + line + "\n")
                .collect(Collectors.joining("", "event: " + event + "\n", "\n")));
    }

    /** A comment, by which a reader who left is noticed. */
    void beat() throws IOException {
        write(": still here\n\n");
    }

    private void write(String text) throws IOException {
        answer.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        answer.flushBuffer();
    }
}
