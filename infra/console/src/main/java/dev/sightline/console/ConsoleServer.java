package dev.sightline.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.ByteString;
import io.javalin.Javalin;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import io.javalin.http.sse.SseClient;
import io.javalin.http.staticfiles.Location;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Serves the live page, its events and its pictures on one host and port. */
final class ConsoleServer implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final LiveView view;
    private final Set<LiveViewer> viewers = ConcurrentHashMap.newKeySet();
    private final Javalin web;

    /** @param port 0 picks a free one */
    ConsoleServer(LiveView view, String host, int port) {
        this.view = view;
        this.web = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.staticFiles.add("/console", Location.CLASSPATH);
            config.routes.sse("/live", this::follow);
            config.routes.get("/frames/{camera}/{session}/{sequence}.jpg", this::frame);
            config.routes.get("/crops/<identity>", this::crop);
        });
        web.start(host, port);
    }

    int port() {
        return web.port();
    }

    /** Changes the view and sends it to every viewer; one who connects meanwhile gets it in the snapshot or as an event. */
    synchronized void update(Function<LiveView, Optional<LiveEvent>> change) {
        change.apply(view).ifPresent(event -> viewers.forEach(v -> v.offer(event)));
    }

    private synchronized LiveViewer join() {
        LiveViewer viewer = new LiveViewer(view.snapshot());
        viewers.add(viewer);
        return viewer;
    }

    private void follow(SseClient client) {
        client.keepAlive();
        LiveViewer viewer = join();
        Thread writer = new Thread(() -> write(client, viewer), "console-viewer");
        writer.setDaemon(true);
        client.onClose(() -> {
            viewers.remove(viewer);
            writer.interrupt();
        });
        writer.start();
    }

    private static void write(SseClient client, LiveViewer viewer) {
        try {
            while (!client.terminated()) {
                LiveEvent event = viewer.next();
                String data = event instanceof LiveEvent.Alert alert ? alert.json() : JSON.writeValueAsString(event);
                client.sendEvent(event.name(), data);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("view events are plain records", e);
        }
    }

    private void frame(Context ctx) {
        send(
                ctx,
                view.picture(
                        ctx.pathParam("camera"),
                        ctx.pathParamAsClass("session", Long.class).get(),
                        ctx.pathParamAsClass("sequence", Long.class).get()));
    }

    private void crop(Context ctx) {
        send(ctx, view.crop(ctx.pathParam("identity")));
    }

    private static void send(Context ctx, Optional<ByteString> jpeg) {
        ByteString bytes = jpeg.orElseThrow(() -> new NotFoundResponse("no such picture is held any more"));
        ctx.contentType("image/jpeg")
                .header("Cache-Control", "no-store, private")
                .result(bytes.toByteArray());
    }

    @Override
    public void close() {
        web.stop();
    }
}
