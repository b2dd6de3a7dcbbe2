package dev.sightline.app.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Position;
import com.microsoft.playwright.options.WaitForSelectorState;
import dev.sightline.contracts.topic.Topics;
import dev.sightline.contracts.v1.CameraStatus.State;
import dev.sightline.testkit.KafkaBroker;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
        try (LivePage live = new LivePage(KAFKA, folder)) {
            Page page = live.open(1366, 768);
            page.waitForSelector("#connection.open");

            live.send(Topics.FRAMES, "north", LiveMessages.frame("north", 1));
            live.send(Topics.SIGHTINGS, "p1", LiveMessages.sighting("north", "site/p1"));
            live.send(Topics.SIGHTINGS, "p1", LiveMessages.sighting("south", "site/p1"));
            live.send(Topics.SIGHTINGS, "p2", LiveMessages.sighting("north", "site/p2"));
            live.send(Topics.IDENTITY_EVENTS, "site", LiveMessages.expired("site/p2"));
            live.sendBytes(Topics.ALERTS, "rule", LiveMessages.alert("a1"));
            live.flush();
            long sequence = drawnWith(page, live);

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

            live.send(
                    Topics.TRACKS,
                    "north",
                    LiveMessages.tracks("north", sequence)
                            .setEndOfStream(true)
                            .clearBoxes()
                            .build());
            page.waitForSelector("figure.ended");
        }
    }

    /** Whom an alert was raised about may be nobody by now, who has no picture. */
    @Test
    void shouldShowWhoThePersonOfAnAlertIsByNow() {
        try (LivePage live = new LivePage(KAFKA, folder)) {
            live.send(Topics.SIGHTINGS, "p1", LiveMessages.sighting("north", "site/p1"));
            live.sendBytes(Topics.ALERTS, "rule", LiveMessages.alert("a9", "site/p9", "t-north"));
            live.flush();
            Page early = live.open(1366, 768);
            early.waitForSelector("#alerts li");
            early.waitForSelector("#people li img");
            List<String> complaints = new ArrayList<>();
            early.onConsoleMessage(message -> complaints.add(message.text()));

            early.reload();

            early.waitForSelector("#alerts li:has(s:text-is('#9')) img");
            assertThat(early.textContent("#alerts li span")).isEqualTo("#1 #9");
            assertThat(early.getAttribute("#alerts li a", "href")).isEqualTo("/alerts#alert-a9");
            assertThat(early.textContent("#zone")).isNotBlank();
            live.send(Topics.SIGHTINGS, "p3", LiveMessages.sighting("south", "site/p3"));
            live.send(Topics.IDENTITY_EVENTS, "site", LiveMessages.moved("t-north", "site/p3"));
            live.flush();
            early.waitForSelector("#alerts li[data-who='site/p3'] img[src='/api/v1/identities/site/p3/picture']");
            assertThat(early.textContent("#alerts li span")).isEqualTo("#3 #9");
            assertThat(complaints).isEmpty();
        }
    }

    @Test
    void shouldShowAtOnceWhichCamerasDoNotWork() {
        try (LivePage live = new LivePage(KAFKA, folder)) {
            String unopened = "a-camera-with-a-long-name-at-the-north-gate";
            for (String camera : List.of(unopened, "late", "lost", "fine")) {
                live.send(Topics.CAMERAS, camera, LiveMessages.camera(camera));
            }
            live.send(Topics.CAMERA_STATUS, unopened, LiveMessages.status(unopened, State.STATE_UNREACHABLE, 0, 0));
            live.send(Topics.CAMERA_STATUS, "lost", LiveMessages.status("lost", State.STATE_UNREACHABLE, 9, 0));
            live.send(Topics.CAMERA_STATUS, "late", LiveMessages.status("late", State.STATE_DEGRADED, 9, 7));
            live.send(Topics.CAMERA_STATUS, "fine", LiveMessages.status("fine", State.STATE_RUNNING, 9, 0));
            live.flush();
            Page page = live.open(390, 800);

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
    private static long drawnWith(Page page, LivePage live) {
        for (long sequence = 1; sequence <= 100; sequence++) {
            live.send(Topics.FRAMES, "north", LiveMessages.frame("north", sequence));
            live.flush();
            live.send(
                    Topics.TRACKS,
                    "north",
                    LiveMessages.tracks("north", sequence).build());
            live.flush();
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
}
