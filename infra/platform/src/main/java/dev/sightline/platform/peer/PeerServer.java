package dev.sightline.platform.peer;

import io.javalin.Javalin;
import io.javalin.http.Context;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers other instances. Who does not know the secret gets 401 and nothing is done; beyond some questions at once it is 503. Its
 * opener closes it.
 */
public final class PeerServer implements AutoCloseable {
    static final String PATH = "/peer/v1";
    private static final Logger log = LoggerFactory.getLogger(PeerServer.class);
    private static final long LARGEST_QUESTION = 16L << 20;
    private static final long QUIET = Duration.ofSeconds(10).toNanos();

    private final Javalin web;
    private final Sealing sealing;
    private final UnaryOperator<byte[]> answers;
    private final Semaphore turns = new Semaphore(2 * Runtime.getRuntime().availableProcessors());

    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong logged = new AtomicLong();

    private PeerServer(Sealing sealing, UnaryOperator<byte[]> answers) {
        this.sealing = sealing;
        this.answers = answers;
        this.web = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.startup.showOldJavalinVersionWarning = false;
            config.startup.startupWatcherEnabled = false;
            config.http.maxRequestSize = LARGEST_QUESTION;
            config.routes.post(PATH, this::answer);
        });
    }

    /**
     * Listens.
     *
     * @param port 0 picks a free one
     * @param answers to questions that were sealed with the key; called by several threads
     * @throws IllegalStateException when the port is in use or the address is none of this machine
     */
    public static PeerServer start(
            String host, int port, SharedKey key, InstantSource clock, UnaryOperator<byte[]> answers) {
        PeerServer server = new PeerServer(new Sealing(key, clock), answers);
        try {
            server.web.start(host, port);
        } catch (RuntimeException e) {
            server.web.stop();
            throw new IllegalStateException(
                    "other instances cannot be answered on " + host + ":" + port + " (" + e.getMessage()
                            + "): choose another search.port or search.host",
                    e);
        }
        return server;
    }

    public int port() {
        return web.port();
    }

    private void answer(Context context) {
        byte[] sealed = context.bodyAsBytes();
        Sealing.Opened opened = sealing.opened(sealed);
        if (opened.refusal().isPresent()) {
            refused(context.ip(), opened.refusal().get());
            context.status(401).result(opened.refusal().get().text());
        } else if (!turns.tryAcquire()) {
            context.status(503).result("too many questions at once");
        } else {
            try {
                context.contentType("application/octet-stream")
                        .result(sealing.answer(answers.apply(opened.question()), sealed));
            } finally {
                turns.release();
            }
        }
    }

    /** Anybody who reaches the port can ask without end: one line a while says so. */
    private void refused(String from, Sealing.Refusal why) {
        long now = System.nanoTime();
        long last = logged.get();
        refused.incrementAndGet();
        if ((last == 0 || now - last > QUIET) && logged.compareAndSet(last, now)) {
            log.warn("{} questions were refused, the last one from {}: {}", refused.getAndSet(0), from, why.text());
        }
    }

    @Override
    public void close() {
        web.stop();
    }
}
