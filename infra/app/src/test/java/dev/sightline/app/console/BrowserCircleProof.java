package dev.sightline.app.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.sightline.app.cli.CommandRun;
import dev.sightline.app.run.SightlineProcess;
import dev.sightline.testkit.TestData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Find, name, correct, label, train and promote, all of it in a browser, on the iLIDS sequences (ten people, two cameras, a
 * site that the descriptor never saw), with rank-1 before and after. Takes minutes, so it is not part of a build:
 * {@code mvn -pl infra/app -am verify -Dtest=NONE -Dit.test=BrowserCircleProof -Dsurefire.failIfNoSpecifiedTests=false
 * -Dfailsafe.failIfNoSpecifiedTests=false}; screenshots and figures are in {@code infra/app/target/circle}.
 */
class BrowserCircleProof {
    private static final Pattern FIRST = Pattern.compile("First user: (http://127\\.0\\.0\\.1:\\d+/)(\\S+)");
    private static final String PASSWORD = "correct horse battery";
    private static final Duration LEARNING = Duration.ofMinutes(25);
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final Path SHOTS = Path.of("target/circle");

    @TempDir
    private Path folder;

    private final List<String> figures = new ArrayList<>();
    private String console = "";

    @Test
    void shouldGoTheWholeCircleInABrowser() throws Exception {
        Files.createDirectories(SHOTS);
        Sequences people = Sequences.in(TestData.require("reid/ilids-sequences-10"), folder);
        Path old = people.oldSite(TestData.require("reid/cuhk03"));
        try (Chromium chromium = Chromium.start();
                SightlineProcess system =
                        SightlineProcess.start(folder, "run", List.of("run", "--config=" + config(people, old)))) {
            Page page = chromium.browser().newContext().newPage();
            page.setDefaultTimeout(PATIENCE.toMillis());
            page.onDialog(dialog -> dialog.accept());
            enter(page, system);
            String before = rankOne(people, "person-sightline");
            awaitEverybody(page);
            shot(page, "1-people");
            name(page, find(page, people));
            correct(page, people);
            label(page, people);
            String model = train(page);
            promote(page, model);
            String after =
                    rankOne(people, folder.resolve("data/models").resolve(model).toString());
            figures.add("rank-1 before: " + before + "; after: " + after);
            Files.write(SHOTS.resolve("figures.txt"), figures);
            figures.forEach(System.out::println);
        }
    }

    private Path config(Sequences people, Path old) throws IOException {
        return Files.writeString(folder.resolve("sightline.yaml"), """
                data.folder: %s
                cameras:
                  cam1: {source: %s, site: ward}
                  cam2: {source: %s, site: ward}
                console.port: 0
                health.port: 0
                embedder: {person-detector: whole-frame, faces: false, cadence: 1}
                models.grace: 1s
                trainer.threads: 2
                adapt: {old-data: ["old=%s"], old-hold-back: "643-742", rounds: 1}
                """.formatted(
                        folder.resolve("data"),
                        people.cameras().get(0),
                        people.cameras().get(1),
                        old));
    }

    /** The first user, by the link that the start prints. */
    private void enter(Page page, SightlineProcess system) {
        Matcher[] found = {FIRST.matcher("")};
        await().atMost(PATIENCE).until(() -> {
            found[0] = FIRST.matcher(system.log());
            return found[0].find() || !system.running();
        });
        assertThat(system.running()).as(system.log()).isTrue();
        console = found[0].group(1);
        page.navigate(console + found[0].group(2));
        page.fill("[name=user]", "ada");
        page.fill("[name=password]", PASSWORD);
        page.fill("[name=again]", PASSWORD);
        page.click("main button");
        page.waitForURL(console);
    }

    /** Ten stays in each camera. */
    private void awaitEverybody(Page page) {
        await().pollInSameThread()
                .pollInterval(Duration.ofSeconds(2))
                .atMost(PATIENCE)
                .until(() -> stays(page).size() == 2 * Sequences.PEOPLE);
        page.navigate(console + "people");
    }

    /** Who is in a photo, of those whom nobody enrolled. */
    private String find(Page page, Sequences people) throws IOException {
        page.navigate(console + "search");
        page.fill("[name=reason]", "case 17");
        page.setInputFiles("#photo", people.photo(3));
        page.waitForSelector("#results:not([hidden]), #boxes button");
        page.waitForSelector("#results:not([hidden])");
        shot(page, "2-found");
        String person = Objects.requireNonNull(page.locator("#found a").first().getAttribute("href"));
        figures.add("found by photo: " + person + ", " + page.textContent("#verdict"));
        return person.substring("/people/".length());
    }

    private void name(Page page, String person) {
        page.navigate(console + "people/" + person);
        page.fill("[name=name]", "Ada Example");
        page.click("form[data-write=PUT] button");
        page.waitForSelector("h1:has-text('Ada Example')");
        shot(page, "3-named");
    }

    /** Somebody who has two identities gets one, and a stay under somebody else's is taken out. */
    private void correct(Page page, Sequences people) {
        int merged = 0;
        int parted = 0;
        boolean more = true;
        while (more) {
            more = false;
            Map<String, List<Stay>> byIdentity = new TreeMap<>();
            List<Stay> stays = stays(page);
            stays.forEach(stay -> byIdentity
                    .computeIfAbsent(stay.identity(), k -> new ArrayList<>())
                    .add(stay));
            for (int person = 0; person < Sequences.PEOPLE && !more; person++) {
                int who = person;
                List<Stay> own = stays.stream()
                        .filter(stay -> people.person(stay.camera(), stay.start()) == who)
                        .toList();
                Stay first = own.get(0);
                Stay stranger = byIdentity.getOrDefault(first.identity(), List.of()).stream()
                        .filter(stay -> people.person(stay.camera(), stay.start()) != who)
                        .findFirst()
                        .orElse(null);
                if (stranger != null) {
                    page.navigate(console + "people/" + first.identity());
                    page.click("form[data-to$='" + stranger.id() + "/not-this-person'] button");
                    parted++;
                    more = true;
                } else if (!own.get(1).identity().equals(first.identity())) {
                    page.navigate(console + "people/" + first.identity());
                    page.fill("[name=other]", own.get(1).identity());
                    page.click("form[data-to$='/merge'] button");
                    merged++;
                    more = true;
                }
                if (more) {
                    awaitChange(page, stays);
                    shot(page, "4-corrected");
                }
            }
        }
        figures.add("corrected: " + merged + " merged, " + parted + " taken out");
    }

    private void awaitChange(Page page, List<Stay> before) {
        await().pollInSameThread().atMost(PATIENCE).until(() -> {
            List<Stay> now = stays(page);
            return now.size() == before.size() && !now.equals(before);
        });
    }

    /** Pairs by the keyboard, as people answer them who know everybody. */
    private void label(Page page, Sequences people) {
        Deque<Boolean> answers = new ArrayDeque<>();
        page.onResponse(response -> {
            if (response.url().contains("/labels/queue")) {
                json(response.text())
                        .path("items")
                        .forEach(pair -> answers.add(people.person(Stay.of(pair.path("left")))
                                == people.person(Stay.of(pair.path("right")))));
            }
        });
        page.navigate(console + "labels");
        int said = 0;
        long begun = System.nanoTime();
        while (said < 40) {
            page.waitForSelector("[data-answer=same]:not([disabled]), #question:has-text('No more pairs')");
            if (page.locator("[data-answer=same]").isDisabled() || answers.isEmpty()) {
                break;
            }
            if (said == 0) {
                shot(page, "5-labels");
            }
            page.keyboard().press(answers.remove() ? "s" : "d");
            said++;
        }
        page.navigate(console + "labels");
        await().pollInSameThread()
                .atMost(PATIENCE)
                .until(() -> statistics(page).path("same").asInt() > 0
                        || statistics(page).path("different").asInt() > 0);
        figures.add(String.format(
                Locale.ROOT,
                "labels: %d answered in %.0f s; standing %s",
                said,
                (System.nanoTime() - begun) / 1e9,
                statistics(page)));
        shot(page, "6-labeled");
    }

    private JsonNode statistics(Page page) {
        return json(page.request().get(console + "api/v1/labels/statistics").text())
                .path("items")
                .path(0);
    }

    /** Lets the descriptor learn on from the labels; the challenger's id. */
    private String train(Page page) {
        page.navigate(console + "models");
        page.click("form[data-to='/api/v1/models/adaptations'] button");
        page.waitForSelector("#rollout");
        shot(page, "7-learning");
        long begun = System.nanoTime();
        page.waitForSelector(
                "#content[data-running=false] #rollout",
                new Page.WaitForSelectorOptions().setTimeout(LEARNING.toMillis()));
        figures.add(String.format(Locale.ROOT, "learned in %.0f s", (System.nanoTime() - begun) / 1e9));
        shot(page, "8-learned");
        figures.add(page.textContent("#rollout").replaceAll("\\s+", " ").strip());
        Locator challenger = page.locator("ol.models li").filter(new Locator.FilterOptions().setHasText("at-ward"));
        assertThat(challenger.count()).as(page.textContent("#content")).isPositive();
        return Objects.requireNonNull(challenger.first().locator("h2").textContent())
                .strip()
                .split("\\s")[0];
    }

    private void promote(Page page, String model) {
        if (page.locator("li.serving h2:has-text('" + model + "')").count() == 0) {
            Locator form = page.locator("form[data-to='/api/v1/models/promotions']:has(input[value='" + model + "'])");
            if (form.locator("[name=force]").count() > 0) {
                form.locator("[name=force]").fill("ten people are all there are; looked at their pairs");
            }
            form.locator("button").click();
        }
        page.waitForSelector("li.serving h2:has-text('" + model + "')");
        page.waitForSelector("#content[data-running=false]");
        shot(page, "9-promoted");
        figures.add("serving: " + model);
    }

    private String rankOne(Sequences people, String model) throws IOException {
        List<String> ways = new ArrayList<>();
        for (String[] way : new String[][] {{"cam1", "cam2"}, {"cam2", "cam1"}}) {
            JsonNode found = json(run(
                    "evaluate",
                    "reid",
                    "--images=" + people.list(),
                    "--model=" + model,
                    "--from=" + way[0],
                    "--to=" + way[1],
                    "--json"));
            ways.add(String.format(
                    Locale.ROOT,
                    "%s to %s %.3f",
                    way[0],
                    way[1],
                    found.findValue("rank-1").asDouble()));
        }
        return String.join(", ", ways);
    }

    private static String run(String... arguments) {
        CommandRun run = CommandRun.of(arguments);
        run.ended(0);
        return run.out();
    }

    private List<Stay> stays(Page page) {
        List<Stay> stays = new ArrayList<>();
        json(page.request()
                        .get(console + "api/v1/sightings?site=ward&limit=100")
                        .text())
                .path("items")
                .forEach(item -> stays.add(Stay.of(item)));
        stays.sort(java.util.Comparator.comparing(Stay::id));
        return stays;
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (IOException e) {
            throw new AssertionError(text, e);
        }
    }

    private static void shot(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(SHOTS.resolve(name + ".png"))
                .setFullPage(true));
    }
}
