package dev.sightline.app.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.sightline.app.dataset.RecordedSite;
import dev.sightline.app.drawn.DrawnPeople;
import dev.sightline.contracts.descriptor.UnitVector;
import dev.sightline.contracts.topic.Topics;
import dev.sightline.contracts.v1.Comparison;
import dev.sightline.contracts.v1.Evidence;
import dev.sightline.contracts.v1.Exemplar;
import dev.sightline.contracts.v1.Modality;
import dev.sightline.contracts.v1.Sighting;
import dev.sightline.platform.problem.Problems;
import dev.sightline.store.label.LabelRepository;
import dev.sightline.store.recorder.RecorderService;
import dev.sightline.store.sighting.SightingRepository;
import dev.sightline.testkit.KafkaBroker;
import dev.sightline.trainer.pair.LabelSource;
import dev.sightline.trainer.pair.LabeledPair;
import dev.sightline.trainer.pair.SelfLabelPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Somebody who knows everybody answers a hundred pairs by keys, as fast as the page shows them: what is left of three minutes is for
 * looking. Drawn people walk by both cameras; topics, recorder and database are real.
 */
@Timeout(300)
class LabelPageIT {
    private static final int PEOPLE = 60;
    private static final int PAIRS = 100;
    private static final int LOOKS = 16;
    private static final long START_US = 1_700_000_000_000_000L;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration THREE_MINUTES = Duration.ofMinutes(3);
    /** The two stays that are asked about, once all their pictures are there to be looked at; otherwise nothing. */
    private static final String ASKED = """
        () => {
          const pictures = [...document.querySelectorAll('.pair img')];
          const whole = pictures.length === 4 && pictures.every((one) => one.complete && one.naturalWidth > 0);
          const stay = (side) => document.querySelector(`#${side} img`).getAttribute('src').split('/').slice(4, 7).join('/');
          return whole ? [stay('left'), stay('right')].sort().join(' ') : '';
        }\
        """;

    @RegisterExtension
    static final KafkaBroker KAFKA = new KafkaBroker();

    @TempDir
    private Path folder;

    @Test
    void shouldTakeAHundredLabelsInThreeMinutesByKeysOnly() throws IOException {
        try (LivePage live = new LivePage(KAFKA, folder);
                RecorderService recorder = live.console().recorder()) {
            recorder.start();
            walkBy(live);
            SightingRepository sightings = new SightingRepository(live.console().database());
            await().atMost(PATIENCE)
                    .until(() -> sightings.ofSite("yard", "", 3 * PEOPLE).size() == 2 * PEOPLE);
            Page page = live.open(1366, 768);
            answerASuggestionOnAPhone(page, live);
            page.navigate(page.url().replaceAll("(//[^/]+/).*", "$1labels?site=yard"));
            page.waitForSelector("[data-answer=same]:enabled");

            Map<String, Boolean> answers = new HashMap<>(Map.of(named("north/1/t0", "south/1/t0"), true));
            List<Long> waits = new ArrayList<>();
            long begin = System.nanoTime();
            String before = "";
            String pair = asked(page, before);
            assertThat(page.textContent("#left p")).as("with the time zone").containsPattern("[AP]M \\w+");
            for (int answered = 1; answered <= PAIRS; answered++) {
                boolean mistaken = answered == PAIRS / 2;
                answers.put(pair, oneFrom(pair));
                long pressed = System.nanoTime();
                page.keyboard().press(mistaken ? "sd".replace(key(pair), "") : key(pair));
                String next = asked(page, pair);
                waits.add(System.nanoTime() - pressed);
                assertThat(page.textContent("#progress")).startsWith(answered + " answered");
                if (mistaken) {
                    correct(page, before, pair, next);
                }
                before = pair;
                pair = next;
            }
            Duration took = Duration.ofNanos(System.nanoTime() - begin);
            page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/console-label-page.png")));
            record(took, waits);

            assertThat(answers).hasSize(PAIRS + 1).containsValues(true, false);
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(learned(live.console())).containsExactlyInAnyOrderEntriesOf(answers));
            assertThat(took).isLessThan(THREE_MINUTES);
            assertThat(median(waits)).as("time that each pair may take").isLessThan(THREE_MINUTES.dividedBy(PAIRS));
        }
    }

    /** A person's page suggests who may be the same; saying so is a label, too. */
    private static void answerASuggestionOnAPhone(Page page, LivePage live) {
        page.setViewportSize(390, 800);
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        LabelRepository labels = new LabelRepository(live.console().database());
        page.navigate(page.url().replaceAll("(//[^/]+/).*", "$1people/yard/north0"));
        page.locator(".alike li").first().getByText("Same").click();
        page.waitForSelector(".alike .done");
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(Path.of("target/console-person-phone-dark.png"))
                .setFullPage(true));
        assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                .as("nothing is wider than a phone")
                .isEqualTo(true);
        await().atMost(PATIENCE).until(() -> labels.standing("yard").size() == 1);
        page.setViewportSize(1366, 768);
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
    }

    /**
     * The last answer was given by mistake: Z takes it back before it is sent, and once more the one before it, which was sent. Both are
     * said again.
     */
    private static void correct(Page page, String before, String last, String next) {
        page.keyboard().press("z");
        assertThat(asked(page, next)).isEqualTo(last);
        page.keyboard().press("z");
        assertThat(asked(page, last)).isEqualTo(before);
        assertThat(page.textContent("#progress")).startsWith(PAIRS / 2 - 2 + " answered");
        for (String pair : List.of(before, last)) {
            page.keyboard().press(key(pair));
            asked(page, pair);
        }
        assertThat(asked(page, last)).isEqualTo(next);
    }

    private static String key(String pair) {
        return oneFrom(pair) ? "s" : "d";
    }

    /** What a person would look at next. */
    private static String asked(Page page, String before) {
        String[] found = {""};
        await().pollInSameThread()
                .pollInterval(Duration.ofMillis(5))
                .pollDelay(Duration.ZERO)
                .atMost(PATIENCE)
                .until(() -> {
                    found[0] = String.valueOf(page.evaluate(ASKED));
                    return !found[0].isEmpty() && !found[0].equals(before);
                });
        return found[0];
    }

    /** What the next training would learn from. */
    private Map<String, Boolean> learned(LiveConsole console) throws IOException {
        Path pictures = Files.createDirectories(folder.resolve("pictures"));
        RecordedSite reader = new RecordedSite(
                console.database(), console.crops(), pictures, Modality.MODALITY_PERSON, new Problems());
        Map<String, Boolean> said = new HashMap<>();
        for (LabeledPair label : reader.read("yard", SelfLabelPolicy.none()).labels()) {
            assertThat(label.source()).isEqualTo(LabelSource.OPERATOR);
            said.put(named(label.left(), label.right()), label.same());
        }
        return said;
    }

    private static String named(String... stays) {
        Arrays.sort(stays);
        return String.join(" ", stays);
    }

    /** Stays of one person end alike. */
    private static boolean oneFrom(String pair) {
        String[] stays = pair.split(" ");
        return stays[0].substring(stays[0].lastIndexOf('/')).equals(stays[1].substring(stays[1].lastIndexOf('/')));
    }

    private static void record(Duration took, List<Long> waits) throws IOException {
        String figures = "%d labels in %.1f s; from a key to the next pair's pictures: median %d ms, longest %d ms%n"
                .formatted(
                        PAIRS,
                        took.toMillis() / 1000.0,
                        median(waits).toMillis(),
                        Duration.ofNanos(waits.stream().max(Long::compare).orElseThrow())
                                .toMillis());
        Files.writeString(Path.of("target/label-page.txt"), figures);
    }

    private static Duration median(List<Long> nanos) {
        return Duration.ofNanos(
                nanos.stream().sorted().skip(nanos.size() / 2).findFirst().orElseThrow());
    }

    /** Everybody once by each camera, an hour later by the second, and looks much the same to the model. */
    private static void walkBy(LivePage live) throws IOException {
        DrawnPeople drawn = new DrawnPeople(3, 80);
        SplittableRandom random = new SplittableRandom(5);
        for (int person = 0; person < PEOPLE; person++) {
            DrawnPeople.Clothes clothes = drawn.dressed();
            float[] looks = new float[LOOKS];
            for (int i = 0; i < LOOKS; i++) {
                looks[i] = (float) random.nextDouble(-1, 1);
            }
            for (String camera : DrawnPeople.CAMERAS) {
                for (int i = 0; i < LOOKS; i++) {
                    looks[i] += (float) random.nextDouble(-.6, .6);
                }
                Sighting.Builder stay = stay(camera, person);
                for (int i = 0; i < 2; i++) {
                    stay.addExemplars(Exemplar.newBuilder()
                            .setModality(Modality.MODALITY_PERSON)
                            .setVector(UnitVector.normalize("drawn@1", looks, 1).toMessage())
                            .setCameraId(camera)
                            .setSession(1)
                            .setSequence(i)
                            .setCaptureTimeUs(stay.getStartTimeUs() + i)
                            .setQuality(.5f)
                            .setCropJpeg(ByteString.copyFrom(drawn.crop(camera, clothes))));
                }
                live.send(Topics.SIGHTINGS, stay.getIdentityId(), stay.build());
            }
        }
        live.flush();
    }

    private static Sighting.Builder stay(String camera, int person) {
        long start = START_US + person * 1_000_000L + (camera.equals("north") ? 0 : 3_600_000_000L);
        String identity = "yard/" + camera + person;
        return Sighting.newBuilder()
                .setSightingId(camera + "/1/t" + person)
                .setIdentityId(identity)
                .setSiteId("yard")
                .setCameraId(camera)
                .setSession(1)
                .setFirstSequence(1)
                .setLastSequence(2)
                .setStartTimeUs(start)
                .setEndTimeUs(start + 400_000)
                .setClosed(true)
                .setRevision(1)
                .setEvidence(Evidence.newBuilder()
                        .setSummary("first")
                        .addComparisons(Comparison.newBuilder()
                                .setIdentityId(identity)
                                .setModality(Modality.MODALITY_PERSON)
                                .setModelId("drawn@1")
                                .setThreshold(.5)));
    }
}
