package dev.sightline.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.CookieManager;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What a browser or a program would send. Keeps cookies, follows no redirect. */
final class Browser {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final int port;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .cookieHandler(new CookieManager())
            .build();
    private final List<String> headers = new ArrayList<>();

    Browser(int port) {
        this.port = port;
    }

    static Browser with(int port, String token) {
        Browser program = new Browser(port);
        program.headers.addAll(List.of("Authorization", "Bearer " + token));
        return program;
    }

    /** Logged in, and sending what the pages send along. */
    static Browser loggedIn(int port, String user) throws IOException, InterruptedException {
        Browser browser = new Browser(port);
        HttpResponse<String> in =
                browser.form("/login", Map.of("user", user, "password", TestConsole.PASSWORD, "next", "/people"));
        if (in.statusCode() != 303) {
            throw new AssertionError("log-in of " + user + ": " + in.statusCode() + " " + in.body());
        }
        String csrf = browser.json("/api/v1/session").path("csrf").asText();
        browser.headers.addAll(List.of("X-CSRF-Token", csrf));
        return browser;
    }

    HttpResponse<String> get(String path, String... more) throws IOException, InterruptedException {
        return send(request(path, more).GET());
    }

    JsonNode json(String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = get(path);
        if (answer.statusCode() != 200) {
            throw new AssertionError(path + ": " + answer.statusCode() + " " + answer.body());
        }
        return JSON.readTree(answer.body());
    }

    static JsonNode read(HttpResponse<String> answer) throws IOException {
        return JSON.readTree(answer.body());
    }

    HttpResponse<String> form(String path, Map<String, String> fields, String... more)
            throws IOException, InterruptedException {
        String body = fields.entrySet().stream()
                .map(f -> f.getKey() + "=" + URLEncoder.encode(f.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return send(request(path, more)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body)));
    }

    HttpResponse<String> write(String method, String path, String body, String... more)
            throws IOException, InterruptedException {
        return send(request(path, more)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body)));
    }

    /** Sends a photo as it is. */
    HttpResponse<String> photo(String path, String photo) throws IOException, InterruptedException {
        return send(request(path).header("Content-Type", "image/jpeg").POST(BodyPublishers.ofString(photo)));
    }

    /**
     * Sends a form with files.
     *
     * @param parts name and content in turn; each is a file
     */
    HttpResponse<String> parts(String path, String... parts) throws IOException, InterruptedException {
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < parts.length; i += 2) {
            body.append("--XX\r\nContent-Disposition: form-data; name=\"")
                    .append(parts[i])
                    .append("\"; filename=\"a.jpg\"\r\nContent-Type: image/jpeg\r\n\r\n")
                    .append(parts[i + 1])
                    .append("\r\n");
        }
        return send(request(path)
                .header("Content-Type", "multipart/form-data; boundary=XX")
                .POST(BodyPublishers.ofString(body + "--XX--\r\n")));
    }

    /** Sends a body of any type. */
    HttpResponse<String> raw(String path, String type, String body) throws IOException, InterruptedException {
        return send(request(path).header("Content-Type", type).POST(BodyPublishers.ofString(body)));
    }

    /** Follows a stream; the caller closes it. */
    HttpResponse<InputStream> stream(String path) throws IOException, InterruptedException {
        return client.send(request(path, "Accept", "text/event-stream").GET().build(), BodyHandlers.ofInputStream());
    }

    /** The status line of a request sent letter by letter: for what no client would send. */
    static String raw(int port, String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            byte[] begin = socket.getInputStream().readNBytes(12);
            return new String(begin, StandardCharsets.US_ASCII);
        }
    }

    private HttpRequest.Builder request(String path, String... more) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
        for (int i = 0; i < headers.size(); i += 2) {
            request.setHeader(headers.get(i), headers.get(i + 1));
        }
        for (int i = 0; i < more.length; i += 2) {
            request.setHeader(more[i], more[i + 1]);
        }
        return request;
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString());
    }
}
