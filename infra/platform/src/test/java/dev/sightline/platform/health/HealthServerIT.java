package dev.sightline.platform.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.platform.lifecycle.ServiceHealth;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HealthServerIT {
    private final Meters meters = new Meters();
    private final AtomicReference<List<ServiceHealth>> services = new AtomicReference<>(
            List.of(new ServiceHealth("ingest", true, true), new ServiceHealth("embedder", true, true)));
    private final HttpClient client = HttpClient.newHttpClient();
    private final HealthServer server = HealthServer.start(HealthPolicy.defaults(), services::get, meters.registry());

    @BeforeEach
    void countSomething() {
        meters.registry().counter("sightline.frames", "camera", "door").increment(3);
    }

    @AfterEach
    void close() {
        server.close();
        meters.close();
    }

    @Test
    void shouldTellThatAllIsWell() throws Exception {
        HttpResponse<String> live = get("/health/live");
        HttpResponse<String> ready = get("/health/ready");

        assertThat(live.statusCode()).isEqualTo(200);
        assertThat(ready.statusCode()).isEqualTo(200);
        assertThat(ready.headers().firstValue("content-type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/json"));
        assertThat(ready.body())
                .isEqualTo(
                        "{\"status\":\"up\",\"services\":[{\"service\":\"ingest\",\"ready\":true,\"live\":true,\"degraded\":\"\"},"
                                + "{\"service\":\"embedder\",\"ready\":true,\"live\":true,\"degraded\":\"\"}]}");
    }

    @Test
    void shouldTellWhichServiceIsNotReadyOrDead() throws Exception {
        services.set(List.of(new ServiceHealth("ingest", false, true)));
        assertThat(get("/health/live").statusCode()).isEqualTo(200);
        assertThat(get("/health/ready").statusCode()).isEqualTo(503);

        services.set(List.of(new ServiceHealth("ingest", false, false)));
        assertThat(get("/health/live").statusCode()).isEqualTo(503);
        assertThat(get("/health/live").body())
                .contains("\"service\":\"ingest\"")
                .contains("\"live\":false");
    }

    @Test
    void shouldTellThatAServiceIsDegradedAndWhy() throws Exception {
        services.set(List.of(
                new ServiceHealth("embedder", true, true),
                new ServiceHealth("ingest", true, true, "camera door: 84% of its frames are skipped")));

        assertThat(get("/health/ready").statusCode()).isEqualTo(200);
        assertThat(get("/health/ready").body())
                .startsWith("{\"status\":\"degraded\"")
                .contains("\"degraded\":\"camera door: 84% of its frames are skipped\"");
    }

    @Test
    void shouldServeMeters() throws Exception {
        HttpResponse<String> metrics = get("/metrics");

        assertThat(metrics.statusCode()).isEqualTo(200);
        assertThat(metrics.body())
                .contains("sightline_frames_total{camera=\"door\"} 3.0")
                .contains("jvm_memory_used_bytes");
    }

    @Test
    void shouldListenOnLoopbackOnlyByDefault() {
        assertThat(server.address()).startsWith("http://127.0.0.1:");
    }

    @Test
    void shouldNameAPortInUse() {
        HealthPolicy taken = new HealthPolicy("127.0.0.1", server.port());

        assertThatThrownBy(() -> HealthServer.start(taken, services::get, meters.registry()))
                .hasMessageContaining("cannot be served on 127.0.0.1:" + server.port())
                .hasMessageContaining("choose another health port");
    }

    @Test
    void shouldRefusePoliciesThatCannotBe() {
        assertThatThrownBy(() -> new HealthPolicy("127.0.0.1", 65_536)).hasMessageContaining("65536");
        assertThatThrownBy(() -> new HealthPolicy(" ", 0)).hasMessageContaining("host is empty");
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(server.address() + path)).build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
