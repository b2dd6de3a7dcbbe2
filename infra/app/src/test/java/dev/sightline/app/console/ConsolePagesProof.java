package dev.sightline.app.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import dev.sightline.app.run.SightlineProcess;
import dev.sightline.testkit.TestData;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What each page weighs and how soon it can be used, and a live page with four cameras that stays open for ten minutes
 * ({@code -Dsightline.minutes=N}): neither the page nor the server may grow. Takes that long, so it is not part of a build:
 * {@code mvn -pl infra/app -am verify -Dtest=NONE -Dit.test=ConsolePagesProof -Dsurefire.failIfNoSpecifiedTests=false
 * -Dfailsafe.failIfNoSpecifiedTests=false}; tables are in {@code infra/app/target/pages}.
 */
class ConsolePagesProof {
    private static final Pattern ENTRY =
            Pattern.compile("Live page: +(http://127\\.0\\.0\\.1:\\d+/)(enter\\?link=\\S+)");
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final int MINUTES = Integer.getInteger("sightline.minutes", 10);
    private static final int SAMPLES_A_MINUTE = 3;
    private static final Path OUT = Path.of("target/pages");
    private static final List<String> CAMERAS = List.of("north", "south", "east", "west");
    private static final List<String> PAGES = List.of(
            "",
            "people",
            "PERSON",
            "search",
            "alerts",
            "rules",
            "labels",
            "watchlist",
            "cameras",
            "cameras/north",
            "models",
            "users",
            "webhooks",
            "tokens",
            "privacy",
            "audit");
    private static final String TIMES = """
            JSON.stringify((() => {
              const page = performance.getEntriesByType('navigation')[0];
              const parts = performance.getEntriesByType('resource').filter((part) => !part.name.includes('/live'));
              return { bytes: page.transferSize + parts.reduce((sum, part) => sum + part.transferSize, 0),
                       code: page.transferSize + parts.filter((part) => part.name.includes('/assets/')).reduce((sum, part) => sum + part.transferSize, 0),
                       requests: parts.length + 1, answered: page.responseStart, usable: page.domContentLoadedEventEnd, loaded: page.loadEventEnd };
            })())""";

    @TempDir
    private Path folder;

    @Test
    void shouldWeighLittleAndNotGrow() throws Exception {
        Path street = TestData.require("video/vtest.avi");
        int health = freePort();
        List<String> words = new ArrayList<>(List.of(
                "demo",
                "--out=" + folder.resolve("demo"),
                "--fps=1",
                "--set=console.port=0",
                "--set=health.port=" + health,
                "--set=embedder.faces=false"));
        CAMERAS.forEach(camera -> words.add("--camera=" + camera + "=" + street));
        Files.createDirectories(OUT);
        try (Chromium chromium = Chromium.start();
                SightlineProcess system = SightlineProcess.start(folder, "demo", words)) {
            Matcher entry = entry(system);
            BrowserContext context = chromium.browser().newContext();
            Page page = context.newPage();
            page.setDefaultTimeout(PATIENCE.toMillis());
            page.navigate(entry.group(1) + entry.group(2));
            page.waitForSelector("#people li img");
            weigh(chromium.browser(), context, entry.group(1));
            stayOpen(page, entry.group(1), health);
        }
    }

    private static Matcher entry(SightlineProcess system) {
        Matcher[] found = {ENTRY.matcher("")};
        await().atMost(PATIENCE).until(() -> {
            found[0] = ENTRY.matcher(system.log());
            return found[0].find() || !system.running();
        });
        assertThat(system.running()).as(system.log()).isTrue();
        return found[0];
    }

    /** Each page three times in a browser that has seen none of it; the middle of each figure. */
    private static void weigh(Browser browser, BrowserContext in, String console) throws IOException {
        List<String> table = new ArrayList<>(List.of(
                "| page | requests | all, kB | without pictures, kB | usable after, ms | loaded after, ms |",
                "|---|---|---|---|---|---|"));
        for (String name : PAGES) {
            List<JsonNode> seen = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                try (BrowserContext fresh =
                        browser.newContext(new Browser.NewContextOptions().setStorageState(in.storageState()))) {
                    Page page = fresh.newPage();
                    page.setDefaultTimeout(PATIENCE.toMillis());
                    page.navigate(console + (name.equals("PERSON") ? person(page, console) : name));
                    seen.add(new ObjectMapper().readTree(String.valueOf(page.evaluate(TIMES))));
                }
            }
            table.add(String.format(
                    Locale.ROOT,
                    "| `/%s` | %.0f | %.0f | %.0f | %.0f | %.0f |",
                    name.equals("PERSON") ? "people/…" : name,
                    middle(seen, "requests"),
                    middle(seen, "bytes") / 1000,
                    middle(seen, "code") / 1000,
                    middle(seen, "usable"),
                    middle(seen, "loaded")));
            assertThat(middle(seen, "code"))
                    .as("bytes without pictures: /" + name)
                    .isLessThan(150_000);
        }
        Files.write(OUT.resolve("pages.md"), table);
        table.forEach(System.out::println);
    }

    private static String person(Page page, String console) throws IOException {
        String all = page.request().get(console + "api/v1/identities?limit=1").text();
        return "people/"
                + new ObjectMapper().readTree(all).at("/items/0/identity").asText();
    }

    private static double middle(List<JsonNode> seen, String figure) {
        return seen.stream()
                .mapToDouble(each -> each.path(figure).asDouble())
                .sorted()
                .skip(seen.size() / 2)
                .findFirst()
                .orElseThrow();
    }

    /** Samples after a collection of garbage, in the page; the least of a minute, in the server. */
    private static void stayOpen(Page page, String console, int health) throws Exception {
        page.navigate(console);
        page.waitForSelector("#people li img");
        CDPSession browser = page.context().newCDPSession(page);
        browser.send("Performance.enable");
        browser.send("HeapProfiler.enable");
        List<Map<String, Double>> minutes = new ArrayList<>();
        for (int minute = 0; minute < MINUTES; minute++) {
            Map<String, Double> least = new TreeMap<>();
            for (int i = 0; i < SAMPLES_A_MINUTE; i++) {
                page.waitForTimeout(60_000.0 / SAMPLES_A_MINUTE);
                sample(browser, health).forEach((figure, value) -> least.merge(figure, value, Math::min));
            }
            minutes.add(least);
            System.out.println(minute + " " + least);
        }
        List<String> table = new ArrayList<>(List.of("| minute | figures |", "|---|---|"));
        for (int i = 0; i < minutes.size(); i++) {
            table.add("| " + (i + 1) + " | " + minutes.get(i) + " |");
        }
        Files.write(OUT.resolve("live.md"), table);
        page.screenshot(new Page.ScreenshotOptions().setPath(OUT.resolve("live.png")));
        Map<String, Double> begin = minutes.get(Math.min(2, minutes.size() - 1));
        Map<String, Double> end = minutes.get(minutes.size() - 1);
        assertThat(of(end, "page heap, MB")).as("%s", minutes).isLessThan(1.3 * of(begin, "page heap, MB") + 2);
        assertThat(of(end, "page nodes")).as("%s", minutes).isLessThan(1.3 * of(begin, "page nodes") + 200);
        assertThat(of(end, "page listeners")).as("%s", minutes).isLessThan(1.3 * of(begin, "page listeners") + 50);
        assertThat(of(end, "server threads")).as("%s", minutes).isLessThan(of(begin, "server threads") + 8);
        assertThat(of(end, "server heap, MB")).as("%s", minutes).isLessThan(1.5 * of(begin, "server heap, MB") + 40);
    }

    private static double of(Map<String, Double> minute, String figure) {
        return minute.getOrDefault(figure, Double.NaN);
    }

    private static Map<String, Double> sample(CDPSession browser, int health) throws Exception {
        browser.send("HeapProfiler.collectGarbage");
        Map<String, Double> found = new TreeMap<>();
        browser.send("Performance.getMetrics").getAsJsonArray("metrics").forEach(metric -> {
            JsonObject one = metric.getAsJsonObject();
            double value = one.get("value").getAsDouble();
            switch (one.get("name").getAsString()) {
                case "JSHeapUsedSize" -> found.put("page heap, MB", Math.round(value / 1e4) / 100.0);
                case "Nodes" -> found.put("page nodes", value);
                case "JSEventListeners" -> found.put("page listeners", value);
                default -> {}
            }
        });
        String metrics = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + health + "/metrics"))
                                .build(),
                        BodyHandlers.ofString())
                .body();
        found.put("server threads", sum(metrics, "jvm_threads_live_threads"));
        found.put("server heap, MB", Math.round(sum(metrics, "jvm_memory_used_bytes{area=\"heap\"") / 1e4) / 100.0);
        return found;
    }

    private static double sum(String metrics, String name) {
        return metrics.lines()
                .filter(line -> line.startsWith(name))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
