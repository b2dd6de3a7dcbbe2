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
import io.javalin.http.sse.SseClient;
import io.javalin.http.sse.SseHandler;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Live streams as server-sent events, one thread each, bounded in number. A stream ends within {@link #BEAT} of the end of its
 * session or token.
 */
final class LiveStreams {
    static final Duration BEAT = Duration.ofSeconds(10);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final LiveHub hub;
    private final Streams places;
    private final Gate gate;

    LiveStreams(LiveHub hub, Streams places, Gate gate) {
        this.hub = hub;
        this.places = places;
        this.gate = gate;
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
        AtomicBoolean left = new AtomicBoolean();
        Runnable leave = () -> {
            if (left.compareAndSet(false, true)) {
                places.leave(caller.name());
            }
        };
        try {
            new SseHandler(client -> follow(client, caller, follow, leave)).handle(web);
        } catch (RuntimeException e) {
            leave.run();
            throw e;
        }
    }

    private void follow(SseClient client, Caller caller, Answer.Follow follow, Runnable leave) {
        client.keepAlive();
        LiveViewer viewer = hub.join(follow.wanted());
        // Never interrupted: a thread that is interrupted while it reads the embedded database closes it for everybody.
        client.onClose(() -> hub.leave(viewer));
        Thread writer = new Thread(
                () -> {
                    try {
                        write(client, viewer, caller);
                    } finally {
                        hub.leave(viewer);
                        leave.run();
                    }
                },
                "console-viewer");
        writer.setDaemon(true);
        writer.start();
    }

    private void write(SseClient client, LiveViewer viewer, Caller caller) {
        try {
            long checked = System.nanoTime();
            while (!client.terminated()) {
                Optional<LiveEvent> event = viewer.next(BEAT);
                if (client.terminated()) {
                    return;
                }
                if (event.isPresent()) {
                    client.sendEvent(event.get().name(), json(event.get()));
                } else {
                    client.sendComment("still here");
                }
                if (System.nanoTime() - checked > BEAT.toNanos()) {
                    if (!gate.isStill(caller)) {
                        client.close();
                        return;
                    }
                    checked = System.nanoTime();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String json(LiveEvent event) {
        try {
            return event instanceof LiveEvent.Alert alert ? alert.json() : JSON.writeValueAsString(event);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("view events are plain records", e);
        }
    }
}
