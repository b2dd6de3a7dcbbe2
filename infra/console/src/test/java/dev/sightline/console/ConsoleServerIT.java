package dev.sightline.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.sightline.contracts.v1.Frame;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class ConsoleServerIT {
    @Test
    void shouldAskTheBrowserToKeepNoPicture() throws Exception {
        LiveView view = new LiveView(InstantSource.system());
        view.frame(
                Frame.newBuilder()
                        .setCameraId("north")
                        .setSession(1)
                        .setSequence(3)
                        .build(),
                ByteString.copyFromUtf8("picture"));
        try (ConsoleServer server = new ConsoleServer(view, "127.0.0.1", 0)) {
            HttpResponse<String> held = get(server, "/frames/north/1/3.jpg");
            HttpResponse<String> gone = get(server, "/frames/north/1/4.jpg");

            assertThat(held.statusCode()).isEqualTo(200);
            assertThat(held.body()).isEqualTo("picture");
            assertThat(held.headers().firstValue("Cache-Control")).contains("no-store, private");
            assertThat(gone.statusCode()).isEqualTo(404);
        }
    }

    private static HttpResponse<String> get(ConsoleServer server, String path)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }
}
