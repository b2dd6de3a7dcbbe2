package dev.sightline.app.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import dev.sightline.contracts.topic.Topics;
import dev.sightline.testkit.KafkaBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * A live page with four cameras does not grow with what it has shown: compared after so many pictures, not after so much time.
 * Each round every camera shows one, one person comes and one goes, and one alert is raised. {@code ConsolePagesProof} does so for
 * ten minutes with real footage.
 */
@Timeout(180)
class LivePageIT {
    private static final List<String> CAMERAS = List.of("east", "north", "south", "west");
    private static final int PEOPLE = 10;
    private static final int FIRST = 100;
    private static final int ALERTS = 110;
    private static final int WARM = 20;
    private static final int ROUNDS = 100;
    private static final int SHOWN_ALERTS = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final List<String> FIGURES = List.of("Nodes", "JSEventListeners", "JSHeapUsedSize");
    private static final String SHOWN = """
        captured => {
          const time = new Date(captured).toLocaleTimeString('en-GB');
          const clocks = [...document.querySelectorAll('#cameras figcaption .clock')].map(clock => clock.textContent);
          return clocks.length === 4 && clocks.every(clock => clock.endsWith(time));
        }\
        """;

    @RegisterExtension
    static final KafkaBroker KAFKA = new KafkaBroker();

    @TempDir
    private Path folder;

    @Test
    void shouldNotGrowWithWhatItHasShown() {
        try (LivePage live = new LivePage(KAFKA, folder)) {
            Page page = live.open(1366, 768);
            page.waitForSelector("#connection.open");
            // Whom all alerts are about stays; the list of alerts is full before anything is measured.
            await().pollInSameThread().atMost(PATIENCE).until(() -> {
                live.send(Topics.SIGHTINGS, "site/p1", LiveMessages.sighting("south", "site/p1"));
                live.flush();
                return page.locator("#people li img").count() == 1;
            });
            for (int i = 0; i < ALERTS; i++) {
                live.sendBytes(Topics.ALERTS, "rule", LiveMessages.alert("before" + i));
            }
            CDPSession browser = page.context().newCDPSession(page);
            browser.send("Performance.enable");
            browser.send("HeapProfiler.enable");

            show(page, live, 1, WARM);
            Map<String, Double> begin = sample(page, browser);
            show(page, live, WARM + 1, WARM + ROUNDS);
            Map<String, Double> end = sample(page, browser);

            String figures = begin + " after " + WARM + " rounds, " + end + " after " + (WARM + ROUNDS);
            assertThat(of(end, "Nodes")).as(figures).isLessThan(of(begin, "Nodes") + 2 * ROUNDS);
            assertThat(of(end, "JSEventListeners"))
                    .as(figures)
                    .isLessThan(of(begin, "JSEventListeners") + ROUNDS / 2.0);
            assertThat(of(end, "JSHeapUsedSize")).as(figures).isLessThan(1.2 * of(begin, "JSHeapUsedSize") + 500_000);
        }
    }

    /** Each round waits until every camera has drawn its picture; the time of capture on the page tells rounds apart. */
    private static void show(Page page, LivePage live, int from, int to) {
        for (int round = from; round <= to; round++) {
            long sequence = round;
            String somebody = "site/p" + (FIRST + round);
            live.send(Topics.SIGHTINGS, somebody, LiveMessages.sighting("north", somebody));
            live.send(Topics.IDENTITY_EVENTS, "site", LiveMessages.expired("site/p" + (FIRST + round - PEOPLE)));
            live.sendBytes(Topics.ALERTS, "rule", LiveMessages.alert("a" + round));
            CAMERAS.forEach(camera -> showPicture(page, live, camera, sequence));
            await().pollInSameThread()
                    .atMost(PATIENCE)
                    .until(() -> Boolean.TRUE.equals(page.evaluate(SHOWN, captured(sequence) / 1000.0)));
        }
    }

    /** Picture and boxes come by different topics, and the console reads from the present on: sent until both are there. */
    private static void showPicture(Page page, LivePage live, String camera, long sequence) {
        String picture = "/api/v1/cameras/" + camera + "/frames/" + LiveMessages.SESSION + "/" + sequence;
        await().pollInSameThread().atMost(PATIENCE).until(() -> {
            live.send(Topics.FRAMES, camera, LiveMessages.frame(camera, sequence));
            live.flush();
            return page.request().get(page.url().replaceAll("/$", "") + picture).status() == 200;
        });
        live.send(
                Topics.TRACKS,
                camera,
                LiveMessages.tracks(camera, sequence)
                        .setCaptureTimeUs(captured(sequence))
                        .build());
        live.flush();
    }

    private static long captured(long sequence) {
        return 1_700_000_000_000_000L + sequence * 1_000_000;
    }

    /** What is there when the page shows what it shall show, and garbage is collected. */
    private static Map<String, Double> sample(Page page, CDPSession browser) {
        await().pollInSameThread()
                .atMost(PATIENCE)
                .until(() -> page.locator("#people li img").count() == PEOPLE + 1
                        && page.locator("#alerts li img").count() == SHOWN_ALERTS);
        browser.send("HeapProfiler.collectGarbage");
        browser.send("HeapProfiler.collectGarbage");
        Map<String, Double> found = new TreeMap<>();
        browser.send("Performance.getMetrics").getAsJsonArray("metrics").forEach(metric -> {
            JsonObject one = metric.getAsJsonObject();
            String name = one.get("name").getAsString();
            if (FIGURES.contains(name)) {
                found.put(name, one.get("value").getAsDouble());
            }
        });
        return found;
    }

    private static double of(Map<String, Double> sample, String figure) {
        return sample.getOrDefault(figure, Double.NaN);
    }
}
