package dev.sightline.platform.peer;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;

/** Asks other instances. Thread-safe. */
public final class PeerClient {
    private static final int UNAUTHORIZED = 401;
    private static final int OK = 200;

    private final Sealing sealing;
    private final HttpClient web;

    /** @param patience how long to try to connect */
    public PeerClient(SharedKey key, InstantSource clock, Duration patience) {
        this.sealing = new Sealing(key, clock);
        this.web = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(patience)
                .build();
    }

    /**
     * Asks one instance; does not wait.
     *
     * @param address host and port
     * @return fails with {@link PeerRefused} when the two do not know the same secret, and otherwise when there is no answer in time
     */
    public CompletableFuture<byte[]> ask(String address, byte[] question, Duration patience) {
        byte[] sealed = sealing.question(question);
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + address + PeerServer.PATH))
                .timeout(patience)
                .header("Content-Type", "application/octet-stream")
                .POST(HttpRequest.BodyPublishers.ofByteArray(sealed))
                .build();
        return web.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray())
                .thenApply(response -> opened(address, response, sealed));
    }

    private byte[] opened(String address, HttpResponse<byte[]> response, byte[] sealed) {
        if (response.statusCode() == UNAUTHORIZED) {
            throw new PeerRefused(address);
        }
        if (response.statusCode() != OK) {
            throw new IllegalStateException(address + " answers " + response.statusCode());
        }
        return sealing.openedAnswer(response.body(), sealed).orElseThrow(() -> new PeerRefused(address));
    }
}
