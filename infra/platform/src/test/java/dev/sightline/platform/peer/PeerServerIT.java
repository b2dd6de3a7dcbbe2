package dev.sightline.platform.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who is answered over HTTP, and who is not. */
class PeerServerIT {
    private static final SharedKey OURS = SharedKey.of("search.key", "o".repeat(40));
    private static final SharedKey OTHER = SharedKey.of("search.key", "x".repeat(40));
    private static final byte[] WHO = "who?".getBytes(StandardCharsets.UTF_8);
    private static final Duration LONG = Duration.ofSeconds(30);

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final CountDownLatch slow = new CountDownLatch(1);
    private final PeerServer server = PeerServer.start("127.0.0.1", 0, OURS, Clock.systemUTC(), this::answer);
    private final String address = "127.0.0.1:" + server.port();

    @AfterEach
    void close() {
        slow.countDown();
        server.close();
    }

    private byte[] answer(byte[] question) {
        String text = new String(question, StandardCharsets.UTF_8);
        asked.add(text);
        if (text.equals("slow")) {
            try {
                slow.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return ("answer to " + text).getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void shouldAnswerAnInstanceWithTheSameSecret() {
        byte[] answer = client(OURS).ask(address, WHO, LONG).join();

        assertThat(new String(answer, StandardCharsets.UTF_8)).isEqualTo("answer to who?");
    }

    @Test
    void shouldRefuseAndDoNothingForThoseWithoutIt() throws Exception {
        assertThatThrownBy(() -> client(OTHER).ask(address, WHO, LONG).get())
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(PeerRefused.class)
                .hasMessageContaining("another secret");
        HttpResponse<String> plain = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://" + address + PeerServer.PATH))
                                .POST(HttpRequest.BodyPublishers.ofByteArray(WHO))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());

        assertThat(plain.statusCode()).isEqualTo(401);
        assertThat(asked).isEmpty();
    }

    @Test
    void shouldGiveUpInTime() {
        Duration brief = Duration.ofMillis(200);

        assertThatThrownBy(() -> client(OURS)
                        .ask(address, "slow".getBytes(StandardCharsets.UTF_8), brief)
                        .get())
                .hasCauseInstanceOf(HttpTimeoutException.class);
        assertThatThrownBy(() ->
                        client(OURS).ask("127.0.0.1:" + closedPort(), WHO, LONG).get())
                .hasCauseInstanceOf(ConnectException.class);
    }

    @Test
    void shouldSayWhichPortIsTaken() {
        assertThatThrownBy(() ->
                        PeerServer.start("127.0.0.1", server.port(), OURS, Clock.systemUTC(), question -> question))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("choose another search.port");
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static PeerClient client(SharedKey key) {
        return new PeerClient(key, Clock.systemUTC(), LONG);
    }
}
