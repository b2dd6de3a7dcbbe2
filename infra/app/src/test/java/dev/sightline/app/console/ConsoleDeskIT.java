package dev.sightline.app.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.sun.net.httpserver.HttpServer;
import dev.sightline.app.run.SightlineProcess;
import dev.sightline.testkit.TestData;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What people decide in the console, in a real browser on a real system: alerts, labels, cameras, webhooks, faces. */
@Timeout(300)
class ConsoleDeskIT {
    private static final Pattern ENTRY =
            Pattern.compile("Live page: +(http://127\\.0\\.0\\.1:\\d+/)(enter\\?link=\\S+)");
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    @TempDir
    private Path folder;

    private final List<String> complaints = new ArrayList<>();

    @Test
    void shouldDecideAboutAlertsPairsCamerasAndWebhooks() throws Exception {
        Path street = TestData.require("video/vtest.avi");
        Path portraits = TestData.require("faces/bbt/amy");
        try (Chromium chromium = Chromium.start();
                SightlineProcess system = SightlineProcess.start(
                        folder,
                        "demo",
                        List.of(
                                "demo",
                                "--out=" + folder.resolve("demo"),
                                "--camera=north=" + street,
                                "--fps=3",
                                "--set=console.port=0",
                                "--set=health.port=0"))) {
            Matcher entry = entry(system);
            String console = entry.group(1);
            BrowserContext engineer = chromium.browser().newContext();
            Page page = listened(engineer.newPage());
            page.navigate(console + entry.group(2));
            page.waitForSelector("#people li img", patient());

            dismissAndSnoozeByKeyboard(page, console);
            labelByKeyboard(page, console);
            addAWebhook(page, console);
            coverTheCamera(page, console);
            pauseTheCamera(page, console);
            for (String empty : List.of("watchlist", "models")) {
                page.navigate(console + empty);
                page.screenshot(shot(empty));
                assertThat(page.textContent("main .empty")).isNotBlank();
            }
            lookForSomebody(page, console, portraits);
            addARule(page, console);
            addACamera(page, console);
            assertThat(complaints).isEmpty();
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

    private Page listened(Page page) {
        page.onPageError(complaints::add);
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") && !message.location().contains("/api/v1/webhooks")) { // One is refused.
                complaints.add(message.location() + ": " + message.text());
            }
        });
        return page;
    }

    private static Page.WaitForSelectorOptions patient() {
        return new Page.WaitForSelectorOptions().setTimeout(120_000);
    }

    private static Page.ScreenshotOptions shot(String name) {
        return new Page.ScreenshotOptions().setPath(Path.of("target/console-" + name + ".png"));
    }

    /** d says that the alert is about the wrong person, s is quiet about the person at this camera. */
    private static void dismissAndSnoozeByKeyboard(Page page, String console) {
        page.navigate(console + "alerts");
        page.waitForSelector("#alert-list li", patient());
        page.keyboard().press("j");
        String alert = page.locator("#alert-list li").first().getAttribute("id");
        page.keyboard().press("d");
        page.waitForSelector("#" + alert + " .problem:has-text('about the wrong person')");
        page.waitForSelector("#" + alert + ":focus");
        page.keyboard().press("s");
        page.waitForSelector(".snoozes li:has-text('at north')");
        page.screenshot(shot("alerts-decided"));
    }

    /** Each key answers one pair; what was answered is counted, and Z takes the last one back. */
    private static void labelByKeyboard(Page page, String console) {
        await().pollInSameThread().atMost(PATIENCE).until(() -> {
            page.navigate(console + "labels?site=demo");
            page.waitForSelector("#question:not(:empty)");
            return page.locator("#left img").count() > 0;
        });
        page.screenshot(shot("labels"));
        String first = page.locator("#left img").first().getAttribute("src");
        page.keyboard().press("d");
        page.waitForSelector("#progress:has-text('1 answered')");
        page.keyboard().press("z");
        assertThat(page.locator("#left img").first().getAttribute("src"))
                .as("the pair again")
                .isEqualTo(first);
        page.keyboard().press("d");
        await().pollInSameThread().atMost(PATIENCE).until(() -> {
            page.navigate(console + "labels?site=demo");
            return page.textContent("tbody tr").matches("(?s)demo.*[1-9].*");
        });
    }

    private static void addAWebhook(Page page, String console) {
        page.navigate(console + "webhooks");
        page.fill("[name=url]", "http://127.0.0.1:9/alerts");
        page.click("form.stacked button");
        page.waitForSelector("[role=alert]:has-text('console.webhook-private')");
        page.screenshot(shot("webhooks"));
    }

    /** An area drawn on the picture is black in every picture from then on. */
    private static void coverTheCamera(Page page, String console) {
        page.navigate(console + "cameras");
        page.screenshot(shot("cameras"));
        page.navigate(console + "cameras/north");
        awaitTrue(page, "document.querySelector('#mask img').naturalWidth > 0");
        Locator canvas = page.locator("#mask canvas");
        for (double[] corner : new double[][] {{0.02, 0.02}, {0.5, 0.02}, {0.5, 0.9}, {0.02, 0.9}}) {
            var box = canvas.boundingBox();
            canvas.click(new Locator.ClickOptions().setPosition(box.width * corner[0], box.height * corner[1]));
        }
        page.click("[data-mask-do=save]");
        page.waitForSelector("#mask-state.done");
        await().pollInSameThread().atMost(PATIENCE).until(() -> {
            page.navigate(console + "cameras/north");
            awaitTrue(page, "document.querySelector('#mask img').complete");
            Object dark = page.evaluate(
                    "() => { const i = document.querySelector('#mask img');"
                            + " const c = document.createElement('canvas'); c.width = i.naturalWidth; c.height = i.naturalHeight;"
                            + " const g = c.getContext('2d'); g.drawImage(i, 0, 0);"
                            + " const at = (x, y) => Math.max(...g.getImageData(x * c.width, y * c.height, 1, 1).data.slice(0, 3));"
                            + " return c.width > 0 && [[.1, .1], [.25, .5], [.45, .8]].every(([x, y]) => at(x, y) < 30) && at(.8, .8) > 30; }");
            return Boolean.TRUE.equals(dark);
        });
        page.screenshot(shot("camera-covered"));
    }

    private static void pauseTheCamera(Page page, String console) {
        page.navigate(console + "cameras");
        page.click("[data-camera=north] form button");
        // The page loads itself again in the end; until then going elsewhere would be given up.
        awaitTrue(
                page,
                "performance.getEntriesByType('navigation')[0].type === 'reload'"
                        + " && document.querySelector('[data-camera=north] .state.paused') !== null");
    }

    private static void lookForSomebody(Page page, String console, Path portraits) throws IOException {
        page.navigate(console + "watchlist");
        page.fill("[name=name]", "Amy");
        page.fill("[name=reason]", "missing");
        page.fill("[name=approver]", "eve");
        try (Stream<Path> photos = Files.list(portraits)) {
            page.setInputFiles("[name=photos]", photos.sorted().findFirst().orElseThrow());
        }
        page.click("form[data-to='/api/v1/watchlist'] button");
        awaitShown(page, console + "watchlist", ".entries li:has-text('missing') img");
        page.screenshot(shot("watchlist-entry"));
    }

    /** A rule says what it would have raised before it is saved. */
    private static void addARule(Page page, String console) {
        page.navigate(console + "rules");
        page.fill("#rule [name=rule]", "long-north");
        page.selectOption("#rule [name=when]", "dwell");
        page.fill("#rule [name=atLeastSeconds]", "1");
        page.click("#try");
        page.waitForSelector("#preview:not([hidden]) p:not(:empty)");
        page.click("#rule button:not([type=button])");
        awaitShown(page, console + "rules", "tr:has-text('long-north')");
        page.screenshot(shot("rules"));
    }

    /** By an address that answers one picture, which is looked at before the camera is added. */
    private static void addACamera(Page page, String console) throws IOException {
        ByteArrayOutputStream picture = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(320, 240, BufferedImage.TYPE_INT_RGB), "jpg", picture);
        HttpServer camera = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        camera.createContext("/", exchange -> {
            exchange.getResponseHeaders().add("Content-Type", "image/jpeg");
            exchange.sendResponseHeaders(200, picture.size());
            picture.writeTo(exchange.getResponseBody());
            exchange.close();
        });
        camera.start();
        try {
            page.navigate(console + "cameras");
            page.fill(
                    "#add-camera [name=source]",
                    "http://127.0.0.1:" + camera.getAddress().getPort() + "/now.jpg");
            page.click("[data-try]");
            page.waitForSelector(".trial:not([hidden]) img", patient());
            page.fill("#add-camera [name=camera]", "south");
            page.click("#add-camera button:not([type=button])");
            awaitShown(page, console + "cameras", "[data-camera=south]");
        } finally {
            camera.stop(0);
        }
    }

    /** What was written comes by a topic; the page that wrote loads itself again. */
    private static void awaitShown(Page page, String address, String what) {
        page.waitForSelector("[role=alert]:not(:empty), " + what, patient());
        await().pollInSameThread().atMost(PATIENCE).until(() -> {
            page.navigate(address);
            return page.locator(what).count() > 0;
        });
    }

    /** Not by {@code waitForFunction}, which evaluates text in the page, and the page's policy forbids that. */
    private static void awaitTrue(Page page, String expression) {
        await().pollInSameThread()
                .atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(PlaywrightException.class)
                .until(() -> Boolean.TRUE.equals(page.evaluate(expression)));
    }
}
