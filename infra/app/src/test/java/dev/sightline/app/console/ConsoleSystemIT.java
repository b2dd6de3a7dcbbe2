package dev.sightline.app.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.LoadState;
import dev.sightline.app.cli.CommandRun;
import dev.sightline.app.run.SightlineProcess;
import dev.sightline.testkit.TestData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What people do in the console, in a real browser on a real system that follows people through real footage. */
@Timeout(240)
class ConsoleSystemIT {
    private static final Pattern ENTRY =
            Pattern.compile("Live page: +(http://127\\.0\\.0\\.1:\\d+/)(enter\\?link=\\S+)");
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String PASSWORD = "correct horse battery";

    @TempDir
    private Path folder;

    private final List<String> complaints = new ArrayList<>();

    @Test
    void shouldDoThePagesMainTasksByRole() throws Exception {
        Path street = TestData.require("video/vtest.avi");
        Path data = folder.resolve("demo");
        try (Chromium chromium = Chromium.start();
                SightlineProcess system = SightlineProcess.start(
                        folder,
                        "demo",
                        List.of(
                                "demo",
                                "--out=" + data,
                                "--camera=north=" + street,
                                "--fps=3",
                                "--set=console.port=0",
                                "--set=health.port=0",
                                "--set=embedder.faces=false"))) {
            Matcher entry = entry(system);
            String console = entry.group(1);
            BrowserContext engineer = chromium.browser().newContext();
            Page page = listened(engineer.newPage());
            page.navigate(console + entry.group(2));
            page.waitForSelector("#people li img", new Page.WaitForSelectorOptions().setTimeout(90_000));
            page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/console-live.png")));

            lookAtSomebodyLive(page);
            goByKeys(page, console);
            String person = nameSomebody(page, console);
            searchForSomebody(page, console, person);
            searchByWords(page, console);
            acknowledgeAnAlert(page, console);
            BrowserContext guest = chromium.browser().newContext();
            beRefusedAsViewer(guest, page, console, person);
            fitAPhone(page, console, person);
            suitEverybody(page, console, person);
            loseNothingWithoutScripts(engineer, console, person);
            page.navigate(console + "audit?action=identity.name");
            assertThat(page.textContent("tbody tr")).contains("demo", person, "name: Ada");

            assertThat(run(
                            "search",
                            "--photo",
                            folder.resolve("photo.jpg").toString(),
                            "--reason",
                            "case 18",
                            "--set",
                            "data.folder=" + data,
                            "--set",
                            "embedder.faces=false"))
                    .as("by now the matcher may have moved that tracklet to somebody else")
                    .containsPattern("certain|likely")
                    .contains("Compared");
            assertThat(run(
                            "search",
                            "--identity",
                            person,
                            "--reason",
                            "case 17",
                            "--set",
                            "data.folder=" + data,
                            "--set",
                            "data.cache=" + folder.resolve("no-models")))
                    .as("needs no model, and finds none; that nobody looks alike is an answer")
                    .containsPattern("[1-9]\\d* sightings of about");
            assertThat(folder.resolve("no-models")).doesNotExist();
            byWordsAsACommand(data);
            exportAndErase(page, console, person);
            assertThat(run("audit", "verify", "--set", "data.folder=" + data)).contains("none altered");
            assertThat(run("users", "list", "--set", "data.folder=" + data)).contains("demo", "guest", "viewer");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data)))
                    .isEqualTo("rwx------");
            assertThat(complaints).isEmpty();
        }
        buildTheIndexAgain(data);
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

    /** Live: who somebody is, without leaving the page. */
    private static void lookAtSomebodyLive(Page page) {
        await().pollInSameThread().atMost(PATIENCE).until(() -> {
            page.click("#people li");
            page.waitForSelector("#person-content:not(:has-text('Loading'))");
            boolean recorded = page.isVisible("#person .journey .band");
            page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/console-live-person.png")));
            page.keyboard().press("Escape");
            return recorded;
        });
    }

    /** From page to page without a mouse; a letter that is typed goes nowhere. */
    private static void goByKeys(Page page, String console) {
        page.keyboard().press("?");
        assertThat(page.locator("nav.letters").count()).isEqualTo(1);
        page.keyboard().press("g");
        page.keyboard().press("s");
        page.waitForURL(console + "search");
        page.focus("#words");
        page.keyboard().type("gp");
        assertThat(page.inputValue("#words")).isEqualTo("gp");
        page.focus("#go");
        page.keyboard().press("g");
        page.keyboard().press("p");
        page.waitForURL(console + "people");
    }

    /** People: the grid, one person's journey with evidence, a name. */
    private static String nameSomebody(Page page, String console) {
        await().pollInSameThread().atMost(PATIENCE).until(() -> {
            page.navigate(console + "people");
            return page.locator(".grid a").count() > 0;
        });
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/console-people.png")));
        String person = page.locator(".grid a b").first().textContent();
        page.locator(".grid a").first().click();
        page.waitForSelector(".journey li");
        assertThat(page.textContent(".journey li")).contains("north", "A new person");
        await().pollInSameThread()
                .untilAsserted(() -> assertThat(page.evaluate(
                                "[...document.querySelectorAll('.crops img')].filter(i => i.naturalWidth ==="
                                        + " 0).length"))
                        .isEqualTo(0));
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/console-person.png")));
        page.fill("[name=name]", "Ada");
        page.click("form[data-write=PUT] button");
        page.waitForSelector("h1:has-text('Ada')");
        page.navigate(console + "people?named=true");
        assertThat(page.locator(".grid a").count()).isEqualTo(1);
        return person;
    }

    /** Search: somebody like a recorded person, then by a photo; the command says the same. */
    private void searchForSomebody(Page page, String console, String person) throws IOException {
        await().pollInSameThread().atMost(PATIENCE).until(() -> {
            page.navigate(console + "people");
            return page.locator(".grid a").count() > 1;
        });
        page.navigate(console + "people/" + person);
        String similar = page.getAttribute("a.button:has-text('Find similar')", "href");
        page.navigate(console.replaceAll("/$", "") + similar);
        page.fill("[name=reason]", "case 17");
        page.click("#go");
        page.waitForSelector("#results:not([hidden])");
        assertThat(page.textContent("#compared")).contains("sightings of about");
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/console-search-similar.png")));

        byte[] crop = page.request()
                .get(console + "api/v1/identities/" + person + "/picture")
                .body();
        Path photo = Files.write(folder.resolve("photo.jpg"), crop);
        page.navigate(console + "search");
        page.setInputFiles("#photo", photo);
        page.waitForSelector("#results:not([hidden])", new Page.WaitForSelectorOptions().setTimeout(60_000));
        assertThat(page.locator("#found a").first().getAttribute("href")).isEqualTo("/people/" + person);
        assertThat(page.textContent("#found")).as("times say their zone").containsPattern("UTC|GMT|[A-Z]{2,4}T");
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/console-search.png")));
        assertThat(page.locator("#boxes button").count()).isEqualTo(1);
    }

    /** Words, typed and sent by the keyboard. */
    private static void searchByWords(Page page, String console) {
        page.navigate(console + "search");
        page.fill("[name=reason]", "case 19");
        page.focus("#words");
        page.keyboard().type("person in dark clothes with a bag");
        page.keyboard().press("Enter");
        page.waitForSelector("#results:not([hidden])", new Page.WaitForSelectorOptions().setTimeout(60_000));
        assertThat(page.textContent("#compared")).contains("sightings of about");
        assertThat(page.textContent("#problem")).isEmpty();
        assertThat(page.locator("#found a").first().textContent()).contains("%", "fit");
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(Path.of("target/console-search-words.png"))
                .setFullPage(true));
        page.navigate(console + "audit?action=search");
        assertThat(page.textContent("tbody tr")).contains("person in dark clothes with a bag", "case 19");
    }

    /** The command's answer, and classes of words over everybody who was recorded. */
    private static void byWordsAsACommand(Path data) throws IOException {
        String[] here = {"--set", "data.folder=" + data};
        assertThat(run(
                        "search",
                        "--words",
                        "person in dark clothes with a bag",
                        "--reason",
                        "case 19",
                        here[0],
                        here[1]))
                .containsPattern("certain|likely|possible|fits")
                .contains("the probability that it is none of these is");
        assertThat(run("classes", "add", "with a bag", "--describe", "person with a bag", here[0], here[1]))
                .contains("words: person with a bag");
        assertThat(run("classes", "apply", "--recorded", "--reason", "case 20", here[0], here[1]))
                .containsPattern("of \\d+ tracklets")
                .contains("none of these", "north/");
    }

    /** Alerts come by themselves and are acknowledged with a note. */
    private static void acknowledgeAnAlert(Page page, String console) {
        page.navigate(console + "alerts");
        page.waitForSelector("#alert-list li", new Page.WaitForSelectorOptions().setTimeout(90_000));
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/console-alerts.png")));
        page.locator("#alert-list [name=note]").first().fill("asked to leave");
        page.locator("#alert-list form button").first().click();
        page.waitForSelector(".done:has-text('acknowledged by demo')");
        assertThat(page.textContent(".done")).contains("asked to leave");
    }

    /** A viewer is made, comes in by the link, and finds nothing that viewers may not. */
    private static void beRefusedAsViewer(BrowserContext guest, Page page, String console, String person) {
        page.navigate(console + "users");
        page.fill("[name=user]", "guest");
        page.click("form.stacked button");
        page.waitForSelector("#secret:not([hidden])");
        Page viewer = guest.newPage();
        viewer.navigate(page.textContent("#secret output"));
        viewer.fill("[name=password]", PASSWORD);
        viewer.fill("[name=again]", PASSWORD);
        viewer.click("main button");
        viewer.waitForLoadState(LoadState.DOMCONTENTLOADED);
        assertThat(viewer.textContent("nav")).contains("People").doesNotContain("Users", "Audit");
        viewer.navigate(console + "people/" + person);
        assertThat(viewer.textContent("h1")).isEqualTo("Ada");
        assertThat(viewer.locator("form[data-write]").count()).isZero();
        Response users = viewer.navigate(console + "users");
        assertThat(users.status()).isEqualTo(403);
        assertThat(viewer.textContent("main")).contains("this needs the role supervisor or higher");
    }

    /** Nothing reaches out of a phone's screen. */
    private static void fitAPhone(Page page, String console, String person) {
        page.setViewportSize(390, 844);
        for (String path : List.of("", "people", "people/" + person, "search", "alerts", "users", "tokens", "audit")) {
            page.navigate(console + path);
            assertThat(page.evaluate("document.documentElement.scrollWidth - innerWidth"))
                    .as("pixels beyond the screen: /" + path)
                    .isEqualTo(0);
        }
        page.navigate(console + "users");
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/console-users-phone.png")));
        page.setViewportSize(1366, 768);
    }

    private static void suitEverybody(Page page, String console, String person) {
        Accessibility accessibility = new Accessibility();
        List<String> faults = new ArrayList<>();
        for (String path : paths(person)) {
            page.navigate(console + path);
            faults.addAll(accessibility.faults(page));
            assertThat(page.locator("button[data-script]:disabled:not([data-answer])")
                            .count())
                    .as("buttons that are off though the script is there: /" + path)
                    .isZero();
        }
        assertThat(faults).isEmpty();
    }

    private static void loseNothingWithoutScripts(BrowserContext engineer, String console, String person) {
        WithoutScripts without = new WithoutScripts(engineer, console);
        assertThat(without.loose(paths(person))).isEmpty();
        without.typeBeforeTheScriptIsHere(person);
        without.sayWhy();
    }

    private static List<String> paths(String person) {
        return List.of(
                "",
                "people",
                "people/" + person,
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
    }

    /** No error in the console of the browser, and nothing asked of another host. */
    private Page listened(Page page) {
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                complaints.add(page.url() + ": " + message.text());
            }
        });
        page.onRequest(request -> {
            if (!request.url().matches("(http://127\\.0\\.0\\.1:\\d+/.*|blob:.*|data:.*)")) {
                complaints.add("asked for " + request.url());
            }
        });
        return page;
    }

    /** Privacy: what is kept of somebody as a file, then nothing is; the receipt says so. */
    private static void exportAndErase(Page page, String console, String person) throws IOException {
        page.navigate(console + "privacy?identity=" + person);
        Locator access = page.locator("form[action='/api/v1/subject-access']");
        access.locator("[name=reason]").fill("asked by Ada");
        Download file = page.waitForDownload(() -> access.locator("button").click());
        assertThat(Files.size(file.path())).isGreaterThan(1_000);
        Locator erasure = page.locator("form[data-to='/api/v1/erasures']");
        erasure.locator("[name=reason]").fill("asked by Ada");
        page.onceDialog(Dialog::accept);
        erasure.locator("button").click();
        page.waitForSelector(".receipt:has-text('" + person + "')");
        await().pollInSameThread().atMost(PATIENCE).until(() -> {
            page.navigate(console + "people?named=true");
            return page.locator(".grid a").count() == 0;
        });
        page.navigate(console + "privacy");
        page.click(".receipt summary");
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/console-privacy.png")));
    }

    private static void buildTheIndexAgain(Path data) {
        String[] here = {"--set", "data.folder=" + data};
        String rebuilt = run("index", "rebuild", here[0], here[1]);
        assertThat(rebuilt).containsPattern("Built again: [1-9]\\d* descriptions of sightings");
        assertThat(run("index", "show", here[0], here[1]))
                .contains(rebuilt.replaceAll("(?s).*Built again: (\\d+ descriptions).*", "$1"));
    }

    private static String run(String... arguments) {
        return CommandRun.of(arguments).ended(0);
    }
}
