package dev.sightline.console.webhook;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A program that gets alerts. */
final class Receiver implements AutoCloseable {
    /** What it got. */
    record Got(String id, String attempt, String signature, String body) {}

    /** Answers; a status below 0 answers nothing at all. */
    interface Behavior {
        int answer(Got got) throws IOException;
    }

    final List<Got> got = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private volatile Behavior behavior = g -> 200;

    Receiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::take);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/alerts";
    }

    void behave(Behavior next) {
        behavior = next;
    }

    private void take(HttpExchange exchange) throws IOException {
        Got taken = new Got(
                exchange.getRequestHeaders().getFirst("Idempotency-Key"),
                exchange.getRequestHeaders().getFirst("Sightline-Attempt"),
                exchange.getRequestHeaders().getFirst("Sightline-Signature"),
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        got.add(taken);
        int status = behavior.answer(taken);
        if (status / 100 == 3) {
            exchange.getResponseHeaders().add("Location", url());
        }
        if (status >= 0) {
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
