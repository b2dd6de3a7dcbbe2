package dev.sightline.app.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.MessageLite;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Position;
import com.microsoft.playwright.options.WaitForSelectorState;
import dev.sightline.contracts.topic.Topic;
import dev.sightline.contracts.topic.Topics;
import dev.sightline.contracts.v1.CameraStatus.State;
import dev.sightline.testkit.KafkaBroker;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The live page in a real browser, fed by a real broker. */
class ConsoleIT {
    @RegisterExtension
    static final KafkaBroker KAFKA = new KafkaBroker();

    @TempDir
    private Path folder;

    @Test
    void shouldShowCamerasIdentitiesAndAlertsLive() {
        KAFKA.createTopics(1);
        try (LiveConsole console = new LiveConsole(KAFKA.clients(), folder);
                Chromium chromium = Chromium.start();
                Producer<byte[], byte[]> producer = KAFKA.clients().producer("test")) {
            Page page = chromium.browser().newPage();
            page.navigate(console.entryUrl());
            page.waitForSelector("#connection.open");

            send(producer, Topics.FRAMES, "north", LiveMessages.frame("north", 1));
            send(producer, Topics.SIGHTINGS, "p1", LiveMessages.sighting("north", "site/p1"));
            send(producer, Topics.SIGHTINGS, "p1", LiveMessages.sighting("south", "site/p1"));
            send(producer, Topics.SIGHTINGS, "p2", LiveMessages.sighting("north", "site/p2"));
            send(producer, Topics.IDENTITY_EVENTS, "site", LiveMessages.expired("site/p2"));
            sendBytes(producer, Topics.ALERTS, "rule", LiveMessages.alert("a1"));
            producer.flush();
            long sequence = drawnWith(page, producer);

            // Each topic comes in its own time, so the page is waited for as it shall be in the end.
            page.waitForSelector("#alerts li:has-text('#1')");
            page.waitForSelector("#people li.present[title='looks alike']:has-text('2 sightings') img");
            await().pollInSameThread().until(() -> page.locator("#people li").count() == 1);
            assertThat(sequence).isPositive();
            assertThat(page.getAttribute("#people li a", "href")).isEqualTo("/people/site/p1");
            assertThat(page.textContent("#people li")).contains("#1", "north + south", "2 sightings");
            assertThat(page.getAttribute("#people li", "title")).isEqualTo("looks alike");
            assertThat(page.textContent("#alerts li")).contains("Long stay", "#1", "north");
            assertThat(page.textContent("#cross-count")).isEqualTo("1");
            assertThat(colorAt(page, 10, 230)).as("the picture, a green lawn").isEqualTo("green");
            assertThat(colorAt(page, 100, 150)).as("the box, in #1's own color").isEqualTo("box");
            openBoxAndRow(page);

            send(
                    producer,
                    Topics.TRACKS,
                    "north",
                    LiveMessages.tracks("north", sequence)
                            .setEndOfStream(true)
                            .clearBoxes()
                            .build());
            page.waitForSelector("figure.ended");
        }
    }

    @Test
    void shouldShowAtOnceWhichCamerasDoNotWork() {
        KAFKA.createTopics(1);
        try (LiveConsole console = new LiveConsole(KAFKA.clients(), folder);
                Chromium chromium = Chromium.start();
                Producer<byte[], byte[]> producer = KAFKA.clients().producer("test")) {
            String unopened = "a-camera-with-a-long-name-at-the-north-gate";
            for (String camera : List.of(unopened, "late", "lost", "fine")) {
                send(producer, Topics.CAMERAS, camera, LiveMessages.camera(camera));
            }
            send(
                    producer,
                    Topics.CAMERA_STATUS,
                    unopened,
                    LiveMessages.status(unopened, State.STATE_UNREACHABLE, 0, 0));
            send(producer, Topics.CAMERA_STATUS, "lost", LiveMessages.status("lost", State.STATE_UNREACHABLE, 9, 0));
            send(producer, Topics.CAMERA_STATUS, "late", LiveMessages.status("late", State.STATE_DEGRADED, 9, 7));
            send(producer, Topics.CAMERA_STATUS, "fine", LiveMessages.status("fine", State.STATE_RUNNING, 9, 0));
            producer.flush();
            Page page = chromium.browser().newPage();
            page.setViewportSize(390, 800);
            page.navigate(console.entryUrl());

            page.waitForSelector("figure:has(b:text-is('" + unopened + "')) .state:text-is('never opened')");
            page.waitForSelector("figure:has(b:text-is('lost')) .state:text-is('offline')");
            page.waitForSelector("figure:has(b:text-is('late')) .state:text-is('behind')");
            page.waitForSelector("figure:has(b:text-is('late')) .skipped:text-is('7 skipped')");
            assertThat(page.isVisible("figure:has(b:text-is('fine')) .state")).isFalse();
            assertThat(page.textContent("#camera-count")).isEqualTo("4");
            Object whole = page.evaluate("[...document.querySelectorAll('figcaption b')]"
                    + ".every((b) => b.scrollWidth <= b.clientWidth && b.scrollHeight <= b.clientHeight + 1)");
            assertThat(whole).as("names are whole on a phone").isEqualTo(true);
        }
    }

    /** Tracks start at the present, which is a moment after the page opens: told again until they are drawn. */
    private static long drawnWith(Page page, Producer<byte[], byte[]> producer) {
        for (long sequence = 1; sequence <= 100; sequence++) {
            send(producer, Topics.FRAMES, "north", LiveMessages.frame("north", sequence));
            producer.flush();
            send(
                    producer,
                    Topics.TRACKS,
                    "north",
                    LiveMessages.tracks("north", sequence).build());
            producer.flush();
            page.waitForTimeout(100);
            if (page.locator("canvas").count() == 1 && "320".equals(page.getAttribute("canvas", "width"))) {
                return sequence + 1;
            }
        }
        return -1;
    }

    /** Nothing records here, so the panel says so; its button and the key close it. */
    private static void openBoxAndRow(Page page) {
        String panel = "#person[open] h2:text-is('site/p1') + .empty:has-text('Nothing is recorded')";
        page.click("canvas", new Page.ClickOptions().setPosition(at(page, 130, 150)));
        page.waitForSelector(panel);
        page.keyboard().press("Escape");
        page.waitForSelector("#person:not([open])", hidden());
        page.click("canvas", new Page.ClickOptions().setPosition(at(page, 10, 230)));
        assertThat(page.isVisible("#person")).as("nobody stands there").isFalse();
        page.click("#people li");
        page.waitForSelector(panel);
        page.click("#person-close");
        page.waitForSelector("#person:not([open])", hidden());
    }

    private static Page.WaitForSelectorOptions hidden() {
        return new Page.WaitForSelectorOptions().setState(WaitForSelectorState.HIDDEN);
    }

    /** Where a pixel of the frame is seen. */
    private static Position at(Page page, double x, double y) {
        double scale = page.locator("canvas").boundingBox().width / 320;
        return new Position(x * scale, y * scale);
    }

    /** Green is the picture; {@code box} is the color of identity 1, hue 137.5. */
    private static String colorAt(Page page, int x, int y) {
        Object rgb = page.evaluate(
                "([x, y]) => [...document.querySelector('canvas').getContext('2d').getImageData(x, y, 1, 1).data]",
                List.of(x, y));
        List<?> parts = (List<?>) rgb;
        int red = ((Number) parts.get(0)).intValue();
        int green = ((Number) parts.get(1)).intValue();
        int blue = ((Number) parts.get(2)).intValue();
        return green > 200 && blue > 90 ? "box" : green > 90 && red < 60 && blue < 60 ? "green" : parts.toString();
    }

    private static <M extends MessageLite> void send(
            Producer<byte[], byte[]> producer, Topic<String, M> topic, String key, M message) {
        sendBytes(producer, topic, key, message.toByteArray());
    }

    @SuppressWarnings("FutureReturnValueIgnored") // What was not sent is not shown, and the test fails on that.
    private static void sendBytes(Producer<byte[], byte[]> producer, Topic<?, ?> topic, String key, byte[] value) {
        producer.send(new ProducerRecord<>(KAFKA.clients().name(topic), key.getBytes(StandardCharsets.UTF_8), value));
    }
}
