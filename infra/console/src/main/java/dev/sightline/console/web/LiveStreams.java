package dev.sightline.console.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sightline.console.access.Caller;
import dev.sightline.console.access.Streams;
import dev.sightline.console.api.Answer;
import dev.sightline.console.api.ApiProblem;
import dev.sightline.console.live.LiveEvent;
import dev.sightline.console.live.LiveHub;
import dev.sightline.console.live.LiveViewer;
import io.javalin.http.Context;
import jakarta.servlet.AsyncContext;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Live streams as server-sent events, one thread each, bounded in number. A stream ends within {@link #BEAT} of the end of its
 * session or token.
 *
 * <p>Not by Javalin's {@code SseClient}: when a reader leaves, that goes on with the request's tasks on an answer that Jetty
 * has already taken back, each fails, and its failure is the next task, without end.
 */
final class LiveStreams {
    static final Duration BEAT = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(LiveStreams.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final LiveHub hub;
    private final Streams places;
    private final RequestGuard guard;

    LiveStreams(LiveHub hub, Streams places, RequestGuard guard) {
        this.hub = hub;
        this.places = places;
        this.guard = guard;
    }

    void open(Caller caller, Answer.Follow follow, Context web) {
        String accept = Optional.ofNullable(web.header("Accept")).orElse("");
        if (!accept.contains("text/event-stream")) {
            throw ApiProblem.bad("this is a stream: ask for it with 'Accept: text/event-stream'");
        }
        if (!places.enter(caller.name())) {
            web.header("Retry-After", "30");
            throw ApiProblem.crowded("too many live streams are open; close a page, or raise console.streams");
        }
        // Never done: the thread ends the answer itself, whatever state it is in by then.
        web.future(() -> {
            start(caller, follow, web);
            return new CompletableFuture<>();
        });
    }

    private void start(Caller caller, Answer.Follow follow, Context web) {
        AsyncContext answer = web.req().getAsyncContext();
        // Never interrupted: a thread that is interrupted while it reads the embedded database closes it for everybody.
        Thread writer = new Thread(
                () -> {
                    LiveViewer viewer = hub.join(follow.wanted());
                    try {
                        write(new EventStream(web.res()), viewer, caller);
                    } catch (IOException | IllegalStateException e) {
                        LOG.debug("{} left a live stream", caller.name(), e);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    } finally {
                        hub.leave(viewer);
                        places.leave(caller.name());
                        end(answer);
                    }
                },
                "console-viewer");
        writer.setDaemon(true);
        writer.start();
    }

    private void write(EventStream stream, LiveViewer viewer, Caller caller) throws IOException, InterruptedException {
        stream.begin();
        long checked = System.nanoTime();
        while (true) {
            Optional<LiveEvent> event = viewer.next(BEAT);
            if (event.isPresent()) {
                stream.send(event.get().name(), json(event.get()));
            } else {
                stream.beat();
            }
            if (System.nanoTime() - checked > BEAT.toNanos()) {
                if (!guard.isStill(caller)) {
                    return;
                }
                checked = System.nanoTime();
            }
        }
    }

    private static void end(AsyncContext answer) {
        try {
            answer.complete();
        } catch (IllegalStateException e) {
            LOG.debug("the reader ended it first", e);
        }
    }

    private static String json(LiveEvent event) {
        try {
            return event instanceof LiveEvent.Alert alert ? alert.json() : JSON.writeValueAsString(event);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("view events are plain records", e);
        }
    }
}
