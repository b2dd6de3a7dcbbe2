package dev.sightline.app.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A {@code sightline console} that is asked through its API.
 *
 * @param token of somebody who may search
 */
record SearchedConsole(SightlineProcess process, String token) {
    private static final Duration START = Duration.ofSeconds(120);
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Where the other instances reach it. */
    String address() {
        return said("part of the search index at (127\\.0\\.0\\.1:\\d+)");
    }

    private String url() {
        return said("Live page: +(http://127\\.0\\.0\\.1:\\d+)/");
    }

    private String said(String line) {
        Pattern pattern = Pattern.compile(line);
        await().atMost(START).until(() -> pattern.matcher(process.log()).find() || !process.running());
        Matcher found = pattern.matcher(process.log());
        assertThat(found.find()).as(process.log()).isTrue();
        return found.group(1);
    }

    /** Who looks like the one in a recorded picture. */
    JsonNode search(String picture) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url() + "/api/v1/search"))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .timeout(Duration.ofMinutes(1))
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"picture\": \"%s\", \"reason\": \"a test\"}".formatted(picture)))
                .build();
        try {
            HttpResponse<String> answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new AssertionError(url() + " does not answer: " + process.log(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
